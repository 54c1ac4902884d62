// Small forms in the page: labelled fields, what is wrong beside them, no dialog.

import { Refusal } from "../api.js";
import { fill, h } from "../dom.js";
import { t } from "../settings.js";

let made = 0;

/**
 * @param {string} label @param {Record<string, any>} [more] attributes; `advice` stands below
 */
export function field(label, { advice = "", ...more } = {}) {
  const id = `ask-${(made += 1)}`;
  const input = h("input", { class: "field", id, type: "text", autocomplete: "off", "aria-describedby": advice && `${id}-advice`, ...more });
  return { input, element: h("div", { class: "ask-field" }, h("label", { for: id }, label), input, advice && h("small", { id: `${id}-advice` }, advice)) };
}

/** @param {string} label @param {string[][]} options code, word, and what is said below */
export function choice(label, options) {
  const id = `ask-${(made += 1)}`;
  const input = h("select", { class: "field", id }, options.map(([value, word]) => h("option", { value }, word)));
  return { input, element: h("div", { class: "ask-field" }, h("label", { for: id }, label), input) };
}

/** @param {string} legend @param {string[][]} options @param {string[]} chosen */
export function ticks(legend, options, chosen = []) {
  const boxes = options.map(([value, word]) => {
    const box = h("input", { type: "checkbox", value, checked: chosen.includes(value) });
    return { box, element: h("label", { class: "tick" }, box, h("span", {}, word)) };
  });
  return {
    values: () => boxes.filter(({ box }) => box.checked).map(({ box }) => box.value),
    element: h("fieldset", { class: "ticks" }, h("legend", {}, legend), boxes.map(({ element }) => element)),
  };
}

/**
 * A form with its button; `work` may refuse, and its sentence is then shown.
 * @param {string} word @param {(Node | null)[]} parts @param {() => Promise<unknown>} work
 * @param {{ cancel?: () => void, grave?: boolean, wrong?: (error: Refusal) => (Node | null) }} [more]
 */
export function form(word, parts, work, { cancel, grave = false, wrong } = {}) {
  const problem = h("div", { class: "problem", role: "alert" });
  const button = h("button", { class: grave ? "button grave" : "button" }, word);
  /** @param {Event} event */
  const onsubmit = async (event) => {
    event.preventDefault();
    button.disabled = true;
    fill(problem);
    try {
      await work();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      fill(problem, h("p", {}, error.message), wrong?.(error) ?? null);
    } finally {
      button.disabled = false;
    }
  };
  return h(
    "form", { class: "ask", novalidate: true, onsubmit },
    parts, problem,
    h("div", { class: "ask-acts" }, button, cancel && h("button", { class: "button ghost", type: "button", onclick: cancel }, t("act.cancel"))),
  );
}

/** A button that opens a form in its place and brings itself back. @param {string} word @param {(back: () => void) => Node} make @param {string} [look] */
export function opens(word, make, look = "button ghost slim") {
  const place = h("div", { class: "opens" });
  const closed = () => fill(place, button);
  const button = h("button", {
    class: look, type: "button",
    onclick: () => {
      fill(place, make(closed));
      place.classList.add("opened");
      /** @type {HTMLElement | null} */ (place.querySelector("input, select, textarea"))?.focus();
    },
  }, word);
  closed();
  return place;
}
