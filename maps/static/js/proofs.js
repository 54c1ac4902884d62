// What proves a verdict of the siting rules: the stall, the lines that were measured, the parts that lie wrong.

import { number } from "./format.js";
import { t } from "./settings.js";

const nothing = { type: "FeatureCollection", features: [] };
const red = "#9b1c31", amber = "#8a5a00", green = "#2e7d32";
const colour = ["match", ["get", "result"], "fail", red, "unknown", amber, green];

export const proofSources = { proofs: { type: "geojson", data: nothing } };

/** The stall below, the proofs above it, what failed on top. */
export const proofPieces = [
  {
    id: "proofs-stall", type: "fill", source: "proofs", filter: ["==", ["get", "role"], "stall"],
    paint: { "fill-color": colour, "fill-opacity": 0.18 },
  },
  {
    id: "proofs-stall-edge", type: "line", source: "proofs", filter: ["==", ["get", "role"], "stall"],
    paint: { "line-color": colour, "line-width": 2.4 },
  },
  {
    id: "proofs-area", type: "fill", source: "proofs",
    filter: ["all", ["==", ["get", "role"], "proof"], ["==", ["geometry-type"], "Polygon"]],
    paint: { "fill-color": colour, "fill-opacity": 0.45 },
  },
  {
    id: "proofs-halo", type: "line", source: "proofs", filter: ["==", ["get", "role"], "proof"],
    layout: { "line-cap": "round" }, paint: { "line-color": "#fffdf9", "line-width": 6 },
  },
  {
    id: "proofs-line", type: "line", source: "proofs", filter: ["all", ["==", ["get", "role"], "proof"], ["==", ["get", "result"], "fail"]],
    layout: { "line-cap": "round" }, paint: { "line-color": red, "line-width": 3 },
  },
  {
    id: "proofs-kept", type: "line", source: "proofs", filter: ["all", ["==", ["get", "role"], "proof"], ["!=", ["get", "result"], "fail"]],
    paint: { "line-color": colour, "line-width": 2, "line-dasharray": [2, 1.5] },
  },
  {
    id: "proofs-dot", type: "circle", source: "proofs",
    filter: ["all", ["==", ["get", "role"], "proof"], ["==", ["geometry-type"], "Point"]],
    paint: { "circle-radius": 5, "circle-color": colour, "circle-stroke-color": "#fffdf9", "circle-stroke-width": 2 },
  },
];

/** How far, and how far it should be, beside what was measured. */
export const proofMarks = [
  {
    id: "proofs-label", type: "symbol", source: "proofs",
    filter: ["all", ["==", ["get", "role"], "proof"], ["has", "label"]],
    layout: {
      "text-field": ["get", "label"], "text-font": ["Vazirmatn Variable"], "text-size": 12.5, "text-variable-anchor": ["bottom", "top", "left", "right"],
      "text-radial-offset": 0.6, "symbol-sort-key": ["match", ["get", "result"], "fail", 0, 1],
    },
    paint: { "text-color": colour, "text-halo-color": "#fffdf9", "text-halo-width": 2 },
  },
];

/** @typedef {{ ring?: LonLat[] | null, lawful?: boolean, verdicts: RuleVerdict[] }} Proofs */

const lengths = new Set(["min_distance", "min_spacing", "same_goods_spacing", "min_clear_width", "abut", "road_width_sides"]);

/** @param {any} map of MapLibre @param {Proofs | null} found */
export function showProofs(map, found) {
  const source = map.getSource("proofs");
  if (!source) return void map.once("styledata", () => showProofs(map, found));
  source.setData(found ? { type: "FeatureCollection", features: [...stall(found), ...found.verdicts.flatMap(proof)] } : nothing);
}

/** @param {Proofs} found */
function stall({ ring, lawful }) {
  if (!ring?.length) return [];
  const geometry = { type: "Polygon", coordinates: [[...ring, ring[0]]] };
  return [{ type: "Feature", geometry, properties: { role: "stall", result: lawful ? "pass" : "fail" } }];
}

/** @param {RuleVerdict} verdict */
function proof({ kind, result, measured, threshold, proof: geometry }) {
  if (!geometry || result === "unknown") return [];
  /** @type {Record<string, string>} */
  const properties = { role: "proof", result };
  const told = lengths.has(kind) && measured !== null && threshold !== null;
  if (told) properties.label = t("proof.label", { measured: number(measured, 2), threshold: number(threshold, 2) });
  return [{ type: "Feature", geometry, properties }];
}
