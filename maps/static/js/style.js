// The map's style, put together from the styles of the layers.

import { dots, dotsPiece } from "./narrowed.js";
import { sources, thenPieces } from "./otherday.js";
import { proofMarks, proofPieces, proofSources } from "./proofs.js";

const ground = "#f2efe7";
const certainties = ["match", ["get", "certainty"], "strong", "#9b1c31", "probable", "#d1491f", "suspect", "#b97900", "#0f5c56"];

/** A mark is a disc with its sign: whole, above the names, and the names make way. @param {MapLayer[]} layers @param {Set<string>} shown ids */
export function styleOf(layers, shown) {
  const pieces = layers.flatMap((layer) => pieceOf(layer, shown.has(layer.id)));
  const dot = pieces.find((piece) => piece.id === "encroachments-dot");
  if (dot) pieces.push(dotsPiece(dot.paint, shown.has("encroachments")));
  pieces.push(...thenPieces(pieces));
  const marks = pieces.filter((piece) => piece.metadata.mark);
  const names = pieces.filter((piece) => piece.type === "symbol" && !marks.includes(piece));
  const shapes = pieces.filter((piece) => piece.type !== "symbol" && !marks.includes(piece));
  return {
    version: 8,
    name: "Meydan",
    sources: {
      ...Object.fromEntries(layers.map((layer) => [layer.id, source(layer)])),
      chosen: { type: "geojson", data: { type: "FeatureCollection", features: [] } },
      ...sources,
      ...proofSources,
      narrowed: { type: "geojson", data: dots(null) },
    },
    layers: [
      { id: "ground", type: "background", paint: { "background-color": ground } },
      ...shapes, ...chosenShapes, ...proofPieces, ...names, ...marks, ...chosenMarks, ...proofMarks,
    ],
  };
}

/** @param {MapLayer} layer */
function source(layer) {
  return {
    type: "vector",
    tiles: [tileAddress(layer)],
    minzoom: layer.minzoom,
    maxzoom: layer.maxzoom,
    ...(layer.bounds && { bounds: layer.bounds }),
  };
}

/** MapLibre's worker wants a whole address, its braces as they are. @param {MapLayer} layer */
export function tileAddress(layer) {
  return new URL(layer.tiles, location.href).href.replace(/%7B/gi, "{").replace(/%7D/gi, "}");
}

/** Where the address of a layer's tiles has changed. @param {any} map of MapLibre @param {MapLayer[]} before @param {MapLayer[]} now */
export function renewTiles(map, before, now) {
  for (const layer of now) {
    const old = before.find((l) => l.id === layer.id);
    if (old && old.tiles !== layer.tiles) map.getSource(layer.id)?.setTiles([tileAddress(layer)]);
  }
}

/** A spot that was just given changes its colour before its tile does. @param {any} paint */
function promptly(paint = {}) {
  const said = '["get","status"]';
  return JSON.parse(JSON.stringify(paint).replaceAll(said, `["coalesce",["feature-state","status"],${said}]`));
}

/** @param {MapLayer} layer @param {boolean} shown @returns {any[]} */
function pieceOf(layer, shown) {
  return layer.style.map((piece) => ({
    ...piece,
    source: layer.id,
    metadata: { ...piece.metadata, layer: layer.id, filter: piece.filter },
    paint: layer.id === "spots" ? promptly(piece.paint) : piece.paint ?? {},
    layout: { ...piece.layout, visibility: shown || layer.id === "base" ? "visible" : "none" },
  }));
}

/** What was chosen: its outline, the overlap of a finding, a ring around a small thing. */
const chosenShapes = [
  {
    id: "chosen-around", type: "line", source: "chosen", filter: ["==", ["get", "role"], "around"],
    paint: { "line-color": "#1f2a2e", "line-width": 1.6, "line-dasharray": [3, 2.5] },
  },
  {
    id: "chosen-halo", type: "line", source: "chosen", filter: ["==", ["get", "role"], "area"],
    layout: { "line-join": "round" },
    paint: { "line-color": "#fffdf9", "line-width": 8, "line-opacity": 0.9 },
  },
  {
    id: "chosen-fill", type: "fill", source: "chosen", filter: ["==", ["get", "role"], "area"],
    paint: { "fill-color": certainties, "fill-opacity": 0.12 },
  },
  {
    id: "chosen-edge", type: "line", source: "chosen", filter: ["==", ["get", "role"], "area"],
    layout: { "line-join": "round" },
    paint: { "line-color": certainties, "line-width": ["case", ["has", "certainty"], 3.4, 3] },
  },
];

const chosenMarks = [
  {
    id: "chosen-ring", type: "circle", source: "chosen", filter: ["==", ["get", "role"], "ring"],
    paint: {
      "circle-radius": ["interpolate", ["linear"], ["zoom"], 10, 12, 15, 22, 19, 58],
      "circle-color": "#0f5c56", "circle-opacity": 0.05,
      "circle-stroke-color": "#0f5c56", "circle-stroke-width": 2, "circle-stroke-opacity": 0.75,
    },
  },
  {
    id: "chosen-pin", type: "symbol", source: "chosen", filter: ["==", ["get", "role"], "pin"],
    layout: { "icon-image": "pin:0f5c56", "icon-anchor": "bottom", "icon-allow-overlap": true },
  },
];

/** What the source "chosen" holds for a highlight. @param {Marked} found */
export function chosenData({ area, around, point, certainty, pin }) {
  const features = [];
  /** @type {Record<string, string>} */
  const word = certainty ? { certainty } : {};
  if (area && !area.type.endsWith("Point")) features.push(feature(area, { role: "area", ...word }));
  if (around) features.push(feature(around, { role: "around" }));
  if (point) features.push(feature({ type: "Point", coordinates: point }, { role: "ring" }));
  if (pin) features.push(feature({ type: "Point", coordinates: pin }, { role: "pin" }));
  return { type: "FeatureCollection", features };
}

/** @param {Shape} geometry @param {Record<string, string>} properties */
function feature(geometry, properties) {
  return { type: "Feature", geometry, properties };
}
