// The map: the only module that knows MapLibre.

import * as maplibre from "../vendor/maplibre-gl/maplibre-gl.mjs";
import { calmly } from "./dom.js";
import { drawnOf, narrow } from "./narrowed.js";
import { showThen } from "./otherday.js";
import { showProofs } from "./proofs.js";
import { metresPerPixel, wider } from "./places.js";
import { picture } from "./patterns.js";
import { settings, t } from "./settings.js";
import { chosenData, renewTiles, styleOf } from "./style.js";
import { underPixel } from "./under.js";

const still = matchMedia("(prefers-reduced-motion: reduce)");
const nearEnough = 18.2;

/**
 * @typedef {{
 *   moved: (view: View) => void,
 *   chosen: (thing: Thing & { focus?: boolean }) => void,
 *   pointed: (place: LonLat) => void,
 *   busy: (busy: boolean) => void,
 * room: (city?: boolean) => { top: number, bottom: number, left: number, right: number },
 * }} Listeners
 * @typedef {import("./under.js").Found} Found
 */

/** Whether this browser can draw the map at all. */
export function canDraw() {
  return Boolean(document.createElement("canvas").getContext("webgl2"));
}

export class CityMap {
  /** Whether the next click chooses a place instead of a thing; while one draws it is the pen's. */
  picking = false;
  drawing = false;

  /** @param {MapLayer[]} layers @param {Set<string>} shown @param {View | null} view @param {Listeners} tell */
  constructor(layers, shown, view, tell) {
    maplibre.setWorkerUrl(settings.files.worker);
    this.layers = layers;
    this.tell = tell;
    const start = view ? { center: [view.lon, view.lat], zoom: view.zoom } : { bounds: settings.bounds, fitBoundsOptions: { padding: tell.room(true) } };
    this.map = new maplibre.Map(/** @type {any} */ ({
      container: "map", style: styleOf(layers, shown), ...start,
      minZoom: 9, maxZoom: 21, maxBounds: wider(settings.bounds), attributionControl: false,
      dragRotate: false, pitchWithRotate: false, touchPitch: false, fadeDuration: 150,
      locale: { "Map.Title": t("map.title") }, validateStyle: false,
    }));
    this.map.touchZoomRotate.disableRotation();
    this.map.keyboard.disableRotation();
    this.map.setMissingStyleImageResolver((/** @type {string} */ id) => this.#draw(id));
    this.#listen();
  }

  #listen() {
    const { map, tell } = this;
    map.on("moveend", () => tell.moved(this.view));
    map.on("click", (event) => this.#click(event));
    map.on("mousemove", calmly((event) => {
      map.getCanvas().style.cursor = this.picking ? "crosshair" : this.#under(event.point) ? "pointer" : "";
    }, 40));
    map.getCanvas().addEventListener("keydown", (event) => event.key === "Enter" && this.#openMiddle());
    map.on("dataloading", () => tell.busy(true));
    map.on("idle", () => tell.busy(false));
    map.on("error", ({ error }) => console.warn(error?.message));
  }

  /** @param {string} id */
  #draw(id) {
    const found = picture(id);
    if (found && !this.map.hasImage(id)) this.map.addImage(id, found.data, { pixelRatio: found.pixelRatio });
  }

  /** @param {any} event */
  #click(event) {
    if (this.picking) return this.tell.pointed([event.lngLat.lng, event.lngLat.lat]);
    if (!this.drawing) this.#open(this.#under(event.point));
  }

