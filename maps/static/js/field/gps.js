// What a position proves, as gis_app/lib/gps.py has it: the same numbers without signal.

import { nodes } from "./gauss.js";

/** @typedef {[number, number]} Point metres */
/** @typedef {Point[][]} Polygon the outer ring, then its holes */

export const oldestS = 10;
export const coarsestM = 20;
export const confirmed = 0.95;
const radius68 = 1.5096;
const radius95 = 2.4477;
const floorM = 3;
const nothing = 9;

/** σ of each axis, from the radius that holds 68 % of the error. @param {number} accuracyM */
export function sigma(accuracyM) {
  return Math.max(accuracyM, floorM) / radius68;
}

/** With the error of the map; null when nobody knows that. @param {number} sigmaM @param {number | null} rmseM */
export function withMapError(sigmaM, rmseM) {
  return rmseM === null ? null : Math.hypot(sigmaM, rmseM / Math.SQRT2);
}

/** Whether a spot is refuted. @param {number} distanceM @param {number | null} sigmaM */
export function outside(distanceM, sigmaM) {
  return sigmaM !== null && distanceM > radius95 * sigmaM;
}

/** The probability of being inside, the fix at the origin. @param {number} sigmaM @param {Polygon[]} shape */
export function inside(sigmaM, shape) {
  let total = 0;
  for (const polygon of shape) {
    polygon.forEach((ring, n) => (total += (n ? -1 : 1) * Math.abs(ringShare(sigmaM, ring))));
  }
  return Math.min(1, Math.max(0, total));
}

/** @param {number} sigmaM @param {Point[]} ring */
function ringShare(sigmaM, ring) {
  let total = 0;
  let [ax, ay] = ring[ring.length - 1].map((c) => c / sigmaM);
  for (const corner of ring) {
    const [bx, by] = corner.map((c) => c / sigmaM);
    total += edge(ax, ay, bx, by);
    [ax, ay] = [bx, by];
  }
  return total;
}

/** @param {number} ax @param {number} ay @param {number} bx @param {number} by */
function edge(ax, ay, bx, by) {
  const cross = ax * by - ay * bx;
  const length = Math.hypot(bx - ax, by - ay);
  if (!length || !cross) return 0;
  const angle = Math.atan2(cross, ax * bx + ay * by) / (2 * Math.PI);
  const height = Math.abs(cross) / length;
  const first = (ax * (bx - ax) + ay * (by - ay)) / length;
  const last = (bx * (bx - ax) + by * (by - ay)) / length;
  if (height > nothing || first > nothing || last < -nothing) return angle;
  return angle - Math.sign(cross) * (owensT(height, last / height) - owensT(height, first / height));
}

/** @param {number} h @param {number} a @returns {number} */
export function owensT(h, a) {
  h = Math.abs(h);
  if (a < 0) return -owensT(h, -a);
  if (h > nothing) return 0;
  if (a <= 1) return smallT(h, a);
  const both = erf(h / Math.SQRT2) * erf((a * h) / Math.SQRT2);
  return 0.25 * (1 - both) - (a * h <= nothing ? smallT(a * h, 1 / a) : 0);
}

/** @param {number} h @param {number} a */
function smallT(h, a) {
  let total = 0;
  for (const [node, weight] of nodes) {
    const square = 1 + (a * node) ** 2;
    total += (weight * Math.exp(-0.5 * h * h * square)) / square;
  }
  return (a * total) / (2 * Math.PI);
}

/** The error function, by its series and beyond 3 by its continued fraction. @param {number} x @returns {number} */
function erf(x) {
  if (x < 0) return -erf(-x);
  if (x > 6) return 1;
  if (x < 3) {
    let term = x;
    let total = x;
    for (let n = 1; Math.abs(term) > 1e-17 * total; n++) total += (term *= (2 * x * x) / (2 * n + 1));
    return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * total;
  }
  let fraction = x;
  for (let k = 60; k > 0; k--) fraction = x + k / 2 / fraction;
  return 1 - Math.exp(-x * x) / (Math.sqrt(Math.PI) * fraction);
}

/** Metres from the origin to a shape, 0 inside it. @param {Polygon[]} shape */
export function distance(shape) {
  let nearest = Infinity;
  for (const polygon of shape) {
    let crossings = 0;
    for (const ring of polygon) {
      for (const [i, b] of ring.entries()) {
        const a = ring[(i || ring.length) - 1];
        if (a[1] > 0 !== b[1] > 0 && 0 < a[0] - (a[1] * (b[0] - a[0])) / (b[1] - a[1])) crossings++;
        nearest = Math.min(nearest, toEdge(a, b));
      }
    }
    if (crossings % 2) return 0;
  }
  return nearest;
}

/** @param {Point} a @param {Point} b */
function toEdge([ax, ay], [bx, by]) {
  const [dx, dy] = [bx - ax, by - ay];
  const square = dx * dx + dy * dy;
  const along = square ? Math.min(1, Math.max(0, -(ax * dx + ay * dy) / square)) : 0;
  return Math.hypot(ax + along * dx, ay + along * dy);
}
