// Drawing on the map with Terra Draw, loaded when somebody draws: shapes that snap, a cut, a measured line.

import { settings, t } from "./settings.js";
import { snapped } from "./snapping.js";

const brand = "#0f5c56";
const style = {
  fillColor: brand, fillOpacity: 0.12, outlineColor: brand, outlineWidth: 2.5, closingPointColor: "#d1491f", closingPointWidth: 6, coordinatePointColor: brand,
  snappingPointColor: "#d1491f", snappingPointWidth: 5, lineStringColor: "#9b1c31", lineStringWidth: 3,
};

/** @typedef {"polygon" | "linestring" | "select"} Mode */

/** @type {Promise<any> | null} */
let loaded = null;

/** Both files come as plain scripts: the adapter names its peer in a way that a browser's module can't. */
function load() {
  loaded ??= settings.files.draw.reduce((before, src) => before.then(() => script(src)), Promise.resolve());
  return loaded;
}

/** @param {string} src */
function script(src) {
  return new Promise((done, fail) => {
    const tag = document.createElement("script");
    tag.src = src;
    tag.onload = done;
    tag.onerror = () => {
      loaded = null;
      fail(new Error(t("error.offline")));
    };
    document.head.append(tag);
  });
}

/**
 * @param {any} map of MapLibre @param {{ changed: () => void, finished: (mode: Mode) => void }} tell
 * @returns {Promise<Drawing>}
 */
export async function drawingOn(map, tell) {
  await load();
  return new Drawing(map, tell);
}

export class Drawing {
  /** @param {any} map @param {{ changed: () => void, finished: (mode: Mode) => void }} tell */
  constructor(map, tell) {
    const { terraDraw: draw, terraDrawMaplibreGlAdapter: adapter } = /** @type {any} */ (globalThis);
    const snapping = { toCoordinate: true, toLine: true, toCustom: (/** @type {any} */ event) => snapped(map, event) };
    const shape = { draggable: true, coordinates: { midpoints: true, draggable: true, deletable: true, snappable: snapping } };
    this.tell = tell;
    this.draw = new draw.TerraDraw({
      adapter: new adapter.TerraDrawMapLibreGLAdapter({ map, coordinatePrecision: 9 }),
      modes: [
        new draw.TerraDrawPolygonMode({ snapping, styles: style, showCoordinatePoints: true }),
        new draw.TerraDrawLineStringMode({ snapping, styles: style }),
        new draw.TerraDrawSelectMode({ flags: { polygon: { feature: shape } }, styles: { selectedPolygonColor: brand, selectedPolygonFillOpacity: 0.12, selectedPolygonOutlineColor: brand, selectedPolygonOutlineWidth: 2.5, midPointColor: "#ffffff", midPointOutlineColor: brand, midPointOutlineWidth: 2, selectionPointColor: brand, selectionPointWidth: 5 } }),
      ],
    });
    this.draw.start();
    this.draw.on("change", (/** @type {any} */ _ids, /** @type {string} */ kind) => kind !== "styling" && tell.changed());
    this.draw.on("finish", (/** @type {any} */ _id, /** @type {any} */ { mode }) => tell.finished(mode));
  }

  /** @param {Mode} mode */
  begin(mode) {
    this.draw.setMode(mode);
  }

  /** Put a shape there, to be edited. @param {Shape} shape (Multi)Polygon */
  put(shape) {
    this.clear();
    const parts = shape.type === "Polygon" ? [shape.coordinates] : /** @type {any[]} */ (shape.coordinates);
    const features = parts.map((coordinates) => ({ type: "Feature", properties: { mode: "polygon" }, geometry: { type: "Polygon", coordinates: rounded(coordinates) } }));
    const [first] = this.draw.addFeatures(features);
    this.begin("select");
    if (first?.valid !== false && first?.id) this.draw.selectFeature(first.id);
  }

  /** What is drawn whole, as one MultiPolygon. @returns {Shape | null} */
  get shape() {
    const parts = this.#of("Polygon").filter((/** @type {any} */ [ring]) => area(ring) > tiny);
    return parts.length ? { type: "MultiPolygon", coordinates: parts } : null;
  }

  /** @returns {LonLat[]} of the line */
  get line() {
    return this.#of("LineString").at(-1) ?? [];
  }

  dropLines() {
    const ids = this.draw.getSnapshot().filter((/** @type {any} */ f) => f.geometry.type === "LineString").map((/** @type {any} */ f) => f.id);
    this.draw.removeFeatures(ids);
  }

  clear() {
    this.draw.clear();
  }

  end() {
    this.draw.stop();
  }

  /** @param {string} type @returns {any[]} coordinates */
  #of(type) {
    const drawn = this.draw.getSnapshot().filter((/** @type {any} */ f) => f.geometry.type === type && f.properties.mode === (type === "Polygon" ? "polygon" : "linestring"));
    return drawn.map((/** @type {any} */ f) => f.geometry.coordinates);
  }
}

/** Of a square metre, in square degrees: what has less is no shape yet. */
const tiny = 1e-10;

/** In square degrees. @param {LonLat[]} ring */
function area(ring) {
  return Math.abs(ring.slice(1).reduce((sum, [x, y], i) => sum + ring[i][0] * y - x * ring[i][1], 0)) / 2;
}

/** To the nine places that Terra Draw keeps. @param {any} part @returns {any} */
function rounded(part) {
  return typeof part === "number" ? Number(part.toFixed(9)) : part.map(rounded);
}
