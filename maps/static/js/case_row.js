// One case in a list: what, where it stands, until when, and who has it.

import { tell } from "./bus.js";
import { h, icon } from "./dom.js";
import { t } from "./settings.js";

/** The colour of a case's edge; its words say the same. @param {CaseRow} row */
export function urgency({ state, overdue, days_left }) {
  if (state === "closed" || state === "dismissed") return "ended";
  if (overdue) return "overdue";
  return days_left !== null && days_left <= 1 ? "soon" : "running";
}

/** @param {CaseRow} row @param {number | null} [current] */
export function caseRow(row, current = null) {
  const open = () => {
    tell("table", false);
    tell("aim", { bbox: row.bbox, point: row.point });
    tell("choose", { type: "case", id: row.id, focus: current === null });
  };
  const who = row.assigned?.name ?? t("case.nobody");
  return h("li", {}, h(
    "button",
    {
      class: `finding case-row ${urgency(row)}`, type: "button", "data-case": row.id,
      "aria-current": String(row.id === current), onclick: open,
    },
    h("span", { class: "finding-top" }, h("strong", {}, h("b", {}, row.number_label), row.title), h("em", {}, row.state_label)),
    h("span", { class: "finding-sub" }, row.due_words && h("span", { class: "due-words" }, icon("calendar", "small"), row.due_words), [who, row.district_label].filter(Boolean).join(" · ")),
  ));
}