  /** A thing opens its card; a point that stands for many comes nearer. @param {Found | null} found @param {boolean} [focus] */
  #open(found, focus = false) {
    if (found?.many) this.#nearer(found.many);
    else if (found) this.tell.chosen({ type: found.type, id: found.id, focus });
  }

  /** @param {LonLat} place */
  #nearer(place) {
    const zoom = Math.max(Math.floor(this.map.getZoom()) + 1.6, 15);
    this.map.easeTo({ center: place, zoom: Math.min(zoom, this.map.getZoom() + 3), duration: still.matches ? 0 : 500 });
  }

  /** For the keyboard: what lies under the cross in the middle. */
  #openMiddle() {
    if (!this.picking) this.#open(this.#under(this.map.project(this.map.getCenter())), true);
  }

  /** @param {{ x: number, y: number }} point @returns {Found | null} */
  #under(point) {
    return underPixel(this.map, this.layers, point);
  }

  /** @returns {View} */
  get view() {
    const { lng, lat } = this.map.getCenter();
    return { zoom: this.map.getZoom(), lat, lon: lng };
  }

  /** @returns {Box} */
  get bounds() {
    const box = this.map.getBounds();
    return [box.getWest(), box.getSouth(), box.getEast(), box.getNorth()];
  }

  /** @param {View} view */
  jump({ zoom, lat, lon }) {
    this.map.jumpTo({ center: [lon, lat], zoom });
  }

  /** Go where a box or a point is well seen and not covered. @param {Box | null} bbox @param {LonLat | null} point @param {number} [zoom] */
  aim(bbox, point, zoom = nearEnough) {
    const box = bbox ?? (point && [...point, ...point]);
    if (!box) return;
    const to = this.map.cameraForBounds(/** @type {any} */ (box), { padding: this.tell.room(), maxZoom: zoom });
    if (!to) return;
    if (still.matches) this.map.jumpTo(to);
    else this.map.flyTo({ ...to, duration: 1100, essential: false });
  }

  home() {
    this.map.fitBounds(settings.bounds, { padding: this.tell.room(true), animate: !still.matches });
  }

  /** @param {1 | -1} way */
  zoom(way) {
    this.map.zoomTo(Math.round(this.map.getZoom() + way), { duration: still.matches ? 0 : 220 });
  }

  /** @param {Set<string>} shown */
  show(shown) {
    const style = this.map.getStyle();
    if (!style) return void this.map.once("styledata", () => this.show(shown));
    for (const piece of style.layers) {
      const layer = /** @type {any} */ (piece).metadata?.layer;
      if (!layer || layer === "base") continue;
      this.map.setLayoutProperty(piece.id, "visibility", shown.has(layer) ? "visible" : "none");
    }
  }

  /** @param {Marked} highlight */
  mark(highlight) {
    const source = /** @type {any} */ (this.map.getSource("chosen"));
    if (source) source.setData(chosenData(highlight));
    else this.map.once("styledata", () => this.mark(highlight));
  }

  /** Of the findings only these, or all again. @param {Places | null} places */
  narrow(places) {
    narrow(this.map, places);
  }

  /** Zones and spots of another day, or of today. @param {Differences | null} found */
  otherDay(found) {
    showThen(this.map, found);
  }

  /** What proves the verdicts on a place, or nothing. @param {import("./proofs.js").Proofs | null} found */
  prove(found) {
    showProofs(this.map, found);
  }

  /** Colour a spot at once; its tile follows. @param {number} id @param {string | null} status */
  spot(id, status) {
    if (this.map.getSource("spots")) this.map.setFeatureState({ source: "spots", sourceLayer: "spots", id }, { status });
  }

  /** Ask for new tiles where the address of a layer's tiles changed. @param {MapLayer[]} layers */
  renew(layers) {
    renewTiles(this.map, this.layers, layers);
    this.layers = layers;
  }

  /** What the map shows now of a layer, each thing once. @param {string} layer @returns {Feature[]} */
  features(layer) {
    return drawnOf(this.map, layer, this.bounds);
  }

  /** Metres of one CSS pixel at the middle of the map. */
  get metresPerPixel() {
    return metresPerPixel(this.view);
  }

  /** The map as a picture, for the sheet. @returns {Promise<string>} */
  snapshot() {
    return new Promise((done) => {
      this.map.once("render", () => done(this.map.getCanvas().toDataURL("image/png")));
      this.map.triggerRepaint();
    });
  }
}
