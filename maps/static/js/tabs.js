// Tabs of the panel: arrows move between them, as in the ARIA pattern.

import { tell } from "./bus.js";
import { byId, fill, h } from "./dom.js";
import { settings } from "./settings.js";

/** @typedef {{ id: string, label: string, body: HTMLElement, open?: () => void }} Tab */

/** @type {Tab[]} */
let all = [];
/** @type {string | null} */
let current = null;
/** Numbers that came before the tabs were made. @type {Map<string, string>} */
const counts = new Map();

/** @param {Tab[]} tabs @param {string | null} first */
export function makeTabs(tabs, first) {
  all = tabs;
  const bar = byId("tabs");
  fill(bar, tabs.map(button));
  fill(byId("bodies"), tabs.map(body));
  bar.addEventListener("keydown", onKey);
  for (const [id, text] of counts) countTab(id, text);
  openTab(tabs.some((tab) => tab.id === first) ? first : tabs[0].id, false);
}

/** @param {Tab} tab */
function button(tab) {
  return h(
    "button",
    {
      class: "tab", id: `tab-${tab.id}`, role: "tab", type: "button",
      "aria-controls": `body-${tab.id}`, onclick: () => openTab(tab.id),
    },
    tab.label,
    h("span", { class: "count", id: `count-${tab.id}`, hidden: true }),
  );
}

/** @param {Tab} tab */
function body(tab) {
  const attributes = { class: "tab-body", id: `body-${tab.id}`, role: "tabpanel", tabindex: "0", "aria-labelledby": `tab-${tab.id}`, hidden: true };
  return h("div", attributes, tab.body);
}

/** @param {string | null} id @param {boolean} [say] */
export function openTab(id, say = true) {
  if (id === current || !all.some((tab) => tab.id === id)) return;
  current = id;
  for (const tab of all) {
    const here = tab.id === id;
    const control = byId(`tab-${tab.id}`);
    control.setAttribute("aria-selected", String(here));
    control.tabIndex = here ? 0 : -1;
    byId(`body-${tab.id}`).hidden = !here;
    if (here) tab.open?.();
  }
  if (say) tell("tab", id);
}

/** The number beside a tab's name. @param {string} id @param {string} text */
export function countTab(id, text) {
  counts.set(id, text);
  const badge = document.getElementById(`count-${id}`);
  if (!badge) return;
  badge.textContent = text;
  badge.hidden = !text;
}

/** @param {KeyboardEvent} event */
function onKey(event) {
  const ahead = settings.rtl ? "ArrowLeft" : "ArrowRight";
  const back = settings.rtl ? "ArrowRight" : "ArrowLeft";
  const at = all.findIndex((tab) => tab.id === current);
  /** @type {Record<string, number>} */
  const to = { [ahead]: at + 1, [back]: at - 1, Home: 0, End: all.length - 1 };
  if (!(event.key in to)) return;
  event.preventDefault();
  const next = all[(to[event.key] + all.length) % all.length];
  openTab(next.id);
  byId(`tab-${next.id}`).focus();
}
