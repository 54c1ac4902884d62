// As of when the findings are true; how much of a bulk edit is judged, and holding it.

import { dropped, get, newest, post } from "./api.js";
import { on, tell } from "./bus.js";
import { fill, h, icon, say } from "./dom.js";
import { number } from "./format.js";
import { t } from "./settings.js";
import { toast } from "./toast.js";

const soon = 2_000;
const later = 60_000;
const signal = newest();
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;
let waited = false;
/** @type {Judging | undefined} */
let now;

const line = h("div", { class: "judging" });
const bar = h("progress");
const sentence = h("span");
const warning = h("span", { class: "warned" });
const aside = h("span", { class: "warned" });
const act = h("button", { class: "pick", type: "button", onclick: wish });

/** The line above the queue; it looks again by itself. */
export function judgingLine() {
  on("changed", look);
  document.addEventListener("visibilitychange", look);
  look();
  return line;
}

async function look() {
  clearTimeout(timer);
  if (document.hidden) return;
  try {
    show(await get("findings/judging", {}, signal()));
  } catch (error) {
    // The queue itself says what is wrong.
    if (!dropped(error)) again(later);
  }
}

/** @param {number} ms */
function again(ms) {
  clearTimeout(timer);
  timer = setTimeout(look, ms);
}

/** @param {Judging} state */
function show(state) {
  now = state;
  parts(...told(state), state.aside ? warned(aside, t("judging.aside", { n: number(state.aside) })) : null);
  again(state.waiting && !state.held ? soon : later);
  const done = waited && !state.waiting;
  waited = state.waiting > 0;
  if (!done) return;
  say(t("judging.true", { moment: state.true_label ?? "" }));
  tell("changed");
}

/** The same elements stay where they are: who is about to press one would miss it. @param {...(Node | null)} wanted */
function parts(...wanted) {
  const found = /** @type {Node[]} */ (wanted.filter(Boolean));
  const same = found.length === line.childNodes.length && found.every((node, i) => node === line.childNodes[i]);
  if (!same) fill(line, ...found);
}

/** @param {Judging} state @returns {(Node | null)[]} */
function told(state) {
  if (!state.waiting) return [said(sentence, truth(state))];
  const n = number(state.waiting);
  if (state.held) return [warned(warning, t("judging.held", { n })), button(state)];
  if (!state.kept) return [warned(warning, t("judging.nobody", { n }))];
  const progress = t("judging.done", { done: number(state.done), total: number(state.total) });
  bar.max = state.total;
  bar.value = state.done;
  bar.setAttribute("aria-label", progress);
  return [bar, said(sentence, progress), button(state)];
}

/** @param {Judging} state */
function truth(state) {
  return state.true_label ? t("judging.true", { moment: state.true_label }) : t("judging.never");
}

/** @template {HTMLElement} E @param {E} element @param {string} words */
function said(element, words) {
  if (element.textContent !== words) element.textContent = words;
  return element;
}

/** @param {HTMLElement} element @param {string} words */
function warned(element, words) {
  if (element.textContent !== words) fill(element, icon("alert", "small"), words);
  return element;
}

/** @param {Judging} state */
function button(state) {
  return state.may_hold ? said(act, t(state.held ? "judging.go_on" : "judging.hold")) : null;
}

async function wish() {
  try {
    show(await post("findings/judging", { hold: !now?.held }));
  } catch (error) {
    toast(/** @type {Error} */ (error).message, { bad: true });
    again(soon);
  }
}
