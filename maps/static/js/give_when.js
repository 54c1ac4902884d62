// Allocation, when: the first and last day, and the hours of the week.

import { h } from "./dom.js";
import { isDate, typed } from "./format.js";
import { t } from "./settings.js";
import { anEvening, field, hoursEntry, weekOf } from "./week_entry.js";

export { weekOf };

const year = 364 * 24 * 3600 * 1000;

/** @typedef {{ from: string, until: string } & import("./week_entry.js").Hours} When */

/** @returns {When} */
export function aYear() {
  const now = new Date();
  return { from: typed(now), until: typed(new Date(now.getTime() + year)), ...anEvening() };
}

/** @param {When} when @param {() => void} changed */
export function whenStep(when, changed) {
  return h("div", { class: "step" }, dates(when, changed), hoursEntry(when, changed));
}

/** @param {When} when @param {() => void} changed */
function dates(when, changed) {
  return h("div", { class: "two" },
    field(t("give.from"), when.from, isDate, t("give.date_wrong"), (value) => ((when.from = value), changed())),
    field(t("give.until"), when.until, isDate, t("give.date_wrong"), (value) => ((when.until = value), changed())));
}
