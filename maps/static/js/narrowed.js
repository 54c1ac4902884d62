// What the map shows of the findings when the queue is filtered: the same ones, as dots from afar.

import { showFindings } from "./otherday.js";
import { far } from "./places.js";

const layer = "encroachments";

/** @param {Places | null} places */
export function dots(places) {
  const standing = new Map((places?.shapes ?? []).map(({ id, occupation }) => [id, occupation]));
  const features = (places?.items ?? []).map(([id, lon, lat, certainty]) => ({
    type: "Feature", id, geometry: { type: "Point", coordinates: [lon, lat] }, properties: { certainty, occupation: standing.get(id) },
  }));
  return { type: "FeatureCollection", features };
}

/**
 * Tiles count neighbours without asking the filters, so from afar dots stand in for them.
 * @param {any} piece of the style @param {Places | null} places
 * @returns {any} its filter; undefined where the piece isn't concerned
 */
function filterOf(piece, places) {
  if (piece.source !== layer) return undefined;
  const usual = piece.metadata.filter ?? null;
  if (!places) return usual;
  if (piece.maxzoom) return ["boolean", false];
  const theirs = ["in", ["id"], ["literal", places.items.map(([id]) => id)]];
  return usual ? ["all", usual, theirs] : theirs;
}

/** @param {any} map of MapLibre @param {Places | null} places all again when null */
export function narrow(map, places) {
  const source = map.getSource("narrowed");
  if (!source) return void map.once("styledata", () => narrow(map, places));
  source.setData(dots(places));
  showFindings(map, places?.shapes ?? []);
  for (const piece of map.getStyle().layers) {
    const filter = filterOf(piece, places);
    if (filter !== undefined) map.setFilter(piece.id, filter);
  }
}

/** @param {any} paint of the dots of the layer @param {boolean} shown */
export function dotsPiece(paint, shown) {
  return {
    id: "narrowed", type: "circle", source: "narrowed", maxzoom: 16, metadata: { layer }, paint,
    layout: { visibility: shown ? "visible" : "none", "circle-sort-key": ["match", ["get", "certainty"], "strong", 3, "probable", 2, "suspect", 1, 0] },
  };
}

/** Whether a drawn thing belongs to a layer. @param {any} feature @param {string} id */
export function drawnBy(feature, id) {
  return feature.id !== undefined && (feature.source === id || (id === layer && ["narrowed", "then-findings"].includes(feature.source)));
}

/** What is drawn now of a layer, each thing once. @param {any} map of MapLibre @param {string} layer @param {Box} bounds @returns {Feature[]} */
export function drawnOf(map, layer, bounds) {
  if (!map.getStyle()) return [];
  const pieces = map.getStyle().layers.filter((/** @type {any} */ p) => p.source === layer && p.type !== "symbol").map((/** @type {any} */ p) => p.id);
  /** @type {any[]} */
  const found = map.queryRenderedFeatures({ layers: pieces });
  const things = found.filter((f) => f.id !== undefined).map((f) => ({ layer, id: Number(f.id), properties: f.properties, far: far(f.geometry, bounds) }));
  return [...new Map(things.map((thing) => [thing.id, thing])).values()];
}
