// Parts of a case's card that speak of papers: a section, a link to a sheet, a form in place.

import { h } from "./dom.js";
import { settings, t } from "./settings.js";

/** A heading and what is under it. @param {string} title @param {(Node | null | false)[]} children */
export function section(title, children) {
  const kept = children.filter(Boolean);
  return kept.length ? h("section", { class: "part" }, h("h3", {}, title), kept) : null;
}

/** Where a sheet opens, in Persian and as a translation. @param {string} pdf @param {string} number */
export function sheets(pdf, number) {
  const link = (/** @type {string} */ language, /** @type {string} */ label) =>
    h("a", { class: "button ghost slim", href: `${pdf}?language=${language}`, target: "_blank", rel: "noopener", "aria-label": `${label} ${number}` }, label);
  return h("span", { class: "sheets" }, link("fa", t("papers.print")), settings.language === "en" && link("en", t("papers.translation")));
}

/** @param {string} label @param {() => void} onclick @param {string} [look] */
export function act(label, onclick, look = "") {
  return h("button", { class: `button slim ${look}`.trim(), type: "button", onclick }, label);
}

/** A form in place of the buttons; `submit` gives back what is wrong, in words. `stops`: leaving ends it even while it is sent.
 * @param {{ title: string, fields: (Node | null)[], label: string, submit: () => Promise<string>, leave: () => void, stops?: boolean }} asked */
export function form({ title, fields, label, submit, leave, stops = false }) {
  const error = h("p", { class: "error-note", role: "alert" });
  const done = h("button", { class: "button slim", type: "submit" }, label);
  const cancel = act(t("case.cancel"), leave, "ghost");
  const onsubmit = async (/** @type {Event} */ event) => {
    event.preventDefault();
    done.disabled = true;
    cancel.disabled = !stops;
    error.textContent = await submit();
    done.disabled = cancel.disabled = false;
  };
  const made = h("form", { class: "ask", onsubmit, novalidate: true }, h("strong", {}, title), fields, error, h("div", {}, done, cancel));
  made.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    leave();
  });
  queueMicrotask(() => /** @type {HTMLElement | null} */ (made.querySelector("input, select, button"))?.focus());
  return made;
}
