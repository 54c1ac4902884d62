// Plain geometry of boxes and distances, in degrees and metres.

const equator = 40_075_016.686;
const tile = 512;

/** Metres of one CSS pixel in the middle of a view (Web Mercator). @param {View} view */
export function metresPerPixel({ lat, zoom }) {
  return (equator * Math.cos((lat * Math.PI) / 180)) / (tile * 2 ** zoom);
}

/** Room around the city to look at. @param {Box} box @returns {[LonLat, LonLat]} */
export function wider([west, south, east, north]) {
  const [x, y] = [(east - west) * 1.2 + 0.01, (north - south) * 1.2 + 0.01];
  return [[west - x, south - y], [east + x, north + y]];
}

/** How far a shape's nearest corner is from a box's middle; for ordering only. @param {any} geometry @param {Box} box */
export function far(geometry, [west, south, east, north]) {
  /** @type {number[]} */
  const flat = geometry.coordinates?.flat(3) ?? [];
  const [x, y] = [(west + east) / 2, (south + north) / 2];
  const squeeze = Math.cos((y * Math.PI) / 180);
  let least = Infinity;
  for (let i = 0; i + 1 < flat.length; i += 2) {
    least = Math.min(least, Math.hypot((flat[i] - x) * squeeze, flat[i + 1] - y));
  }
  return least;
}
