// What lies under a place of the map.

import { cards } from "./catalog.js";
import { drawnBy } from "./narrowed.js";

/** @typedef {Thing & { many?: LonLat | false }} Found */

/**
 * The most telling thing at a pixel.
 * @param {any} map of MapLibre @param {MapLayer[]} layers @param {{ x: number, y: number }} point @returns {Found | null}
 */
export function underPixel(map, layers, { x, y }) {
  const near = map.queryRenderedFeatures(/** @type {any} */ ([[x - 4, y - 4], [x + 4, y + 4]]));
  const exact = map.queryRenderedFeatures(/** @type {any} */ ([x, y]));
  for (const [layer, type] of cards) {
    const wide = ["polygon", "mixed"].includes(layers.find((l) => l.id === layer)?.geometry ?? "") && layer !== "encroachments";
    const found = (wide ? exact : near).find((/** @type {any} */ f) => drawnBy(f, layer));
    // What isn't there today has no card of its own: what stands there has one.
    if (found && Number(found.id) < 0) return { type: "occupation", id: found.properties.occupation };
    if (found) return { type, id: Number(found.id), many: found.properties.findings > 1 && found.geometry.coordinates };
  }
  return null;
}
