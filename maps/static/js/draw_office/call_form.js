// The form of a call: titles, dates, the public number.

import { h } from "../dom.js";
import { ascii, digits } from "../format.js";
import { t } from "../settings.js";
import { dayField } from "./days.js";
import { act, button, input, labelled, refusal } from "./parts.js";

/** @type {["opens_at", "closes_at", "challenge_until", "draw_at"]} */
const moments = ["opens_at", "closes_at", "challenge_until", "draw_at"];
const hours = { opens_at: "08:00", closes_at: "14:00", challenge_until: "14:00", draw_at: "10:00" };

/**
 * @param {OfficeRound | null} call null: a new one
 * @param {string} code of a new one
 * @param {(body: Record<string, unknown>) => Promise<unknown>} send
 * @param {() => void} leave
 */
export function callForm(call, code, send, leave) {
  /** @type {Record<string, HTMLInputElement>} */
  const text = {
    title_fa: input(call?.title_fa ?? "", { maxlength: 200, dir: "rtl", lang: "fa" }),
    title_en: input(call?.title_en ?? "", { maxlength: 200, dir: "ltr", lang: "en" }),
    number_name: input(call?.number_name ?? "", { maxlength: 200, dir: "auto" }),
    legal_ref: input(call?.legal_ref ?? "", { maxlength: 200, dir: "auto" }),
  };
  const own = input(digits(code), { maxlength: 20, dir: "ltr" });
  const answer = input(digits(String(call?.answer_days ?? 7)), { inputmode: "numeric", maxlength: 2 });
  const days = Object.fromEntries(moments.map((name) => [name, momentField(name, call)]));
  const from = dayField(t("call.valid_from"), call?.valid.from ?? "");
  const until = dayField(t("call.valid_until"), call?.valid.until ?? "");
  const note = refusal();
  const read = () => ({
    ...(call ? {} : { code: ascii(own.value) }),
    ...Object.fromEntries(Object.entries(text).map(([name, field]) => [name, field.value])),
    ...Object.fromEntries(moments.map((name) => [name, days[name].read()])),
    valid_from: from.field.value, valid_until: until.field.value,
    answer_days: Number(ascii(answer.value)),
  });
  const save = button(t("rounds.save"), "", (self) => act(self, () => send(read()), note));
  return h("form", { class: "call-form", onsubmit: (/** @type {Event} */ event) => (event.preventDefault(), save.click()) },
    labelled(t("call.title_fa"), text.title_fa), labelled(t("call.title_en"), text.title_en),
    !call && labelled(t("call.code"), own),
    moments.map((name) => days[name].whole),
    spanned(t("call.valid_from"), from.whole), spanned(t("call.valid_until"), until.whole),
    labelled(t("call.answer_days"), answer),
    labelled(t("call.number_name"), text.number_name, t("call.number_hint")),
    labelled(t("call.legal_ref"), text.legal_ref),
    note, h("div", { class: "acts" }, save, button(t("rounds.cancel"), "ghost", leave)));
}

/** @param {"opens_at" | "closes_at" | "challenge_until" | "draw_at"} name @param {OfficeRound | null} call */
function momentField(name, call) {
  const label = t(`call.${name}`);
  const day = dayField(label, call?.moments[name].day ?? "");
  const clock = input(call?.moments[name].clock ?? digits(hours[name]), {
    class: "field clock", inputmode: "numeric", maxlength: 5, "aria-label": `${label}: ${t("call.clock")}`,
  });
  return {
    whole: spanned(label, h("span", { class: "moment" }, day.whole, clock)),
    read: () => `${day.field.value} ${clock.value}`.trim(),
  };
}

/** A field of several controls: each has its own name. @param {string} label @param {HTMLElement} controls */
function spanned(label, controls) {
  return h("div", { class: "labelled" }, h("span", { "aria-hidden": "true" }, label), controls);
}
