// Whether hours of the week hold now, and until when, as gis_app/web/field/hours.py says.

import { digits } from "../format.js";
import { settings, t } from "../settings.js";

const minute = 60_000;
const dayMinutes = 24 * 60;
const week = 7 * dayMinutes;
const clock = new Intl.DateTimeFormat("en-GB", {
  timeZone: settings.zone, weekday: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23",
});
const date = new Intl.DateTimeFormat("en-CA", { timeZone: settings.zone });
const names = ["Sat", "Sun", "Mon", "Tue", "Wed", "Thu", "Fri"];

/** @param {string} text {[480,1320),…} @returns {[number, number][]} */
export function ranges(text) {
  return [...text.matchAll(/\[(\d+),(\d+)\)/g)].map((m) => [Number(m[1]), Number(m[2])]);
}

/** The minute of the city's week, from Saturday 00:00. @param {Date} moment */
export function minuteOf(moment) {
  const { weekday, hours, minutes } = parts(moment);
  return weekday * dayMinutes + hours * 60 + minutes;
}

/** @param {Date} moment */
function parts(moment) {
  const found = Object.fromEntries(clock.formatToParts(moment).map((p) => [p.type, p.value]));
  return { weekday: names.indexOf(found.weekday), hours: Number(found.hour), minutes: Number(found.minute) };
}

/**
 * @param {{ week: string, since: string | null, until: string | null }} rule
 * @param {Date} now
 * @returns {{ holds: boolean, change: Date | null, ended: boolean }}
 */
export function standing({ week: text, since, until }, now) {
  const hours = ranges(text);
  const last = until ? new Date(until) : null;
  if (last && last <= now) return { holds: false, change: null, ended: true };
  const first = since ? new Date(since) : null;
  if (first && first > now) {
    return { holds: false, change: before(within(hours, minuteOf(first)) ? first : turn(hours, first), last), ended: false };
  }
  const next = turn(hours, now);
  if (!within(hours, minuteOf(now))) return { holds: false, change: before(next, last), ended: false };
  return { holds: true, change: last && (!next || last < next) ? last : next, ended: false };
}

/** @param {Date | null} moment @param {Date | null} last */
function before(moment, last) {
  return moment && last && moment >= last ? null : moment;
}

/** @param {[number, number][]} hours @param {number} at */
function within(hours, at) {
  return hours.some(([from, to]) => from <= at && at < to);
}

/** @param {[number, number][]} hours @param {Date} now */
function turn(hours, now) {
  const at = minuteOf(now);
  const is = within(hours, at);
  const ahead = hours
    .flat()
    .map((edge) => edge % week)
    .filter((edge) => within(hours, edge) !== is && within(hours, (edge + week - 1) % week) === is)
    .map((edge) => (edge - at + week) % week || week);
  if (!ahead.length) return null;
  return new Date(Math.floor(now.getTime() / minute) * minute + Math.min(...ahead) * minute);
}

/** 21:00, tomorrow 08:00, Friday 08:00, or a date. @param {Date} moment @param {Date} now */
export function when(moment, now) {
  const { weekday, hours, minutes } = parts(moment);
  const time = digits(`${two(hours)}:${two(minutes)}`);
  const days = Math.round((Date.parse(date.format(moment)) - Date.parse(date.format(now))) / (dayMinutes * minute));
  if (days === 0) return time;
  if (days === 1 && !hours && !minutes) return t("hours.midnight");
  if (days === 1) return t("hours.tomorrow", { time });
  if (days < 7) return t("hours.day", { day: t(`day.${weekday}`), time });
  return exact(moment);
}

/** The last whole day before a moment, or the minute, as the server writes them. @param {Date} moment */
export function lastDay(moment) {
  const { hours, minutes } = parts(moment);
  return hours || minutes ? exact(moment) : day(new Date(moment.getTime() - minute));
}

/** @param {Date} moment */
function exact(moment) {
  const { hours, minutes } = parts(moment);
  return `${day(moment)}${settings.language === "fa" ? "، " : " "}${digits(`${two(hours)}:${two(minutes)}`)}`;
}

/** @param {Date} moment */
function day(moment) {
  if (settings.language !== "fa") return date.format(moment);
  const part = (/** @type {Intl.DateTimeFormatOptions} */ shape) => new Intl.DateTimeFormat("fa-IR-u-ca-persian", { ...shape, timeZone: settings.zone }).format(moment);
  return [part({ day: "numeric" }), part({ month: "long" }), part({ year: "numeric" })].join(" ");
}

/** @param {number} value */
function two(value) {
  return String(value).padStart(2, "0");
}

/** A day and its time in words. @param {Date} moment */
export function dated(moment) {
  const fa = settings.language === "fa";
  return new Intl.DateTimeFormat(fa ? "fa-IR-u-ca-persian" : "en-GB", {
    timeZone: settings.zone, day: "numeric", month: "long", hour: "2-digit", minute: "2-digit", hourCycle: "h23",
  }).format(moment);
}
