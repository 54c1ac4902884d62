// One line of the queue: what, how sure, and where its case stands.

import { h, icon } from "./dom.js";
import { t } from "./settings.js";

/** @param {Finding} finding @param {boolean} here @param {() => void} onclick */
export function row(finding, here, onclick) {
  return h("li", {}, h(
    "button",
    {
      class: `finding ${finding.certainty}`, type: "button", "data-id": finding.id, "aria-current": String(here), onclick,
    },
    h("span", { class: "finding-top" }, h("strong", {}, finding.title), h("em", {}, finding.certainty_label)),
    h("span", { class: "finding-sub" }, finding.summary),
    finding.id < 0 && h("span", { class: "finding-case" }, icon("clock", "small"), t("then.only")),
    finding.case && standing(finding.case),
  ));
}

/** @param {Standing} standing */
function standing({ stage_label, due_label, overdue }) {
  const due = due_label && t(overdue ? "queue.overdue" : "queue.due", { day: due_label });
  return h(
    "span",
    { class: overdue ? "finding-case overdue" : "finding-case" },
    icon("folder", "small"),
    [stage_label, due].filter(Boolean).join(" · "),
  );
}
