// The hours of lots: one time or several, each with its days of the week.

import { fill, h } from "../dom.js";
import { digits, number } from "../format.js";
import { weekOf } from "../give_when.js";
import { t } from "../settings.js";
import { button, input, labelled } from "./parts.js";

/** @typedef {{ from: string, until: string, whole: boolean, days: Set<number>, start: string, end: string }} Slot */

/** Times to fill in; `read` gives them as the API reads weeks, nothing for all hours. */
export function slots() {
  /** @type {Slot[]} */
  const all = [slot("08:00", "14:00")];
  let whole = true;
  const place = h("div", { class: "slots" });
  const draw = () => fill(place,
    h("div", { class: "seg", role: "group", "aria-label": t("lots.hours") }, [true, false].map((each) => h(
      "button", { type: "button", "aria-pressed": String(whole === each), onclick: () => ((whole = each), draw()) },
      t(each ? "lots.all_hours" : "lots.slots")))),
    !whole && all.map((each, i) => row(each, i, all.length > 1 ? () => (all.splice(i, 1), draw()) : null)),
    !whole && button(t("lots.slot_more"), "ghost", () => (all.push(slot("16:00", "22:00")), draw())));
  draw();
  return { place, read: () => (whole ? [] : all.map((each) => weekOf(each))) };
}

/** @param {string} start @param {string} end @returns {Slot} */
function slot(start, end) {
  return { from: "", until: "", whole: false, days: new Set([0, 1, 2, 3, 4, 5, 6]), start: digits(start), end: digits(end) };
}

/** @param {Slot} one @param {number} i @param {(() => void) | null} less */
function row(one, i, less) {
  const days = h("div", { class: "days", role: "group", "aria-label": t("lots.days") }, Array.from({ length: 7 }, (_, day) => h("button", {
    type: "button", "aria-pressed": String(one.days.has(day)), "aria-label": t(`day.${day}`),
    onclick: (/** @type {Event} */ event) => {
      if (!one.days.delete(day)) one.days.add(day);
      /** @type {HTMLElement} */ (event.currentTarget).setAttribute("aria-pressed", String(one.days.has(day)));
    },
  }, t(`day_short.${day}`))));
  const time = (/** @type {"start" | "end"} */ name) => labelled(t(`lots.${name}`), input(one[name], {
    class: "field clock", inputmode: "numeric", maxlength: 5, onchange: (/** @type {Event} */ event) => {
      const field = /** @type {HTMLInputElement} */ (event.currentTarget);
      one[name] = field.value = digits(field.value.trim());
    },
  }));
  return h("fieldset", { class: "slot" }, h("legend", {}, t("lots.slot", { n: number(i + 1) })), days, time("start"), time("end"),
    less && button(t("lots.slot_less"), "ghost", less));
}
