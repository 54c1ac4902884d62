// The layers this person may see, in drawing order.

import { get } from "./api.js";

/** What kind of card a layer's features open, most telling first. */
export const cards = new Map([
  ["encroachments", "finding"],
  ["shelters", "shelter"],
  ["gathering_points", "gathering_point"],
  ["street_features", "street_feature"],
  ["spots", "spot"],
  ["occupations", "occupation"],
  ["zones", "zone"],
  ["parcels", "parcel"],
  ["ways", "way"],
]);

/** The groups of the layers tab, as they are read. */
export const groups = ["encroachment", "vending", "land", "labour", "base"];

/** @returns {Promise<MapLayer[]>} */
export async function loadLayers() {
  return (await get("layers")).layers;
}

/** Layers that a person switches; the base map is always there. @param {MapLayer[]} layers */
export function switchable(layers) {
  return layers.filter((layer) => layer.id !== "base");
}

/** Ids that are on before anybody touched a switch. @param {MapLayer[]} layers */
export function shownFirst(layers) {
  return switchable(layers).filter((layer) => layer.default_on).map((layer) => layer.id);
}
