// Entering minutes of the week: all of them, or some days from one hour to another.

import { fill, h } from "./dom.js";
import { ascii, digits } from "./format.js";
import { t } from "./settings.js";

const day = 24 * 60;

/** @typedef {{ whole: boolean, days: Set<number>, start: string, end: string }} Hours */

/** @returns {Hours} */
export function anEvening() {
  return { whole: true, days: new Set([0, 1, 2, 3, 4, 5, 6]), start: digits("17:00"), end: digits("22:00") };
}

/** @param {Hours} when @param {() => void} changed @param {string} [all] the name of "all hours" */
export function hoursEntry(when, changed, all = t("give.all_hours")) {
  const hours = h("div", { class: "step" });
  const modes = h("div", { class: "seg", role: "group", "aria-label": t("give.hours") });
  const draw = () => {
    fill(modes, [true, false].map((whole) => h(
      "button",
      { type: "button", "aria-pressed": String(when.whole === whole), onclick: () => ((when.whole = whole), draw(), changed()) },
      whole ? all : t("give.some_hours"),
    )));
    fill(hours, when.whole ? null : [dayButtons(when, changed), times(when, changed)]);
  };
  draw();
  return h("div", { class: "step" }, modes, hours);
}

/** @param {Hours} when @param {() => void} changed */
function times(when, changed) {
  return h("div", { class: "two" },
    field(t("give.start"), when.start, isTime, t("give.time_wrong"), (value) => ((when.start = value), changed())),
    field(t("give.end"), when.end, isTime, t("give.time_wrong"), (value) => ((when.end = value), changed())));
}

/**
 * @param {string} label @param {string} value @param {(text: string) => boolean} right
 * @param {string} wrong @param {(value: string) => void} set
 */
export function field(label, value, right, wrong, set) {
  const note = h("span", { class: "error-note", hidden: true }, wrong);
  const input = h("input", { class: "field", value, inputmode: "numeric", autocomplete: "off", onchange: () => {
    const fine = right(input.value);
    note.hidden = fine;
    input.setAttribute("aria-invalid", String(!fine));
    input.value = digits(input.value.trim());
    if (fine) set(input.value);
  } });
  return h("label", {}, label, input, note);
}

/** @param {Hours} when @param {() => void} changed */
function dayButtons(when, changed) {
  const buttons = Array.from({ length: 7 }, (_, i) => {
    const button = h("button", { type: "button", "aria-pressed": String(when.days.has(i)), "aria-label": t(`day.${i}`), onclick: () => {
      if (when.days.has(i)) when.days.delete(i);
      else when.days.add(i);
      button.setAttribute("aria-pressed", String(when.days.has(i)));
      changed();
    } }, t(`day_short.${i}`));
    return button;
  });
  return h("div", { class: "days", role: "group", "aria-label": t("give.days") }, buttons);
}

/** @param {string} text */
function isTime(text) {
  const [hour, minute] = ascii(text).trim().split(":").map(Number);
  return hour >= 0 && hour <= 24 && minute >= 0 && minute < 60 && hour * 60 + minute <= day;
}

/** @param {string} text */
function minutes(text) {
  const [hour, minute] = ascii(text).trim().split(":").map(Number);
  return hour * 60 + minute;
}

/** Minutes of the week as the API reads them, from Saturday 00:00; empty: the zone's hours. @param {Hours} when */
export function weekOf(when) {
  if (when.whole || !when.days.size) return "";
  const [start, end] = [minutes(when.start), minutes(when.end)];
  const length = end > start ? end - start : end - start + day;
  const ranges = [...when.days].sort((a, b) => a - b).flatMap((i) => wrapped(i * day + start, length));
  return `{${ranges.sort((a, b) => a[0] - b[0]).map(([a, b]) => `[${a},${b})`).join(",")}}`;
}

/** A range that may run past the end of the week. @param {number} from @param {number} length @returns {[number, number][]} */
function wrapped(from, length) {
  const to = from + length;
  return to <= 7 * day ? [[from, to]] : [[from, 7 * day], [0, to - 7 * day]];
}
