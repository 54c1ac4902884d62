// The body of a case's card: its way, its deadline, its evidence, its story.

import { facts, part } from "./card_parts.js";
import { pieces } from "./case_evidence.js";
import { officer } from "./case_officer.js";
import { papers } from "./case_papers.js";
import { caseRow, urgency } from "./case_row.js";
import { h, icon } from "./dom.js";
import { settings, t } from "./settings.js";

/** @param {CaseDetail} file */
export function caseBody(file) {
  return [
    way(file.line),
    file.due_words ? due(file) : null,
    officer(file),
    h("p", { class: "verdict" }, file.summary),
    papers(file),
    facts(file.rows),
    pieces(file),
    part(t("case.events"), file.events, happening, "past"),
    part(t("case.previous"), file.previous, (row) => caseRow(row), "mini"),
  ];
}

/** Stages behind, the one where it stands, and those that usually follow. @param {OnTheWay[]} line */
function way(line) {
  return h("ol", { class: "way", "aria-label": t("case.way") }, line.map(stage));
}

/** @param {OnTheWay} stage */
function stage({ label, where, at_label }) {
  return h(
    "li",
    { class: where, "aria-current": where === "here" ? "step" : null, title: at_label || null },
    h("span", { class: "sr" }, t(`case.${where}`), " "),
    where === "done" && icon("check", "small"),
    label,
  );
}

/** @param {CaseDetail} file */
function due(file) {
  return h(
    "p",
    { class: `due ${urgency(file)}` },
    icon("calendar"),
    h("span", {}, h("strong", {}, file.due_words), h("small", {}, t("case.due", { day: file.due_label }))),
  );
}

/** @param {CaseEvent} event */
function happening(event) {
  const by = event.role_label && event.role_label !== event.by ? t("case.by", { who: event.by, role: event.role_label }) : event.by;
  const until = event.deadline_label && t("case.until", { day: event.deadline_label });
  return h(
    "li",
    {},
    h("strong", {}, event.what),
    event.reason && h("q", {}, event.reason),
    h("time", { datetime: event.at }, `${event.at_label} · ${by}`),
    until && h("small", {}, [until, settings.language === "fa" && event.legal_ref].filter(Boolean).join(" · ")),
  );
}
