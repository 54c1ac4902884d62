// Eligible or not: by the rules, or beside them with a reason for the file.

import { h } from "../dom.js";
import { ascii, digits } from "../format.js";
import { t } from "../settings.js";
import { act, button, input, labelled, refusal } from "./parts.js";

/**
 * @param {Reviewed} reviewed
 * @param {(verb: string, body: unknown) => Promise<void>} send
 */
export function judgePart({ one, zones, reasons }, send) {
  const classes = zones.filter((zone) => one.zones.includes(zone.id)).flatMap((zone) => zone.classes.map((each) => ({ ...each, zone: zone.name })));
  const ticks = classes.map((each) => h("input", { type: "checkbox", value: each.id, checked: one.classes.includes(each.id) }));
  const weight = input(digits(String(one.weight)), { inputmode: "numeric", maxlength: 3, class: "field clock" });
  const note = refusal();
  const body = () => ({ classes: ticks.filter((tick) => tick.checked).map((tick) => Number(tick.value)), weight: Number(ascii(weight.value)) });
  return h("div", { class: "judge" },
    one.papers.length > 0 && h("p", {}, t("review.papers", { papers: one.papers.join(t("list.comma")) })),
    classes.length > 0 && h("fieldset", {}, h("legend", {}, t("review.classes")),
      classes.map((each, i) => h("label", { class: "tick" }, ticks[i], h("span", {}, each.title), h("small", {}, each.zone)))),
    labelled(t("review.weight"), weight), note,
    h("div", { class: "acts" }, button(t("review.judge"), "", (self) => act(self, () => send("judge", body()), note))),
    byHand(reasons, (hand) => send("judge", { ...body(), by_hand: hand })));
}

/** @param {{ code: string, label: string }[]} reasons @param {(hand: { reasons: string[], note: string }) => Promise<void>} send */
function byHand(reasons, send) {
  const ticks = reasons.map(({ code }) => h("input", { type: "checkbox", value: code }));
  const text = h("textarea", { class: "field", rows: 2, maxlength: 500 });
  const note = refusal();
  const chosen = () => ticks.filter((tick) => tick.checked).map((tick) => tick.value);
  return h("details", { class: "by-hand" }, h("summary", {}, t("review.by_hand")),
    h("fieldset", {}, h("legend", {}, t("review.refuse")), reasons.map(({ label }, i) => h("label", { class: "tick" }, ticks[i], h("span", {}, label)))),
    labelled(t("review.note"), text), note,
    h("div", { class: "acts" },
      button(t("review.admit"), "ghost", (self) => act(self, () => send({ reasons: [], note: text.value }), note)),
      button(t("review.refuse"), "grave", (self) => {
        const why = chosen();
        if (!why.length) return ticks[0]?.focus();
        return act(self, () => send({ reasons: why, note: text.value }), note);
      })));
}
