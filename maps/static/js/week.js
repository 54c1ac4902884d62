// Minutes of the week, as {[480,1320),…} from Saturday 00:00, in words.

import { digits } from "./format.js";
import { t } from "./settings.js";

const day = 24 * 60;
const week = 7 * day;

/** "Every day 08:00–22:00", or each group of days with its hours. @param {string} text */
export function weekWords(text) {
  const ranges = [...text.matchAll(/\[(\d+),(\d+)\)/g)].map((m) => [Number(m[1]), Number(m[2])]);
  if (!ranges.length) return t("week.never");
  if (ranges.length === 1 && ranges[0][1] - ranges[0][0] === week) return t("week.always");
  /** @type {Map<string, number[]>} */
  const groups = new Map();
  for (const [from, to] of ranges.flatMap(daily)) {
    const hours = `${clock(from % day)}–${clock(((to - 1) % day) + 1)}`;
    groups.set(hours, [...(groups.get(hours) ?? []), Math.floor(from / day)]);
  }
  return [...groups].map(([hours, days]) => `${names(days)} ${digits(hours)}`).join(t("list.comma"));
}

/** A range cut at midnights. @param {number[]} range @returns {[number, number][]} */
function daily([from, to]) {
  /** @type {[number, number][]} */
  const pieces = [];
  for (let start = from; start < to; ) {
    const end = Math.min(to, (Math.floor(start / day) + 1) * day);
    pieces.push([start, end]);
    start = end;
  }
  return pieces;
}

/** @param {number[]} days */
function names(days) {
  if (days.length === 7) return t("week.daily");
  return days.map((i) => t(`day.${i}`)).join(t("list.comma"));
}

/** @param {number} minute */
function clock(minute) {
  const [hours, minutes] = [Math.floor(minute / 60), minute % 60];
  return `${String(hours).padStart(2, "0")}:${String(minutes).padStart(2, "0")}`;
}
