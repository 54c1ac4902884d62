// Keyboard shortcuts, and the list of them that "?" opens.

import { byId, fill, h } from "./dom.js";
import { t } from "./settings.js";

/** @typedef {{ key: string, label: string, act: () => void }} Shortcut */

/** What Escape closes, one thing at a time: who came last is asked first. @type {(() => unknown)[]} */
const closers = [];

/** @param {() => unknown} close true when there was something to close */
export function onEscape(close) {
  closers.unshift(close);
}

/** @param {Shortcut[]} shortcuts */
export function startKeys(shortcuts) {
  const dialog = /** @type {HTMLDialogElement} */ (byId("keys"));
  const help = { key: "?", label: t("keys.help"), act: () => dialog.showModal() };
  const all = [...shortcuts, help];
  fill(dialog, heading(), list(all), closer(dialog));
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || dialog.open) return;
    if (event.key === "Escape") return event.defaultPrevented || closers.some((close) => close());
    if (typing(event.target)) return;
    const found = all.find((s) => s.key === event.key);
    if (!found) return;
    event.preventDefault();
    found.act();
  });
  return help.act;
}

/** @param {EventTarget | null} target */
function typing(target) {
  return target instanceof HTMLElement && target.matches("input:not([type=checkbox]), select, textarea");
}

function heading() {
  return h("h2", { id: "keys-title" }, t("keys.title"));
}

/** @param {Shortcut[]} all */
function list(all) {
  const moves = [
    ["← → ↑ ↓", t("keys.pan")],
    ["+ −", t("keys.zoom")],
    ["Enter", t("keys.enter")],
    ["Esc", t("keys.escape")],
  ];
  const rows = [...all.map((s) => [s.key, s.label]), ...moves];
  return h("dl", {}, rows.flatMap(([key, label]) => [
    h("dt", {}, key.split(" ").map((k) => h("kbd", {}, k))),
    h("dd", {}, label),
  ]));
}

/** @param {HTMLDialogElement} dialog */
function closer(dialog) {
  return h("button", { class: "button ghost", type: "button", onclick: () => dialog.close() }, t("act.close"));
}
