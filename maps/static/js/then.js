// Another day: the queue and the map as they were, or as they will be.

import { dropped, get, newest } from "./api.js";
import { tell } from "./bus.js";
import { fill, h, icon, say } from "./dom.js";
import { ascii, isDate, number, typed } from "./format.js";
import { filters } from "./queue_state.js";
import { t } from "./settings.js";
import { toast } from "./toast.js";

const day = 24 * 3600 * 1000;
const reach = 365;
const pause = 350;
const signal = newest();
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;
let drawn = "";

const opener = h("button", { class: "pick", id: "open-day", type: "button", "aria-expanded": "false", onclick: unfold }, icon("clock", "small"), t("then.open"));
const slider = h("input", { type: "range", min: String(-reach), max: String(reach), step: "1", "aria-label": t("then.slider"), oninput: slide });
const field = h("input", { class: "field", inputmode: "numeric", autocomplete: "off", size: "11", "aria-label": t("then.day"), onchange: write });
const wrong = h("span", { class: "error-note", hidden: true }, t("then.wrong"));
const back = h("button", { class: "pick", type: "button", onclick: () => go("") }, t("then.today"));
const sentence = h("p", { class: "then-said", hidden: true });
const only = h("button", { class: "pick", id: "only-then", type: "button", onclick: () => choose({ only: filters.only ? "" : "come" }) });
const box = h("div", { class: "then", hidden: true }, h("div", { class: "then-row" }, field, slider, back), wrong, sentence, only);

/** @type {(change: { at?: string, only?: string }) => void} */
let choose;

/** The control above the queue. @param {typeof choose} chosen */
export function dayLine(chosen) {
  choose = chosen;
  return [opener, box];
}

/** The address, or a person, says which day. */
export function dayChosen() {
  const { at } = filters;
  if (at) box.hidden = false;
  opener.setAttribute("aria-expanded", String(!box.hidden));
  back.hidden = !at;
  only.hidden = !at;
  sentence.hidden = !at;
  if (at) fill(sentence, t("then.working"));
  document.body.classList.toggle("another-day", Boolean(at));
  if (!at) show(new Date());
  onMap(at);
}

/** How that day differs. @param {AsOf | null} told */
export function dayTold(told) {
  sentence.hidden = !told;
  if (!told) return;
  show(new Date(told.at));
  const words = t(told.future ? "then.future" : "then.past", { day: told.label, come: number(told.come), go: number(told.go) });
  fill(sentence, words);
  fill(only, t("then.only_come"), " ", h("b", {}, number(told.come)));
  only.hidden = !told.come && !filters.only;
  only.setAttribute("aria-pressed", String(Boolean(filters.only)));
  say(words);
}

function unfold() {
  box.hidden = !box.hidden;
  opener.setAttribute("aria-expanded", String(!box.hidden));
  if (box.hidden) go("");
  else field.focus();
}

function slide() {
  const there = typed(new Date(Date.now() + Number(slider.value) * day));
  field.value = there;
  slider.setAttribute("aria-valuetext", there);
  clearTimeout(timer);
  timer = setTimeout(() => go(Number(slider.value) ? there : ""), pause);
}

function write() {
  const fine = isDate(field.value);
  wrong.hidden = fine;
  field.setAttribute("aria-invalid", String(!fine));
  if (fine) go(field.value);
}

/** @param {string} text */
function go(text) {
  wrong.hidden = true;
  const plain = ascii(text).trim().replace(/[/.]/g, "-");
  const at = plain === ascii(typed(new Date())).replace(/[/.]/g, "-") ? "" : plain;
  if (at !== filters.at) choose({ at, only: at && filters.only });
}

/** Spots and zones of that day, on the map. @param {string} at */
async function onMap(at) {
  if (at === drawn) return;
  const asked = signal();
  try {
    const found = at ? await get("as-of", { at }, asked) : null;
    drawn = at;
    tell("then", found);
  } catch (error) {
    if (!dropped(error)) toast(/** @type {Error} */ (error).message, { bad: true });
  }
}

/** What a person is just changing stays as it is. @param {Date} moment */
function show(moment) {
  const there = typed(moment);
  if (document.activeElement !== field) field.value = there;
  if (document.activeElement === slider) return;
  slider.value = String(Math.round((moment.getTime() - Date.now()) / day));
  slider.setAttribute("aria-valuetext", there);
}
