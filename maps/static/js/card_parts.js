// The parts of a card below its head: facts, rules, rights, findings, history.

import { tell } from "./bus.js";
import { caseRow } from "./case_row.js";
import { h } from "./dom.js";
import { number } from "./format.js";
import { t } from "./settings.js";
import { verdictList } from "./verdict_list.js";

/** @typedef {(right: HeldRight) => Node | null} Acts */

/** @param {Card & { finding?: FindingDetail }} card @param {Acts} acts */
export function parts(card, acts) {
  const findings = card.finding ? [] : card.findings;
  return [
    facts(card.rows),
    part(t("card.rights"), card.rights, (right) => held(right, acts)),
    part(t("card.cases"), card.cases ?? [], (row) => caseRow(row), "mini"),
    part(t("card.findings"), findings, mini, "mini"),
    rules(card.rules ?? []),
    part(t("card.history"), card.history, happening, "past"),
  ];
}

const atFirst = 5;

/** The most telling rows; the rest one click away. @param {Row[]} rows */
export function facts(rows) {
  if (rows.length <= atFirst + 1) return table(rows);
  const rest = h("details", { class: "more-facts" }, h("summary", {}, t("card.more")), table(rows.slice(atFirst)));
  return h("div", {}, table(rows.slice(0, atFirst)), rest);
}

/** @param {Row[]} rows */
function table(rows) {
  if (!rows.length) return null;
  return h("dl", { class: "facts" }, rows.flatMap((row) => [h("dt", {}, row.label), h("dd", {}, row.value)]));
}

/** Which versions of what a finding was judged against; one click away. @param {FindingDetail} finding */
export function grounds({ grounds }) {
  const title = h("summary", {}, h("h3", {}, t("card.grounds"), h("small", {}, t("card.grounds_note"))));
  return h("details", { class: "part rules grounds" }, title, h("dl", {}, grounds.flatMap((row) => [h("dt", {}, row.label), h("dd", {}, row.value)])));
}

/**
 * @template T
 * @param {string} title
 * @param {T[]} items
 * @param {(item: T) => Node} show
 * @param {string} [look]
 */
export function part(title, items, show, look = "rows") {
  if (!items.length) return null;
  const count = h("small", {}, number(items.length));
  return h("section", { class: "part" }, h("h3", {}, title, count), h("ul", { class: look }, items.map(show)));
}

/** Folded while all are kept. @param {RuleVerdict[]} verdicts */
function rules(verdicts) {
  if (!verdicts.length) return null;
  const open = verdicts.filter((verdict) => verdict.result !== "pass");
  const words = open.length ? t("card.rules_broken", { n: number(open.length) }) : t("card.rules_kept", { n: number(verdicts.length) });
  const title = h("summary", {}, h("h3", {}, t("card.rules"), h("small", {}, words)));
  const list = verdictList(verdicts, (shown) => tell("proofs", { verdicts: shown }));
  return h("details", { class: "part rules", open: open.length > 0 }, title, list);
}

/** @param {HeldRight} right @param {Acts} acts */
function held(right, acts) {
  return h(
    "li",
    { class: "right" },
    h("strong", {}, [right.label, right.holder].filter(Boolean).join(" · ")),
    h("span", { class: `status ${right.status}` }, right.status_label ?? right.status),
    h("p", {}, [right.valid, right.week].filter(Boolean).join(" · ")),
    acts(right),
  );
}

/** @param {Finding} finding */
function mini(finding) {
  const onclick = () => tell("choose", { type: "finding", id: finding.id, focus: true });
  return h("li", {}, h(
    "button",
    { class: `finding ${finding.certainty}`, type: "button", onclick },
    h("span", { class: "finding-top" }, h("strong", {}, finding.kind_label), h("em", {}, finding.certainty_label)),
    h("span", { class: "finding-sub" }, finding.summary),
  ));
}

/** @param {Happening} event */
function happening(event) {
  const by = event.by ? ` · ${event.by}` : "";
  return h("li", {}, event.what, h("time", { datetime: event.at }, event.at_label + by));
}
