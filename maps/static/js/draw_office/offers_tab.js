// Offers: who must answer by when; accepting makes the permit, else the next is asked.

import { get, post } from "../api.js";
import { fill, h } from "../dom.js";
import { number } from "../format.js";
import { t } from "../settings.js";
import { person } from "./draw_tab.js";
import { act, button, done, empty, part, refusal, table } from "./parts.js";

const sums = ["open", "accepted", "refused", "expired", "released", "idle"];

/** @param {string} path @param {OfficeRound} call @param {(newer?: OfficeRound) => Promise<void>} changed */
export function offersTab(path, call, changed) {
  if (!call.record?.drawn_label) return [empty(t("offers.none"), t("offers.none_advice"))];
  const place = h("div", { class: "offers" });
  if (!call.counts.offers) return [part(t("offers.tab"), h("p", { class: "quiet-note" }, t("offers.none_advice")), make(path, call, changed))];
  const show = (/** @type {OfficeResult} */ result) => {
    const redraw = async (/** @type {OfficeResult} */ newer) => (show(newer), changed(undefined));
    fill(place, summary(result), passOn(path, call, result, redraw), listing(path, call, result, redraw));
  };
  get(`${path}/result`).then(show, (error) => fill(place, h("p", { class: "refusal", role: "alert" }, error.message)));
  return [part(t("offers.tab"), place)];
}

/** @param {string} path @param {OfficeRound} call @param {(newer?: OfficeRound) => Promise<void>} changed */
function make(path, call, changed) {
  return call.may.plan && call.stage === "drawn" && h("p", { class: "acts" }, button(t("offers.make"), "", async (self) => {
    const answer = await act(self, () => post(`${path}/offers`));
    if (!answer) return;
    done(t("offers.made", { n: number(answer.made) }));
    await changed();
  }));
}

/** @param {OfficeResult} result */
function summary({ summary: told }) {
  return h("dl", { class: "sums of-6" }, sums.map((name) => h("div", { class: `sum ${name}` }, h("dd", {}, number(told[name])), h("dt", {}, t(`offers.${name}`)))));
}

/** @param {string} path @param {OfficeRound} call @param {OfficeResult} result @param {(newer: OfficeResult) => Promise<void>} redraw */
function passOn(path, call, { summary: { late, idle_wanted, given_up } }, redraw) {
  if (!call.may.handle || call.stage !== "drawn" || late + idle_wanted + given_up === 0) return null;
  return h("div", { class: "pass-on" }, h("p", {}, t("offers.pass_note", { late: number(late), idle: number(idle_wanted), ended: number(given_up) })),
    button(t("offers.pass_on"), "", async (self) => {
      const newer = await act(self, () => post(`${path}/offers/pass-on`));
      if (!newer) return;
      done(t("offers.passed"));
      await redraw(newer);
    }));
}

/** Those to be answered first, the soonest first. @param {string} path @param {OfficeRound} call @param {OfficeResult} result @param {(newer: OfficeResult) => Promise<void>} redraw */
function listing(path, call, result, redraw) {
  const rows = result.zones.flatMap((zone) => zone.lots.flatMap((lot) => lot.offers.map((offer) => ({ zone, lot, offer }))));
  const order = (/** @type {string} */ state) => (state === "open" ? 0 : 1);
  rows.sort((a, b) => order(a.offer.state) - order(b.offer.state) || a.offer.answer_by.localeCompare(b.offer.answer_by) || a.offer.id - b.offer.id);
  return table(t("offers.tab"), [t("offers.lot"), t("offers.who"), t("offers.by"), t("offers.state")], rows.map(({ zone, lot, offer }) => [
    h("span", {}, lot.label, h("small", {}, zone.name)), person(offer, ""),
    h("span", { class: offer.late ? "late" : "" }, offer.answer_by_label, offer.late && h("small", {}, t("offers.late"))),
    answers(path, call, offer, redraw),
  ]), "offers-table");
}

/** @param {string} path @param {OfficeRound} call @param {OfficeOffer} offer @param {(newer: OfficeResult) => Promise<void>} redraw */
function answers(path, call, offer, redraw) {
  const note = refusal();
  const answer = (/** @type {string} */ what, /** @type {string} */ kind) => button(t(`offers.${what}`), kind, async (self) => {
    const newer = await act(self, () => post(`${path}/offers/${offer.id}/answer`, { answer: what }), note);
    if (!newer) return;
    done(t(what === "accept" ? "offers.accepted_now" : "offers.passed_one"));
    await redraw(newer);
  });
  const may = call.may.handle && call.stage === "drawn";
  if (offer.state === "open" && may) return h("div", {}, h("div", { class: "acts" }, !offer.late && answer("accept", ""), answer("refuse", "ghost")), note);
  const told = h("span", { class: `status status-${offer.state}` }, offer.state_label, offer.answered_label && h("small", {}, offer.answered_label));
  if (offer.state === "accepted" && may) {
    return h("div", {}, told, h("details", { class: "back" }, h("summary", {}, t("offers.give_back")), h("p", {}, t("offers.sure_back")), answer("give_back", "grave")), note);
  }
  return told;
}
