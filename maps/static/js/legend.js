// The legend over the map: what the layers that are on look like.

import { on } from "./bus.js";
import { byId, fill, h } from "./dom.js";
import { t } from "./settings.js";
import { swatch } from "./swatch.js";

/** @type {MapLayer[]} */
let layers = [];
/** Whether the reader wants it open, and whether it stands aside for the card. */
let wanted = innerHeight > 780 && innerWidth > 1000;
let aside = false;
/** Layers that need it: a name above fewer lines would only repeat them. */
const worthName = 3;

/** @param {MapLayer[]} all @param {Set<string>} shown */
export function startLegend(all, shown) {
  layers = all;
  draw(shown);
  on("layers", draw);
  on("choose", (thing) => giveWay(Boolean(thing)));
}

/** Its lines, most telling first. @param {Set<string>} shown @returns {LegendEntry[]} */
export function entries(shown) {
  return layers
    .filter((layer) => shown.has(layer.id) && layer.group !== "base")
    .toReversed()
    .flatMap((layer) => layer.legend);
}

/** The same by layer, the layer's name above. @param {Set<string>} shown */
function sections(shown) {
  return layers.filter((layer) => shown.has(layer.id) && layer.group !== "base" && layer.legend.length).toReversed().map((layer) => [
    layer.legend.length >= worthName && h("h3", {}, layer.title),
    rows(layer.legend),
  ]);
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
  const box = h("details", { open: wanted && !aside }, h("summary", {}, t("legend.title")), h("div", { class: "legend-body", tabindex: "0" }, sections(shown).flat()));
  box.addEventListener("toggle", () => aside || (wanted = box.open));
  fill(place, box);
}

/** The card may want the legend's room. @param {boolean} taken */
function giveWay(taken) {
  const box = byId("legend").querySelector("details");
  aside = taken;
  if (box) box.open = !taken && wanted;
}
