// A report as it is being written: begun, taken up again to correct it, and made whole.

import { settings } from "../settings.js";
import { beside, streetBearing } from "./footprint.js";
import { frame } from "./frame.js";
import { current } from "./pack.js";
import { ageS } from "./position.js";

/** What each kind usually measures: length along the street, depth across it, metres. */
const usual = {
  stall: [2, 1.5], goods: [2, 1], vehicle: [4, 1.8], kiosk: [2, 2], material: [3, 2],
  deck: [3, 1], stairs: [1.5, 1], fence: [4, 0.3], wall: [4, 0.3],
};
export const kinds = Object.keys(usual);

/** @param {Fix | null} fix @returns {Draft} */
export function begun(fix) {
  const pack = current();
  // Along the nearest street, as most things in it stand.
  const bearing = fix && pack ? streetBearing(pack, fix) : 0;
  return { id: crypto.randomUUID(), kind: "stall", ...sizeOf("stall"), bearing, at: null, corners: [], drawing: false, photos: [], note: "", busy: false, error: "", similar: null, about: null, fix: null, corrects: null };
}

/** @param {KeptReport} old @returns {Draft} */
export function again(old) {
  const { size, kind, note, outline, fix } = old.payload;
  const [length, depth] = size ? [size.length_m, size.depth_m] : usual.stall;
  const moved = size?.east_m || size?.north_m;
  return {
    ...begun(null), kind, note, length, depth,
    bearing: size?.bearing_deg ?? 0,
    at: size && moved ? frame(fix.lon, fix.lat).from(size.east_m, size.north_m) : null,
    corners: outline ? outline.coordinates[0].slice(0, -1) : [],
    drawing: Boolean(outline),
    photos: old.photos, error: old.error, corrects: old.id,
  };
}

/** @param {string} kind */
export function sizeOf(kind) {
  const [length, depth] = usual[/** @type {"stall"} */ (kind)] ?? usual.stall;
  return { length, depth };
}

/** The report, under the id that it was begun with: sent twice it is one. @param {Draft} draft @returns {KeptReport} */
export function made(draft) {
  const at = new Date().toISOString();
  const fix = /** @type {Fix} */ (draft.fix);
  return {
    id: draft.id,
    person: settings.person?.username ?? "",
    made_at: at,
    state: "waiting",
    payload: {
      kind: draft.kind,
      note: draft.note.trim(),
      seen_at: at,
      fix: { lon: fix.lon, lat: fix.lat, accuracy_m: fix.accuracy_m, age_s: Math.max(0, ageS(fix)), mock: fix.mock },
      ...shapeOf(draft, fix),
      ...(draft.about ? { case: draft.about } : {}),
    },
    photos: draft.photos,
    tries: 0,
    next_at: 0,
    error: "",
  };
}

/** @param {Draft} draft @param {Fix} fix */
function shapeOf(draft, fix) {
  if (draft.drawing) return { outline: { type: /** @type {"Polygon"} */ ("Polygon"), coordinates: [[...draft.corners, draft.corners[0]]] } };
  const { east, north } = draft.at ? beside(fix, draft.at) : { east: 0, north: 0 };
  return { size: { length_m: draft.length, depth_m: draft.depth, bearing_deg: draft.bearing, east_m: east, north_m: north } };
}
