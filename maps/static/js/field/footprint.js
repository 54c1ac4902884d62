// A paced size as an outline on the map, and which way the street runs.

import { frame } from "./frame.js";

const rad = Math.PI / 180;

/**
 * The corners of a rectangle about a fix, or where it was put; the bearing is that of its length, from north.
 * @param {Fix} fix @param {{ length: number, depth: number, bearing: number, at: LonLat | null }} size @returns {LonLat[]}
 */
export function footprint({ lon, lat }, { length, depth, bearing, at }) {
  const here = frame(...(at ?? [lon, lat]));
  const [s, c] = [Math.sin(bearing * rad), Math.cos(bearing * rad)];
  return [[1, 1], [1, -1], [-1, -1], [-1, 1]].map(([a, b]) => {
    const [along, across] = [(a * length) / 2, (b * depth) / 2];
    return here.from(along * s + across * c, along * c - across * s);
  });
}

const farthest = 30;

/** Metres east and north of a fix, no farther than one can judge by eye. @param {Fix} fix @param {LonLat} place */
export function beside({ lon, lat }, place) {
  const [x, y] = frame(lon, lat).to(place);
  const k = Math.min(1, farthest / Math.hypot(x, y));
  return { east: Math.round(x * k * 100) / 100, north: Math.round(y * k * 100) / 100 };
}

/** Degrees from north, 0 to 179, of the nearest street's nearest part. @param {Pack} pack @param {Fix} fix */
export function streetBearing(pack, fix) {
  const here = frame(fix.lon, fix.lat);
  let best = { far: Infinity, bearing: 0 };
  const margin = 0.001;
  for (const { shape, box } of pack.streets) {
    if (fix.lon < box[0] - margin || fix.lon > box[2] + margin || fix.lat < box[1] - margin || fix.lat > box[3] + margin) continue;
    const places = shape.flat(2).map(here.to);
    for (let i = 1; i < places.length; i++) {
      const [[ax, ay], [bx, by]] = [places[i - 1], places[i]];
      const square = (bx - ax) ** 2 + (by - ay) ** 2;
      const along = square ? Math.min(1, Math.max(0, -(ax * (bx - ax) + ay * (by - ay)) / square)) : 0;
      const far = Math.hypot(ax + along * (bx - ax), ay + along * (by - ay));
      if (far < best.far) best = { far, bearing: (Math.atan2(bx - ax, by - ay) / rad + 360) % 180 };
    }
  }
  return Math.round(best.bearing);
}
