// Elements, icons and what is said to a screen reader.

import { settings } from "./settings.js";

/** @typedef {Node | string | null | undefined | false} Child */

/**
 * An element with attributes, listeners (onclick …) and children.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Record<string, any>} [attributes]
 * @param {...(Child | Child[])} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) put(element, name, value);
  element.append(...kept(children.flat()));
  return element;
}

/** @param {HTMLElement} element @param {string} name @param {any} value */
function put(element, name, value) {
  if (value === undefined || value === null || value === false) return;
  if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
  else if (name === "class") element.className = value;
  else element.setAttribute(name, value === true ? "" : String(value));
}

/** @param {Child[]} children @returns {(Node | string)[]} */
function kept(children) {
  return /** @type {(Node | string)[]} */ (children.filter((c) => c || c === ""));
}

/** Put these children in place of the old ones. @param {Element} element @param {...(Child | Child[])} children */
export function fill(element, ...children) {
  element.replaceChildren(...kept(children.flat()));
}

const svg = "http://www.w3.org/2000/svg";

/** A picture from the sprite, silent to screen readers. @param {string} name @param {string} [extra] */
export function icon(name, extra = "") {
  const use = document.createElementNS(svg, "use");
  use.setAttribute("href", `${settings.files.icons}#${name}`);
  return shape("svg", { class: `icon ${extra}`.trim(), "aria-hidden": "true", focusable: "false" }, use);
}

/** An SVG element. @param {string} tag @param {Record<string, any>} attributes @param {...(Node | string)} children */
export function shape(tag, attributes, ...children) {
  const element = document.createElementNS(svg, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.append(...children);
  return element;
}

/** The element that the template surely has. @param {string} id @returns {HTMLElement} */
export function byId(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page lacks #${id}`);
  return found;
}

/** Say something to those who can't see the change. @param {string} sentence */
export function say(sentence) {
  byId("said").textContent = sentence;
}

/** Wait until the last of several calls. @param {(...a: any[]) => void} work @param {number} ms */
export function calmly(work, ms) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  return (/** @type {any[]} */ ...values) => {
    clearTimeout(timer);
    timer = setTimeout(() => work(...values), ms);
  };
}
