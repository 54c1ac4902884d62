// What part of the queue is shown; the address keeps it.

import * as address from "./address.js";

/** @typedef {"certainty" | "kind" | "district" | "age" | "stage" | "hour" | "at" | "only"} Facet */
/** @typedef {Record<Facet | "order", string>} Filters */

/** @type {Facet[]} */
export const facets = ["certainty", "kind", "district", "age", "stage", "hour"];
/** @type {Facet[]} */
const kept = [...facets, "at", "only"];
/** The order that needs no mention. */
const usual = "severity";

/** @type {Filters} */
export const filters = { certainty: "", kind: "", district: "", age: "", stage: "", hour: "", at: "", only: "", order: usual };

/** As the address has it, or as "back" finds it; whether that is new. @param {Record<string, string>} [queue] */
export function restore(queue = address.read().queue) {
  const before = JSON.stringify(filters);
  for (const facet of kept) filters[facet] = queue[facet] ?? "";
  filters.order = queue.order || usual;
  return JSON.stringify(filters) !== before;
}

/** @param {Partial<Filters>} change a step that "back" undoes */
export function narrow(change) {
  Object.assign(filters, change);
  address.write({ queue: { ...filters, order: filters.order === usual ? "" : filters.order } }, true);
}

/** No filter at all; the order stays. @returns {Partial<Filters>} */
export function everything() {
  return Object.fromEntries(facets.map((facet) => [facet, ""]));
}

/** The facets that leave something out. */
export function active() {
  return facets.filter((facet) => filters[facet]);
}

restore();
