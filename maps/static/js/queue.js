// The queue of encroachments: asks, lists, opens one, and goes on at the end.

import { dropped, get, newest } from "./api.js";
import { on, tell } from "./bus.js";
import { fill, h, say } from "./dom.js";
import { number } from "./format.js";
import * as filtering from "./queue_filters.js";
import { t } from "./settings.js";
import { empty, loading, refused } from "./states.js";
import { countTab } from "./tabs.js";

const page = 40;
const signal = newest();
const filters = filtering.noFilters();
/** @type {Finding[]} */
let items = [];
/** @type {string | null} */
let cursor = null;
let total = 0;
/** @type {number | null} */
let current = null;

const kinds = h("div", { class: "filter-row kinds", role: "group", "aria-label": t("queue.kinds") });
const sums = h("div", { class: "sums", role: "group", "aria-label": t("queue.sums") });
const order = h("div", { class: "order" });
const list = h("div", { class: "list" });

/** The tab's content. */
export function queueTab() {
  on("choose", (thing) => mark(thing?.type === "finding" ? thing.id : null));
  on("changed", () => load());
  return h("div", { class: "queue-tab" }, sums, h("div", { class: "filters" }, kinds), order, list);
}

/** What is listed now, for the table that equals the map. */
export const listed = { items: () => items, total: () => total, more: () => (cursor ? further() : null) };

export async function load() {
  const asked = signal();
  fill(list, loading(6));
  try {
    draw(await get("findings", { ...filters, limit: page }, asked));
  } catch (error) {
    if (!dropped(error)) fill(list, refused(error, load));
  }
}

/** @param {Findings} answer */
function draw(answer) {
  items = answer.items;
  cursor = answer.next;
  filtering.kinds(kinds, answer.counts.kind, filters.kind, (kind) => choose({ kind }));
  filtering.sums(sums, answer.counts.certainty, filters.certainty, (certainty) => choose({ certainty }));
  total = answer.total;
  const shown = h("span", { class: "shown" }, t("queue.shown", { n: number(total) }));
  fill(order, shown, filtering.district(filters, load), filtering.order(filters, load));
  countTab("queue", number(answer.total));
  fill(list, items.length ? rows() : none());
  say(t("queue.shown", { n: number(answer.total) }));
}

/** @param {Partial<filtering.Filters>} change */
function choose(change) {
  Object.assign(filters, change);
  load();
}

function rows() {
  const found = h("ol", { class: "queue", onkeydown: onKey }, items.map(row));
  return [found, cursor ? onward(found) : null];
}

/** @param {Finding} finding */
function row(finding) {
  const here = String(finding.id === current);
  return h("li", {}, h(
    "button",
    {
      class: `finding ${finding.certainty}`, type: "button", "data-id": finding.id, "aria-current": here,
      onclick: () => open(finding),
    },
    h("span", { class: "finding-top" }, h("strong", {}, finding.title), h("em", {}, finding.certainty_label)),
    h("span", { class: "finding-sub" }, finding.summary),
  ));
}

/** @param {Finding} finding */
function open(finding) {
  tell("table", false);
  tell("aim", { bbox: finding.bbox, point: finding.point });
  tell("choose", { type: "finding", id: finding.id });
}

/** @param {HTMLElement} after */
function onward(after) {
  const next = async () => {
    button.disabled = true;
    try {
      const first = items.length;
      const rows = (await further()).map(row);
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

function none() {
  const narrow = filters.kind || filters.certainty || filters.district;
  if (!narrow) return empty(t("queue.none"), t("queue.none_advice"));
  const all = () => choose(filtering.noFilters());
  const button = h("button", { class: "button ghost slim", type: "button", onclick: all }, t("queue.show_all"));
  return empty(t("queue.none_here"), t("queue.none_here_advice"), "search", button);
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
