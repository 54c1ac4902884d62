// The controls that narrow the queue, each with counts that add up.

import { fill, h, icon } from "./dom.js";
import { number } from "./format.js";
import { hourName } from "./hours.js";
import { active, everything, filters } from "./queue_state.js";
import { settings, t } from "./settings.js";

export const certainties = ["strong", "probable", "suspect", "unknown"];
export const orders = ["severity", "area", "newest"];
const ages = ["week", "month", "older"];

/** @typedef {import("./queue_state.js").Filters} Filters */
/** @typedef {import("./queue_state.js").Facet} Facet */
/** @typedef {Record<string, number>} Counts */
/** @typedef {(change: Partial<Filters>) => void} Choose */

const atFirst = 3;
let unfolded = false;

/** The row of kinds; pressing one again shows all. @param {HTMLElement} place @param {Counts} counts @param {Choose} choose */
export function kinds(place, counts, choose) {
  const chosen = filters.kind;
  const known = Object.entries(counts).sort((a, b) => b[1] - a[1]);
  const all = pick(t("queue.all_kinds"), sum(counts), chosen === "", () => choose({ kind: "" }));
  const each = known.map(([kind, n], i) => {
    const button = pick(t(`kind.${kind}`), n, chosen === kind, () => choose({ kind: chosen === kind ? "" : kind }));
    button.hidden = !unfolded && i >= atFirst && chosen !== kind;
    return button;
  });
  fill(place, all, each, known.length > atFirst + 1 && unfold(place, counts, choose));
}

/** @param {HTMLElement} place @param {Counts} counts @param {Choose} choose */
function unfold(place, counts, choose) {
  const onclick = () => {
    unfolded = !unfolded;
    kinds(place, counts, choose);
    /** @type {HTMLElement | null} */ (place.querySelector("[aria-expanded]"))?.focus();
  };
  return h(
    "button",
    { class: "pick fold", type: "button", "aria-expanded": String(unfolded), onclick },
    t(unfolded ? "queue.fewer_kinds" : "queue.more_kinds"),
  );
}

/** @param {string} label @param {number} n @param {boolean} pressed @param {() => void} onclick */
function pick(label, n, pressed, onclick) {
  const attributes = { class: "pick", type: "button", "aria-pressed": String(pressed), onclick };
  return h("button", attributes, label, " ", h("b", {}, number(n)));
}

/** The big numbers are filters too. @param {HTMLElement} place @param {Counts} counts @param {Choose} choose */
export function sums(place, counts, choose) {
  const boxes = [["", shown(counts)], ...certainties.map((name) => [name, counts[name] ?? 0])];
  fill(place, boxes.map(([name, n]) => h(
    "button",
    {
      class: `sum ${name}`, type: "button", "aria-pressed": String(filters.certainty === name),
      onclick: () => choose({ certainty: /** @type {string} */ (name) }),
    },
    h("strong", {}, number(Number(n))),
    h("span", {}, t(name ? `sum.${name}` : "queue.open")),
  )));
}

/** District, age, stage, and the order. @param {HTMLElement} place @param {Record<string, Counts>} counts @param {Choose} choose */
export function selects(place, counts, choose) {
  const districts = [...settings.districts.map((d) => [String(d.id), d.name]), ["none", t("queue.no_district")]];
  const stages = Object.keys(settings.words).filter((key) => key.startsWith("stage."));
  fill(
    place,
    settings.districts.length > 1 && facet("district", districts, counts.district, choose),
    facet("age", ages.map((age) => [age, t(`age.${age}`)]), counts.age, choose),
    facet("stage", stages.map((key) => [key.slice(6), t(key)]), counts.stage, choose),
    select(t("queue.order"), "order", orders.map((name) => [name, t(`order.${name}`)]), choose),
  );
}

/** @param {"district" | "age" | "stage"} name @param {string[][]} values @param {Counts} counts @param {Choose} choose */
function facet(name, values, counts, choose) {
  const there = values.filter(([value]) => counts[value] || filters[name] === value);
  const options = there.map(([value, label]) => [value, t("queue.option", { label, n: number(counts[value] ?? 0) })]);
  return select(t(`queue.${name}`), name, [["", t(`queue.any_${name}`)], ...options], choose);
}

/** @param {string} label @param {Facet | "order"} name @param {string[][]} options @param {Choose} choose */
function select(label, name, options, choose) {
  const control = h(
    "select",
    { class: `pick${filters[name] && name !== "order" ? " set" : ""}`, id: `filter-${name}`, onchange: () => choose({ [name]: control.value }) },
    options.map(([value, text]) => h("option", { value }, text)),
  );
  control.value = filters[name];
  return h("label", {}, h("span", { class: "sr" }, label), control);
}

/** The hour of the week, and how to see all again. @param {Choose} choose */
export function clear(choose) {
  const hour = filters.hour && h(
    "button",
    { class: "pick set", type: "button", "aria-label": t("queue.any_hour", { hour: hourName(Number(filters.hour)) }), onclick: () => choose({ hour: "" }) },
    hourName(Number(filters.hour)),
    icon("close", "small"),
  );
  const all = active().length > 0 && h("button", { class: "pick clear", type: "button", onclick: () => choose(everything()) }, t("queue.clear"));
  return [hour, all];
}

/** Which single filter to drop to see something. @param {Record<string, Counts>} counts @param {Choose} choose */
export function wider(counts, choose) {
  const ways = active().filter((name) => name !== "hour").map((name) => ({ name, n: name === "certainty" ? shown(counts[name]) : sum(counts[name]) }));
  return ways.filter(({ n }) => n > 0).map(({ name, n }) => h(
    "button",
    { class: "button ghost slim", type: "button", onclick: () => choose({ [name]: "" }) },
    t(`queue.without_${name}`, { n: number(n) }),
  ));
}

/** @param {Counts} counts */
function sum(counts) {
  return Object.values(counts).reduce((total, n) => total + n, 0);
}

/** All but noise. @param {Counts} counts */
function shown(counts) {
  return certainties.reduce((total, name) => total + (counts[name] ?? 0), 0);
}
