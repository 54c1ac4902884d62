// What was drawn for the audit, and the auditor's verdict on each.

import { tell } from "./bus.js";
import { h } from "./dom.js";
import { number } from "./format.js";
import { t } from "./settings.js";

/** @typedef {(item: AuditItem, verdict: string, note: string) => void} Judge */

const verdicts = ["right", "wrong", "unclear"];

/** @param {AuditItem[]} found @param {Judge} judge */
export function items(found, judge) {
  return h("ol", { class: "audit-items" }, found.map((item) => one(item, judge)));
}

/** @param {AuditItem} item @param {Judge} judge */
function one(item, judge) {
  const note = h("input", {
    class: "field", id: `note-${item.id}`, value: item.note, maxlength: 500,
    placeholder: t("audit.note"), "aria-label": t("audit.note_of", { n: number(item.rank) }),
  });
  const writing = h("div", { class: "audit-writing", hidden: item.verdict !== "wrong" && !item.note }, note, h("button", {
    class: "button slim", type: "button", id: `save-${item.id}`, onclick: () => judge(item, writing.dataset.verdict ?? "wrong", note.value),
  }, t("audit.save")));
  writing.dataset.verdict = item.verdict || "wrong";
  const choose = (/** @type {string} */ verdict) => {
    if (verdict === item.verdict) return judge(item, "", note.value);
    if (verdict !== "wrong" || note.value.trim()) return judge(item, verdict, note.value);
    writing.dataset.verdict = verdict;
    writing.hidden = false;
    note.focus();
  };
  const buttons = verdicts.map((verdict) => h("button", {
    type: "button", id: `judge-${item.id}-${verdict}`, class: verdict, "aria-pressed": String(item.verdict === verdict),
    onclick: () => choose(verdict),
  }, t(`audit.${verdict}`)));
  const who = [item.number_label, item.district_label, item.officer].filter(Boolean).join(" · ");
  return h(
    "li",
    { class: `audit-item ${item.verdict}` },
    title(item),
    item.summary && h("p", {}, item.summary),
    who && h("p", { class: "audit-who" }, who),
    h("div", { class: "seg", role: "group", "aria-label": t("audit.verdict_of", { n: number(item.rank) }) }, buttons),
    writing,
  );
}

/** Opens the card, where there still is one. @param {AuditItem} item */
function title(item) {
  const name = `${number(item.rank)}. ${item.title}`;
  if (!item.key || (item.type === "finding" && !item.still_open)) return h("strong", {}, name);
  const onclick = () => {
    tell("table", false);
    tell("aim", { bbox: item.bbox, point: item.point });
    tell("choose", { type: item.type, id: item.key });
  };
  return h("button", { class: "go", type: "button", onclick }, name);
}
