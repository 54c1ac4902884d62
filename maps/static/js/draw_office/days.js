// A day is typed, or chosen in a calendar: Jalali in Persian, Gregorian in English.

import { fill, h, icon } from "../dom.js";
import { ascii, digits, isDate, typed } from "../format.js";
import { settings, t } from "../settings.js";
import { input } from "./parts.js";

const calendar = settings.language === "fa" ? "fa-IR-u-ca-persian-nu-latn" : "en-GB";
const zone = "UTC";
const dayLength = 24 * 3600 * 1000;
const shape = new Intl.DateTimeFormat(calendar, { year: "numeric", month: "numeric", day: "numeric", timeZone: zone });
const monthName = new Intl.DateTimeFormat(calendar, { month: "long", timeZone: zone });

/** Year, month and day in the page's calendar. @param {Date} date @returns {[number, number, number]} */
function parts(date) {
  /** @type {Record<string, number>} */
  const found = {};
  for (const { type, value } of shape.formatToParts(date)) found[type] = Number.parseInt(value, 10);
  return [found.year, found.month, found.day];
}

/** The date that somebody typed, at noon UTC; today when it is none. @param {string} text */
export function read(text) {
  const now = new Date(Math.floor(Date.now() / dayLength) * dayLength + dayLength / 2);
  if (!isDate(text)) return now;
  const [year, month, day] = ascii(text).trim().split(/[-/.]/).map(Number);
  let date = now;
  for (let n = 0; n < 12; n += 1) {
    const [y, m, d] = parts(date);
    const days = Math.round((year - y) * 365.2425 + (month - m) * 30.44 + (day - d));
    if (!days) break;
    date = new Date(date.getTime() + days * dayLength);
  }
  return date;
}

/** @param {Date} date @param {number} days */
const later = (date, days) => new Date(date.getTime() + days * dayLength);

/** The days of the month of a date, in order. @param {Date} date */
export function month(date) {
  let first = later(date, 1 - parts(date)[2]);
  const number = parts(first)[1];
  const days = [];
  for (; parts(first)[1] === number; first = later(first, 1)) days.push(first);
  return days;
}

/** @param {string} label @param {string} value as it is typed */
export function dayField(label, value) {
  const field = input(value, { inputmode: "numeric", "aria-label": label, onchange: () => (field.value = digits(field.value.trim())) });
  const box = h("div", { class: "calendar", role: "dialog", "aria-label": label, hidden: true });
  const opener = h("button", { type: "button", class: "calendar-open", "aria-label": `${label}: ${t("call.calendar")}`, "aria-expanded": "false" }, icon("calendar"));
  const show = (/** @type {boolean} */ open) => {
    box.hidden = !open;
    opener.setAttribute("aria-expanded", String(open));
  };
  const pick = (/** @type {Date} */ date) => {
    field.value = typed(date);
    show(false);
    opener.focus();
  };
  opener.addEventListener("click", () => {
    show(box.hidden === true);
    if (!box.hidden) draw(box, read(field.value), pick);
  });
  const whole = h("span", { class: "day-field" }, field, opener, box);
  whole.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || box.hidden) return;
    event.stopPropagation();
    show(false);
    opener.focus();
  });
  whole.addEventListener("focusout", (event) => {
    if (event.relatedTarget instanceof Node && !whole.contains(event.relatedTarget)) show(false);
  });
  return { whole, field };
}

/** @param {HTMLElement} box @param {Date} at @param {(date: Date) => void} pick */
function draw(box, at, pick) {
  const days = month(at);
  const chosen = parts(at).join();
  const turn = (/** @type {Date} */ date) => draw(box, date, pick);
  const before = (days[0].getUTCDay() + 1) % 7;
  fill(box,
    h("div", { class: "calendar-head" },
      h("button", { type: "button", "aria-label": t("call.month_before"), onclick: () => turn(later(days[0], -1)) }, "‹"),
      h("strong", { "aria-live": "polite" }, `${monthName.format(at)} ${digits(String(parts(at)[0]))}`),
      h("button", { type: "button", "aria-label": t("call.month_after"), onclick: () => turn(later(days[days.length - 1], 1)) }, "›")),
    h("div", { class: "calendar-week", "aria-hidden": "true" }, Array.from({ length: 7 }, (_, i) => h("span", {}, t(`day_short.${i}`)))),
    h("div", { class: "calendar-days", onkeydown: (/** @type {KeyboardEvent} */ event) => move(event, at, turn) },
      Array.from({ length: before }, () => h("span", {})),
      days.map((date) => h("button", {
        type: "button", tabindex: parts(date).join() === chosen ? 0 : -1, "aria-current": parts(date).join() === chosen ? "date" : null,
        onclick: () => pick(date),
      }, digits(String(parts(date)[2]))))));
  /** @type {HTMLElement | null} */ (box.querySelector("[aria-current]"))?.focus();
}

/** @param {KeyboardEvent} event @param {Date} at @param {(date: Date) => void} turn */
function move(event, at, turn) {
  const ahead = settings.rtl ? -1 : 1;
  /** @type {Record<string, number>} */
  const steps = { ArrowRight: ahead, ArrowLeft: -ahead, ArrowDown: 7, ArrowUp: -7 };
  if (!(event.key in steps)) return;
  event.preventDefault();
  turn(later(at, steps[event.key]));
}
