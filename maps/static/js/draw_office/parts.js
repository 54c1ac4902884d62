// What the office's pages are made of: fields, tables, acts that may be refused.

import { h, say } from "../dom.js";
import { t } from "../settings.js";
import { toast } from "../toast.js";

let hints = 0;

/**
 * Do something once, the button asleep meanwhile; a refusal is told and gives undefined.
 * @template T
 * @param {HTMLButtonElement} button @param {() => Promise<T>} work @param {HTMLElement} [note] where to tell it
 * @returns {Promise<T | undefined>}
 */
export async function act(button, work, note) {
  if (button.getAttribute("aria-disabled") === "true") return undefined;
  button.setAttribute("aria-disabled", "true");
  if (note) note.textContent = "";
  try {
    return await work();
  } catch (error) {
    const { message } = /** @type {Error} */ (error);
    if (note) note.textContent = message;
    else toast(message, { bad: true });
    return undefined;
  } finally {
    button.removeAttribute("aria-disabled");
  }
}

/** @param {string} sentence */
export function done(sentence) {
  toast(sentence);
}

/** A button that acts. @param {string} label @param {string} kind @param {(button: HTMLButtonElement) => void} work @param {Record<string, any>} [more] */
export function button(label, kind, work, more = {}) {
  const found = h("button", { type: "button", class: `button slim ${kind}`.trim(), ...more }, label);
  found.addEventListener("click", () => work(found));
  return found;
}

/** Where a refusal is told. */
export function refusal() {
  return h("p", { class: "error-note", role: "alert" });
}

/** @param {string} label @param {HTMLElement} control @param {string} [hint] */
export function labelled(label, control, hint = "") {
  const whole = h("label", { class: "labelled" }, h("span", {}, label), control);
  if (!hint) return whole;
  const id = `hint-${(hints += 1)}`;
  control.setAttribute("aria-describedby", id);
  return h("div", { class: "labelled" }, whole, h("small", { id }, hint));
}

/** @param {string} value @param {Record<string, any>} [more] */
export function input(value, more = {}) {
  return h("input", { class: "field", value, autocomplete: "off", ...more });
}

/**
 * A table that can be read on a phone: each cell carries its column's name.
 * @param {string} caption @param {string[]} heads @param {(Node | string | null)[][]} rows @param {string} [kind]
 */
export function table(caption, heads, rows, kind = "") {
  return h("table", { class: `listing ${kind}`.trim() },
    h("caption", { class: "sr" }, caption),
    h("thead", {}, h("tr", {}, heads.map((text) => h("th", { scope: "col" }, text)))),
    h("tbody", {}, rows.map((cells) => h("tr", {}, cells.map((cell, i) => h("td", { "data-head": heads[i] }, cell ?? ""))))));
}

/** @param {string} title @param {string} advice */
export function empty(title, advice) {
  return h("div", { class: "nothing" }, h("strong", {}, title), advice && h("p", {}, advice));
}

/** A part of the page under its heading. @param {string} title @param {...(Node | string | null | false | undefined)} inside */
export function part(title, ...inside) {
  return h("section", { class: "office-part" }, h("h2", {}, title), ...inside);
}

/**
 * Ask for a sentence in place, then act; the question goes when it was done or left.
 * @param {HTMLElement} place @param {string} label @param {string} doing @param {(text: string) => Promise<unknown>} work
 * @param {{ most?: number, grave?: boolean, line?: boolean }} [more]
 */
export function ask(place, label, doing, work, { most = 500, grave = false, line = false } = {}) {
  const field = line ? input("", { maxlength: most, dir: "auto" }) : h("textarea", { class: "field", rows: 3, maxlength: most });
  const note = refusal();
  const go = button(doing, grave ? "grave" : "", async (self) => {
    const told = await act(self, async () => (await work(field.value), true), note);
    if (told) place.replaceChildren();
  });
  const leave = button(t("rounds.cancel"), "ghost", () => place.replaceChildren());
  place.replaceChildren(h("div", { class: "ask" }, labelled(label, field), note, h("div", { class: "acts" }, go, leave)));
  field.focus();
  say(label);
}
