// The queue of encroachments: asks, lists, opens one, and goes on at the end.

import { dropped, get, newest } from "./api.js";
import { on, tell } from "./bus.js";
import { fill, h, icon, say } from "./dom.js";
import { number } from "./format.js";
import { heatAgain, startHeat } from "./heat.js";
import * as filtering from "./queue_filters.js";
import { active, everything, filters, narrow, restore } from "./queue_state.js";
import { judgingLine } from "./judging.js";
import { dayChosen, dayLine, dayTold } from "./then.js";
import { row } from "./queue_row.js";
import { t } from "./settings.js";
import { empty, loading, refused } from "./states.js";
import { countTab } from "./tabs.js";

const page = 40;
const signal = newest();
const places = newest();
/** @type {Finding[]} */
let items = [];
/** @type {string | null} */
let cursor = null;
let total = 0;
/** @type {number | null} */
let current = null;

const kinds = h("div", { class: "filter-row kinds", role: "group", "aria-label": t("queue.kinds") });
const selects = h("div", { class: "filter-row selects", role: "group", "aria-label": t("queue.filters") });
const sums = h("div", { class: "sums", role: "group", "aria-label": t("queue.sums") });
const order = h("div", { class: "order" });
const list = h("div", { class: "list" });

/** The tab's content. */
export function queueTab() {
  on("choose", (thing) => mark(thing?.type === "finding" ? thing.id : null));
  on("changed", () => load());
  on("filters", (queue) => (restore(queue), load()));
  startHeat(choose);
  // The address may have changed while the layers were loading.
  if (restore()) load();
  return h("div", { class: "queue-tab" }, h("div", { class: "whens" }, judgingLine(), dayLine(choose)), sums, h("div", { class: "filters" }, kinds, selects), order, list);
}

/** What is listed now, for the table that equals the map. */
export const listed = { items: () => items, total: () => total, more: () => (cursor ? further() : null) };

export async function load() {
  const asked = signal();
  fill(list, loading(6));
  dayChosen();
  onMap();
  try {
    draw(await get("findings", { ...filters, limit: page }, asked));
  } catch (error) {
    if (!dropped(error)) fill(list, refused(error, load));
  }
}

/** On the map, too, only what the filters leave. */
async function onMap() {
  const asked = places();
  const narrowed = active().length > 0 || filters.at;
  try {
    tell("narrow", narrowed ? await get("findings/places", filters, asked) : null);
  } catch (error) {
    if (!dropped(error)) tell("narrow", null);
  }
}

/** @param {Findings} answer */
function draw(answer) {
  items = answer.items;
  cursor = answer.next;
  total = answer.total;
  dayTold(answer.as_of);
  const { counts } = answer;
  filtering.kinds(kinds, counts.kind, choose);
  filtering.sums(sums, counts.certainty, choose);
  filtering.selects(selects, counts, choose);
  const shown = h("span", { class: "shown" }, t("queue.shown", { n: number(total) }));
  fill(order, shown, filtering.clear(choose), hours(), round());
  countTab("queue", number(total));
  fill(list, items.length ? rows() : none(counts));
  say(t("queue.shown", { n: number(total) }));
}

function hours() {
  const onclick = () => tell("heat", true);
  return h("button", { class: "pick", id: "open-heat", type: "button", title: t("heat.title"), onclick }, icon("hours", "small"), t("heat.open"));
}

function round() {
  return h("a", { class: "pick", href: "/workbench/round/" }, icon("walk", "small"), t("queue.round"));
}

/** @param {Partial<import("./queue_state.js").Filters>} change */
function choose(change) {
  const { id } = document.activeElement ?? {};
  narrow(change);
  load().then(() => id && document.getElementById(id)?.focus());
  if ("hour" in change) tell("heat", false);
  else heatAgain();
}

function rows() {
  const found = h("ol", { class: "queue", onkeydown: onKey }, items.map(line));
  return [found, cursor ? onward(found) : null];
}

/** @param {Finding} finding */
function line(finding) {
  return row(finding, finding.id === current, () => open(finding));
}

/** @param {Finding} finding */
function open(finding) {
  tell("table", false);
  tell("aim", { bbox: finding.bbox, point: finding.point });
  // What isn't there today has no card of its own: what stands there has one.
  const thing = finding.id < 0 ? finding.occupation : finding;
  tell("choose", thing && { type: thing === finding ? "finding" : "occupation", id: thing.id });
}

/** @param {HTMLElement} after */
function onward(after) {
  const next = async () => {
    button.disabled = true;
    try {
      const first = items.length;
      const rows = (await further()).map(line);
      after.append(...rows);
      /** @type {HTMLElement | undefined} */ (after.querySelectorAll("button")[first])?.focus();
      if (cursor) button.disabled = false;
      else button.remove();
    } catch (error) {
      button.replaceWith(refused(error, load));
    }
  };
  const button = h("button", { class: "button ghost slim more", type: "button", onclick: next }, t("queue.more"));
  return h("div", { class: "ghosts" }, button);
}

/** The next page of the queue. @returns {Promise<Finding[]>} */
async function further() {
  const answer = /** @type {Findings} */ (await get("findings", { ...filters, limit: page, cursor }));
  items = [...items, ...answer.items];
  cursor = answer.next;
  return answer.items;
}

/** @param {Record<string, Record<string, number>>} counts */
function none(counts) {
  if (!active().length) return empty(t("queue.none"), t("queue.none_advice"));
  const all = () => choose(everything());
  const button = h("button", { class: "button ghost slim", type: "button", onclick: all }, t("queue.show_all"));
  const ways = h("div", { class: "ways" }, filtering.wider(counts, choose), button);
  return empty(t("queue.none_here"), t("queue.none_here_advice"), "search", ways);
}

/** @param {number | null} id */
function mark(id) {
  current = id;
  for (const button of list.querySelectorAll("button.finding")) {
    const here = Number(/** @type {HTMLElement} */ (button).dataset.id) === id;
    button.setAttribute("aria-current", String(here));
    if (here && !button.matches(":focus")) button.scrollIntoView({ block: "nearest" });
  }
}

/** Up and down move between findings. @param {KeyboardEvent} event */
function onKey(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  const all = [...list.querySelectorAll("button.finding")];
  const next = all[all.indexOf(/** @type {Element} */ (document.activeElement)) + step];
  if (!next) return;
  event.preventDefault();
  /** @type {HTMLElement} */ (next).focus();
}
