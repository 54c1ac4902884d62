// The call: what is missing, dates and rules, lots with who goes first, witnesses.

import { post } from "../api.js";
import { fill, h } from "../dom.js";
import { digits } from "../format.js";
import { t } from "../settings.js";
import { callForm } from "./call_form.js";
import { lotsPart } from "./lots.js";
import { button, done, part } from "./parts.js";
import { witnessesPart } from "./witnesses.js";

/** @param {string} path @param {OfficeRound} call @param {(newer?: OfficeRound) => Promise<void>} changed */
export function callTab(path, call, changed) {
  const mayEdit = call.may.plan && call.stage === "draft";
  return [
    mayEdit && needs(call),
    facts(path, call, changed, mayEdit),
    lotsPart(path, mayEdit, changed),
    witnessesPart(path, call, changed),
  ].filter(Boolean);
}

/** @param {OfficeRound} call */
function needs({ needs: all }) {
  const ready = all.every(({ met }) => met);
  return part(t("call.needs"),
    h("ul", { class: "needs" }, all.map(({ met, what }) => h("li", { class: met ? "met" : "unmet" },
      h("b", {}, met ? "✓" : "–"), h("span", {}, what), h("small", {}, t(met ? "call.met" : "call.unmet"))))),
    ready && h("p", { class: "fact" }, t("call.ready")));
}

/** @param {string} path @param {OfficeRound} call @param {(newer?: OfficeRound) => Promise<void>} changed @param {boolean} mayEdit */
function facts(path, call, changed, mayEdit) {
  const place = h("div", {});
  const edit = () => fill(place, callForm(call, "", async (body) => {
    await changed(await post(`${path}/plan`, body));
    done(t("rounds.saved"));
  }, show));
  const show = () => fill(place, list(call), h("p", { class: "acts" },
    mayEdit && button(t("rounds.edit"), "ghost", edit),
    call.stage !== "draft" && h("a", { class: "button ghost slim", href: `/draws/${call.code}/` }, t("call.seen"))));
  show();
  return part(t("call.facts"), place);
}

/** @param {OfficeRound} call */
function list(call) {
  /** @type {[string, string][]} */
  const rows = [
    ["opens_at", call.moments.opens_at.label], ["closes_at", call.moments.closes_at.label],
    ["challenge_until", call.moments.challenge_until.label], ["draw_at", call.moments.draw_at.label],
    ["valid", call.valid.label], ["answer_days", digits(String(call.answer_days))],
    ["number_name", call.number ? `${call.number_name}: ${call.number}` : call.number_name], ["legal_ref", call.legal_ref],
  ];
  return h("dl", { class: "facts" }, rows.map(([name, text]) => h("div", {}, h("dt", {}, t(`call.${name}`)), h("dd", {}, h("bdi", {}, text || "–")))));
}
