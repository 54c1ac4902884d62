// A finding's cases on its card, and opening one in a click that can be undone.

import { post } from "./api.js";
import { tell } from "./bus.js";
import { caseRow } from "./case_row.js";
import { h, say } from "./dom.js";
import { part } from "./card_parts.js";
import { settings, t } from "./settings.js";
import { toast } from "./toast.js";

const undoSeconds = 20;

/** What is done about a finding, and what was. @param {FindingDetail} finding */
export function fileOf({ file }) {
  if (!settings.may.cases || !file) return [];
  return [
    file.open && h("ul", { class: "mini" }, caseRow(file.open)),
    part(t("case.earlier"), file.ended, (row) => caseRow(row), "mini"),
  ];
}

/** @param {FindingDetail} finding */
export function openButton(finding) {
  if (!finding.file?.may_open) return null;
  const button = h("button", { class: "button slim", type: "button", onclick: () => open(finding, button) }, t("case.open"));
  return button;
}

/** @param {FindingDetail} finding @param {HTMLButtonElement} button */
async function open(finding, button) {
  button.disabled = true;
  try {
    const file = /** @type {CaseDetail} */ (await post("cases", { finding: finding.id }));
    const number = file.number_label;
    const officer = file.assigned?.name;
    const sentence = officer ? t("case.opened", { number, officer }) : t("case.opened_nobody", { number });
    tell("changed", { case: file.id });
    tell("choose", { type: "case", id: file.id, focus: true });
    toast(sentence, { label: t("right.undo"), act: () => undo(file), seconds: undoSeconds });
    say(sentence);
  } catch (error) {
    // Somebody was first: the card, asked anew, shows the colleague's case.
    toast(/** @type {Error} */ (error).message, { bad: true, seconds: 12 });
    say(/** @type {Error} */ (error).message);
    tell("changed", null);
  }
}

/** What was opened by mistake is dismissed: the number stays, with its reason. @param {CaseDetail} file */
async function undo(file) {
  try {
    await post(`cases/${file.id}/dismiss`, { seen: file.state, reason: t("case.undo_reason") });
    const sentence = t("case.undone", { number: file.number_label });
    toast(sentence);
    say(sentence);
  } catch (error) {
    toast(/** @type {Error} */ (error).message, { bad: true });
  }
  tell("changed", { case: file.id });
}
