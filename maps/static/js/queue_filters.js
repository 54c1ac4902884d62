// What part of the queue is shown: by kind, certainty and district, with counts that add up.

import { fill, h } from "./dom.js";
import { number } from "./format.js";
import { settings, t } from "./settings.js";

export const certainties = ["strong", "probable", "suspect", "unknown"];
export const orders = ["severity", "area", "newest"];

/** @typedef {{ kind: string, certainty: string, district: string, order: string }} Filters */

/** @returns {Filters} */
export function noFilters() {
  return { kind: "", certainty: "", district: "", order: "severity" };
}

const atFirst = 3;
let unfolded = false;

/**
 * The row of kinds, each with its count; pressing one again shows all.
 * @param {HTMLElement} place
 * @param {Record<string, number>} counts
 * @param {string} chosen
 * @param {(kind: string) => void} choose
 */
export function kinds(place, counts, chosen, choose) {
  const known = Object.entries(counts).sort((a, b) => b[1] - a[1]);
  const total = known.reduce((sum, [, n]) => sum + n, 0);
  const all = pick(t("queue.all_kinds"), total, chosen === "", () => choose(""));
  const each = known.map(([kind, n], i) => {
    const button = pick(t(`kind.${kind}`), n, chosen === kind, () => choose(chosen === kind ? "" : kind));
    button.hidden = !unfolded && i >= atFirst && chosen !== kind;
    return button;
  });
  fill(place, all, each, known.length > atFirst + 1 && unfold(place, counts, chosen, choose));
}

/**
 * @param {HTMLElement} place
 * @param {Record<string, number>} counts
 * @param {string} chosen
 * @param {(kind: string) => void} choose
 */
function unfold(place, counts, chosen, choose) {
  const onclick = () => {
    unfolded = !unfolded;
    kinds(place, counts, chosen, choose);
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

/**
 * The big numbers are filters too.
 * @param {HTMLElement} place
 * @param {Record<string, number>} counts
 * @param {string} chosen
 * @param {(certainty: string) => void} choose
 */
export function sums(place, counts, chosen, choose) {
  const all = certainties.reduce((sum, name) => sum + (counts[name] ?? 0), 0);
  const boxes = [["", all], ...certainties.map((name) => [name, counts[name] ?? 0])];
  fill(place, boxes.map(([name, n]) => h(
    "button",
    {
      class: `sum ${name}`, type: "button", "aria-pressed": String(chosen === name),
      onclick: () => choose(/** @type {string} */ (name)),
    },
    h("strong", {}, number(Number(n))),
    h("span", {}, t(name ? `sum.${name}` : "queue.open")),
  )));
}

/** @param {Filters} filters @param {() => void} changed */
export function district(filters, changed) {
  const where = settings.districts.map((d) => [String(d.id), d.name]);
  return where.length > 1 && select(t("queue.district"), "district", [["", t("queue.any_district")], ...where], filters, changed);
}

/** @param {Filters} filters @param {() => void} changed */
export function order(filters, changed) {
  return select(t("queue.order"), "order", orders.map((name) => [name, t(`order.${name}`)]), filters, changed);
}

/** @param {string} label @param {keyof Filters} name @param {string[][]} options @param {Filters} filters @param {() => void} changed */
function select(label, name, options, filters, changed) {
  const control = h(
    "select",
    { class: "pick", id: `filter-${name}`, onchange: () => ((filters[name] = control.value), changed()) },
    options.map(([value, text]) => h("option", { value }, text)),
  );
  control.value = filters[name];
  return h("label", {}, h("span", { class: "sr" }, label), control);
}
