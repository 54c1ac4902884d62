// The legend over the map: what the layers that are on look like.

import { on } from "./bus.js";
import { byId, fill, h } from "./dom.js";
import { swatch } from "./swatch.js";

/** @type {MapLayer[]} */
let layers = [];

/** @param {MapLayer[]} all @param {Set<string>} shown */
export function startLegend(all, shown) {
  layers = all;
  draw(shown);
  on("layers", draw);
}

/** Its lines, most telling first. @param {Set<string>} shown @returns {LegendEntry[]} */
export function entries(shown) {
  return layers
    .filter((layer) => shown.has(layer.id) && layer.group !== "base")
    .toReversed()
    .flatMap((layer) => layer.legend);
}

/** @param {LegendEntry[]} lines */
export function rows(lines) {
  return h("ul", {}, lines.map((line) => h("li", {}, swatch(line.swatch), line.label)));
}

/** @param {Set<string>} shown */
function draw(shown) {
  const lines = entries(shown);
  const place = byId("legend");
  place.hidden = !lines.length;
  fill(place, rows(lines));
}
