// Challenges of an application, each decided by somebody else than who raised it.

import { post } from "../api.js";
import { h } from "../dom.js";
import { t } from "../settings.js";
import { ask, button } from "./parts.js";

/**
 * @param {Reviewed} reviewed @param {HTMLElement} box
 */
export function challengesPart({ path, call, one, zones, again }, box) {
  if (!one.challenges.length) return null;
  return h("div", { class: "challenges" }, h("h3", {}, t("review.challenges")), one.challenges.map((doubt) => {
    const place = h("div", { class: "asked" });
    const decide = (/** @type {boolean} */ upheld, /** @type {string} */ label) => ask(place, t("review.answer"), label, async (answer) =>
      again(await post(`${path}/challenges/${doubt.id}`, { upheld, answer }), box, zones), { most: 1000, grave: upheld });
    const open = !doubt.outcome && call.may.handle && call.stage === "review";
    return h("div", { class: "challenge" },
      h("q", {}, doubt.text), h("small", {}, t("review.raised", { who: doubt.by, when: doubt.at_label })),
      doubt.outcome && h("p", {}, t("review.answered", { outcome: doubt.outcome_label, who: doubt.decided_by, answer: doubt.answer })),
      open && doubt.own && h("p", { class: "quiet-note" }, t("review.own")),
      open && !doubt.own && h("div", { class: "acts" },
        button(t("review.uphold"), "grave", () => decide(true, t("review.uphold"))),
        button(t("review.reject"), "ghost", () => decide(false, t("review.reject")))),
      place);
  }));
}
