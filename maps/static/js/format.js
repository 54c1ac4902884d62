// Numbers, lengths and dates as people of the page's language read them.

import { settings, t } from "./settings.js";

const fa = settings.language === "fa";
const locale = fa ? "fa-IR" : "en-GB";
const calendar = fa ? "fa-IR-u-ca-persian" : "en-GB";
const persian = "۰۱۲۳۴۵۶۷۸۹";
const foreign = /[۰-۹٠-٩]/g;

/** @param {number} value @param {number} [decimals] */
export function number(value, decimals = 0) {
  return new Intl.NumberFormat(locale, { maximumFractionDigits: decimals }).format(value);
}

/** Digits of a text in the page's script. @param {string} text */
export function digits(text) {
  return fa ? text.replace(/\d/g, (d) => persian[Number(d)]) : text;
}

/** Any digits as ASCII, as programs want them. @param {string} text */
export function ascii(text) {
  return text.replace(foreign, (d) => String((d.codePointAt(0) ?? 0) & 15));
}

/** @param {number} metres */
export function length(metres) {
  if (metres >= 950) return t("unit.km", { n: number(metres / 1000, 1) });
  return t("unit.m", { n: number(metres, metres < 10 ? 1 : 0) });
}

/** Day, date and time for the bar. @param {Date} moment */
export function moment(moment) {
  const day = part(moment, { weekday: "long" });
  const date = fa
    ? [part(moment, { day: "numeric" }), part(moment, { month: "long" }), part(moment, { year: "numeric" })]
    : [part(moment, { day: "numeric", month: "long", year: "numeric" })];
  const time = part(moment, { hour: "2-digit", minute: "2-digit", hour12: false });
  return `${day} ${date.join(" ")} · ${time}`;
}

/** A date as it is typed: ۱۴۰۵/۰۹/۰۲ or 2026-11-23. @param {Date} moment */
export function typed(moment) {
  /** @type {Record<string, string>} */
  const found = {};
  const shape = new Intl.DateTimeFormat(`${calendar}`, {
    year: "numeric", month: "2-digit", day: "2-digit", timeZone: settings.zone,
  });
  for (const { type, value } of shape.formatToParts(moment)) found[type] = value;
  return [found.year, found.month, found.day].join(fa ? "/" : "-");
}

/** Whether a text can be a date at all; the server has the last word. @param {string} text */
export function isDate(text) {
  return /^\d{4}[-/.]\d{1,2}[-/.]\d{1,2}$/.test(ascii(text).trim());
}

/** @param {Date} moment @param {Intl.DateTimeFormatOptions} shape */
function part(moment, shape) {
  return new Intl.DateTimeFormat(calendar, { ...shape, timeZone: settings.zone }).format(moment);
}
