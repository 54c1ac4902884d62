// Verdicts of the siting rules: what failed first; choosing one shows its proof on the map.

import { h, icon } from "./dom.js";
import { number } from "./format.js";
import { t } from "./settings.js";

const pictures = { pass: "check", fail: "close", unknown: "alert" };

/** @param {RuleVerdict[]} verdicts @param {(shown: RuleVerdict[]) => void} prove draws these on the map */
export function verdictList(verdicts, prove) {
  const told = verdicts.filter((verdict) => verdict.result !== "pass");
  const kept = verdicts.filter((verdict) => verdict.result === "pass");
  prove(told);
  /** @type {HTMLButtonElement[]} */
  const buttons = [];
  const row = (/** @type {RuleVerdict} */ verdict) => {
    const choose = () => {
      const chosen = button.getAttribute("aria-pressed") === "true";
      buttons.forEach((each) => each.setAttribute("aria-pressed", "false"));
      button.setAttribute("aria-pressed", String(!chosen));
      prove(chosen ? told : [verdict]);
    };
    const button = h("button", { class: "rule-verdict", type: "button", "aria-pressed": "false", disabled: !verdict.proof, onclick: choose },
      h("span", { class: "sr" }, t(`rule.${verdict.result}`)), verdict.sentence,
      verdict.partial && h("small", {}, ` ${t("rule.partial")}`),
      verdict.severity === "soft" && verdict.result === "fail" && h("small", {}, ` ${t("rule.advice")}`));
    buttons.push(button);
    return h("li", { class: `rule ${verdict.result}` }, icon(pictures[verdict.result], "small"), button);
  };
  return h("div", { class: "rules" },
    told.length > 0 && h("ul", { class: "rows" }, told.map(row)),
    kept.length > 0 && h("details", { open: !told.length }, h("summary", {}, t("card.rules_kept", { n: number(kept.length) })), h("ul", { class: "rows" }, kept.map(row))));
}
