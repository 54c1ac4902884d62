// A question in place, without a dialog: a reason or a note, confirm or leave.

import { post } from "./api.js";
import { tell } from "./bus.js";
import { h, say } from "./dom.js";
import { t } from "./settings.js";
import { toast } from "./toast.js";

const longest = 500;
let asked = 0;

/**
 * @typedef {{
 *   title: string, required: boolean, grave?: boolean, before?: HTMLElement,
 *   send: (reason: string) => Promise<string>, leave: () => void,
 * }} Question
 */

/** `send` gives back what is wrong, in words; empty when it was done. @param {Question} question */
export function ask({ title, required, grave = false, before, send, leave }) {
  const id = `reason-${(asked += 1)}`;
  const error = h("p", { class: "error-note", id: `${id}-error`, role: "alert" });
  const text = h("textarea", { class: "field", id, rows: 2, maxlength: longest, "aria-required": String(required), "aria-describedby": `${id}-error` });
  const done = h("button", { class: `button slim ${grave ? "grave" : ""}`.trim(), type: "submit" }, t("case.confirm"));
  const onsubmit = async (/** @type {Event} */ event) => {
    event.preventDefault();
    const missing = required && !text.value.trim();
    if (missing) return refuse(t("case.reason_needed"));
    done.disabled = true;
    refuse(await send(text.value.trim()));
  };
  const refuse = (/** @type {string} */ sentence) => {
    error.textContent = sentence;
    text.setAttribute("aria-invalid", String(Boolean(sentence)));
    done.disabled = false;
    if (sentence) text.focus();
  };
  const form = h(
    "form",
    { class: "ask", onsubmit, novalidate: true },
    h("strong", {}, title),
    before,
    h("label", { class: "label", for: id }, t(required ? "case.reason" : "case.note")),
    text,
    error,
    h("div", {}, done, h("button", { class: "button ghost slim", type: "button", onclick: leave }, t("case.cancel"))),
  );
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    leave();
  });
  const first = /** @type {HTMLElement | null} */ (form.querySelector("select, input"));
  queueMicrotask(() => (first ?? text).focus());
  return form;
}

/**
 * Ask the server; what it refuses comes back as a sentence. Who was late sees the case anew.
 * @param {string} path @param {unknown} body @param {string} sentence what to say then
 */
export async function send(path, body, sentence) {
  try {
    await post(path, body);
    return done(sentence);
  } catch (error) {
    const { status, message } = /** @type {import("./api.js").Refusal} */ (error);
    if (status !== 409) return message;
    toast(message, { bad: true, seconds: 12 });
    say(message);
    tell("changed", null);
    return "";
  }
}

/** Says that it is done and shows everything anew; nothing is wrong then. @param {string} sentence */
export function done(sentence) {
  toast(sentence);
  say(sentence);
  tell("changed", null);
  return "";
}
