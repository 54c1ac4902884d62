// Wishes in order: a lot, or any lot of a zone; moved by buttons, or Alt with an arrow.

import { combobox } from "../combobox.js";
import { fill, h, say } from "../dom.js";
import { ascii, number } from "../format.js";
import { t } from "../settings.js";
import { toast } from "../toast.js";
import { button } from "./parts.js";

const most = 10;
let made = 0;

/**
 * @param {OfficeZone[]} zones
 * @param {Wish[]} chosen changed in place
 */
export function wishList(zones, chosen) {
  const all = choices(zones);
  const listId = `wish-choices-${(made += 1)}`;
  const list = h("ol", { class: "wishes" });
  const found = h("ul", { id: listId, role: "listbox", "aria-label": t("desk.wishes"), hidden: true });
  const field = h("input", {
    class: "field", role: "combobox", "aria-controls": listId, "aria-expanded": "false", "aria-autocomplete": "list",
    autocomplete: "off", "aria-label": t("desk.wish"), placeholder: t("desk.wish"),
  });
  const draw = (/** @type {number} */ at = -1) => {
    fill(list, chosen.length ? chosen.map((_, i) => row(chosen, i, draw)) : h("li", { class: "quiet-note" }, t("desk.no_wish")));
    if (at >= 0) /** @type {HTMLElement | null} */ (list.children[at])?.focus();
  };
  combobox({
    input: field, list: found, eager: true,
    ask: async (text) => matching(all, text).filter((one) => !chosen.some((other) => same(one, other))).slice(0, 30),
    row: (/** @type {Wish} */ one) => [h("span", {}, one.label)],
    pick: (one) => {
      field.value = "";
      if (chosen.length >= most) return toast(t("desk.full"), { bad: true });
      chosen.push(one);
      draw();
      say(t("desk.moved", { n: number(chosen.length), wish: one.label }));
    },
  });
  draw();
  return h("div", { class: "wishes-part" }, h("div", { class: "combo" }, field, found), list, h("p", { class: "quiet-note" }, t("desk.keys")));
}

/** @param {OfficeZone[]} zones @returns {(Wish & { text: string })[]} */
function choices(zones) {
  return zones.flatMap((zone) => [
    { zone: zone.id, lot: null, label: t("desk.any", { zone: zone.name }), text: `${zone.name} ${zone.code}`.toLowerCase() },
    ...zone.lots.map((lot) => ({
      zone: null, lot: lot.id, label: t("desk.lot", { spot: lot.spot_label, hours: lot.week_label }), text: `${lot.spot} ${zone.name}`.toLowerCase(),
    })),
  ]);
}

/** @param {(Wish & { text: string })[]} all @param {string} typed */
function matching(all, typed) {
  const text = ascii(typed).trim().toLowerCase();
  return text ? all.filter((one) => one.text.includes(text)) : all;
}

/** @param {Wish} one @param {Wish} other */
const same = (one, other) => one.lot === other.lot && one.zone === other.zone;

/** @param {Wish[]} chosen @param {number} i @param {(at?: number) => void} draw */
function row(chosen, i, draw) {
  const wish = chosen[i].label;
  const move = (/** @type {number} */ to) => {
    if (to < 0 || to >= chosen.length) return;
    const [one] = chosen.splice(i, 1);
    chosen.splice(to, 0, one);
    draw(to);
    say(t("desk.moved", { n: number(to + 1), wish }));
  };
  const keys = (/** @type {KeyboardEvent} */ event) => {
    if (!event.altKey || !(event.key === "ArrowUp" || event.key === "ArrowDown")) return;
    event.preventDefault();
    move(event.key === "ArrowUp" ? i - 1 : i + 1);
  };
  return h("li", { tabindex: "0", onkeydown: keys }, h("b", {}, number(i + 1)), h("span", {}, wish),
    button("↑", "ghost", () => move(i - 1), { disabled: i === 0, "aria-label": t("desk.up", { wish }) }),
    button("↓", "ghost", () => move(i + 1), { disabled: i === chosen.length - 1, "aria-label": t("desk.down", { wish }) }),
    button("×", "ghost", () => (chosen.splice(i, 1), draw()), { "aria-label": t("desk.out", { wish }) }));
}

/** As the API reads them. @param {Wish[]} chosen */
export function sent(chosen) {
  return chosen.map(({ lot, zone }) => (lot ? { lot } : { zone }));
}
