// Degrees to metres about a place: exact enough within a few kilometres.

const a = 6378137;
const e2 = 0.00669437999014;
const rad = Math.PI / 180;

/**
 * @param {number} lon0 @param {number} lat0
 */
export function frame(lon0, lat0) {
  const s = 1 - e2 * Math.sin(lat0 * rad) ** 2;
  const kx = (a / Math.sqrt(s)) * Math.cos(lat0 * rad) * rad;
  const ky = ((a * (1 - e2)) / s ** 1.5) * rad;
  return {
    /** Metres east and north. @param {number[]} place @returns {[number, number]} */
    to: ([lon, lat]) => [(lon - lon0) * kx, (lat - lat0) * ky],
    /** @param {number} x @param {number} y @returns {[number, number]} */
    from: (x, y) => [lon0 + x / kx, lat0 + y / ky],
  };
}

/** West, south, east, north of some lines. @param {number[][][]} lines @returns {[number, number, number, number]} */
export function boxOf(lines) {
  const box = /** @type {[number, number, number, number]} */ ([Infinity, Infinity, -Infinity, -Infinity]);
  for (const line of lines) {
    for (const [x, y] of line) {
      box[0] = Math.min(box[0], x);
      box[1] = Math.min(box[1], y);
      box[2] = Math.max(box[2], x);
      box[3] = Math.max(box[3], y);
    }
  }
  return box;
}
