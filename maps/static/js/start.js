// What both maps do: load the layers, make the map, join it with the panel and the address.

import * as address from "./address.js";
import { on, tell } from "./bus.js";
import { startCard } from "./card.js";
import { loadLayers, shownFirst } from "./catalog.js";
import { startClock } from "./clock.js";
import { byId, fill, h } from "./dom.js";
import { flatFeatures } from "./flat.js";
import { startKeys } from "./keys.js";
import { layersTab, setSwitches } from "./layers.js";
import { entries, startLegend } from "./legend.js";
import { canDraw, CityMap } from "./map.js";
import { startPicking } from "./picking.js";
import { startMenus } from "./menus.js";
import { printSheet } from "./print.js";
import { scalebar } from "./scalebar.js";
import { startSearch } from "./search.js";
import { settings, t } from "./settings.js";
import { isPhone, startSheet } from "./sheet.js";
import { refused } from "./states.js";
import { startTable } from "./table.js";
import { makeTabs, openTab } from "./tabs.js";
import { startTools } from "./tools.js";
import { savedMap, shortcuts } from "./ways.js";

/** @typedef {import("./tabs.js").Tab} Tab */

/**
 * @param {(middle: LonLat, features: (layer: string) => Feature[]) => Tab[]} tabs of this page, before the layers
 * @param {import("./table.js").Queue | null} queue
 * @param {string} first the tab that is open at first
 */
export async function start(tabs, queue, first) {
  address.keepWhenSwitching();
  startClock();
  startSearch();
  startCard();
  const sheet = startSheet();
  try {
    build(await loadLayers(), tabs, queue, first, sheet);
  } catch (error) {
    console.error(error);
    fill(byId("bodies"), refused(error, () => location.reload()));
  }
}

/**
 * @param {MapLayer[]} layers @param {Parameters<typeof start>[0]} tabs @param {import("./table.js").Queue | null} queue
 * @param {string} first @param {{ low: () => void, middle: () => void }} sheet
 */
function build(layers, tabs, queue, first, sheet) {
  const here = address.read();
  const shown = new Set(here.layers ?? shownFirst(layers));
  const map = canDraw() ? makeMap(layers, shown, here.view) : null;
  if (!map) byId("map").append(h("p", { class: "no-map" }, t("map.none")));
  const view = map?.view;
  const middle = /** @type {LonLat} */ (view ? [view.lon, view.lat] : [settings.bounds[0], settings.bounds[1]]);
  const features = map ? (/** @type {string} */ id) => map.features(id) : flatFeatures();
  makeTabs([...tabs(middle, features), { id: "layers", label: t("tab.layers"), body: layersTab(layers, shown) }], here.tab ?? first);
  startLegend(layers, shown);
  const visible = () => layers.filter((layer) => shown.has(layer.id));
  startTable({ layers: visible, features, queue });
  const print = () => map && printSheet(map, () => entries(shown));
  const help = startKeys(shortcuts(map, print));
  startMenus();
  startTools(map, { print, saved: () => savedMap(map, shown), help });
  if (map) join(map, layers, sheet);
  keepAddress(shown, map, first);
  if (here.selected) tell("choose", { ...here.selected, fly: !here.view });
  if (here.table || !map) tell("table", true);
  if (here.heat) tell("heat", true);
  if (!map) tell("still");
}

/** @param {MapLayer[]} layers @param {Set<string>} shown @param {View | null} view */
function makeMap(layers, shown, view) {
  const map = new CityMap(layers, shown, view, {
    moved: (now) => {
      fill(byId("under"), scalebar(map.metresPerPixel));
      tell("moved", now);
    },
    chosen: (thing) => tell("choose", thing),
    pointed: (point) => tell("picked", point),
    busy: (busy) => {
      byId("stage").setAttribute("aria-busy", String(busy));
      if (!busy) tell("still");
    },
    room,
  });
  fill(byId("under"), scalebar(map.metresPerPixel));
  return map;
}

/** What covers the map: nothing may cover what it speaks about. @param {boolean} [city] the whole city, no card */
function room(city = false) {
  const stage = byId("stage").getBoundingClientRect();
  if (isPhone()) return { top: 20, left: 20, right: 20, bottom: Math.round(stage.height * (city ? 0.44 : 0.62)) };
  if (city) return { top: 24, bottom: 24, left: 24, right: 24 };
  const [card, tools] = [420, 70];
  const [left, right] = settings.rtl ? [card, tools] : [tools, card];
  return { top: 70, bottom: 70, left, right };
}

/** @param {CityMap} map @param {MapLayer[]} layers @param {{ low: () => void, middle: () => void }} sheet */
function join(map, layers, sheet) {
  tell("map", map.map);
  on("drawing", (drawing) => (map.drawing = drawing));
  startPicking(map, () => isPhone() && sheet.low());
  /** @type {LonLat | null} */
  let pin = null;
  /** @type {Marked} */
  let highlight = {};
  const draw = () => map.mark({ ...highlight, pin });
  on("mark", (point) => ((pin = point), draw()));
  on("picked", (point) => ((pin = point), draw(), isPhone() && sheet.middle()));
  on("aim", ({ bbox, point, zoom }) => map.aim(bbox ?? null, point ?? null, zoom));
  on("layers", (shown) => map.show(shown));
  on("narrow", (places) => map.narrow(places));
  on("then", (found) => map.otherDay(found));
  on("proofs", (found) => map.prove(found));
  let fly = false;
  on("choose", (thing) => (fly = Boolean(thing?.fly)));
  on("chosen", (card) => {
    highlight = card ? highlightOf(card) : {};
    draw();
    if (card && fly) map.aim(card.bbox, card.point);
  });
  on("changed", async (change) => {
    if (change?.spot) map.spot(change.spot, change.status);
    map.renew(await loadLayers().catch(() => layers));
  });
}

const small = 0.00012;

/** A ring helps to find what is small. @param {Card & { finding?: FindingDetail }} card @returns {Marked} */
function highlightOf({ finding, geometry, point, bbox }) {
  const ring = bbox && bbox[2] - bbox[0] > small ? null : point;
  if (!finding) return { area: geometry, point: ring };
  return { area: finding.geometry, around: finding.occupation_geometry, point: ring, certainty: finding.certainty };
}

/** @param {Set<string>} shown @param {CityMap | null} map @param {string} first */
function keepAddress(shown, map, first) {
  on("moved", (view) => address.write({ view }));
  on("layers", () => address.write({ layers: [...shown] }));
  on("tab", (tab) => address.write({ tab }, true));
  on("table", (table) => address.write({ table: Boolean(table) }));
  on("heat", (heat) => address.write({ heat: Boolean(heat) }));
  on("choose", (thing) => address.write({ selected: thing && { type: thing.type, id: thing.id } }, !thing?.back));
  addEventListener("popstate", () => {
    const there = address.read();
    if (there.view) map?.jump(there.view);
    openTab(there.tab ?? first, false);
    if (there.layers) {
      shown.clear();
      for (const id of there.layers) shown.add(id);
      setSwitches(shown);
      tell("layers", shown);
    }
    tell("choose", there.selected && { ...there.selected, back: true });
    tell("table", there.table || !map);
    tell("filters", there.queue);
    tell("heat", there.heat);
  });
}
