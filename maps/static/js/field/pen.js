// How the light map is drawn: rings and lines onto a canvas, names along the lines.

import { settings } from "../settings.js";
import { hatch, ink, zoneInk } from "./ink.js";

/** @typedef {{ to: (place: number[]) => number[], box: number[] }} View2 */

/** @param {PackRow} row @param {View2} view */
export function seen({ box }, { box: [w, s, e, n] }) {
  return box[0] < e && box[2] > w && box[1] < n && box[3] > s;
}

/** @param {PackRow["shape"]} shape @param {View2} view */
export function trace(shape, view) {
  const path = new Path2D();
  for (const ring of shape.flat()) {
    ring.forEach((place, i) => path[i ? "lineTo" : "moveTo"](.../** @type {[number, number]} */ (view.to(place))));
  }
  return path;
}

/** @param {CanvasRenderingContext2D} pen @param {Path2D} path @param {string} colour @param {number} width @param {number[]} [dash] */
export function outline(pen, path, colour, width, dash = []) {
  pen.strokeStyle = colour;
  pen.lineWidth = width;
  pen.lineJoin = "round";
  pen.setLineDash(dash);
  pen.stroke(path);
  pen.setLineDash([]);
}

/** @param {CanvasRenderingContext2D} pen @param {Path2D} path @param {string} kind */
export function paintWay(pen, path, kind) {
  pen.fillStyle = ink[/** @type {"street"} */ (kind)] ?? ink.street;
  pen.fill(path, "evenodd");
}

/** @param {CanvasRenderingContext2D} pen @param {Path2D} path @param {string} kind */
export function paintZone(pen, path, kind) {
  const { edge, dash, fill } = zoneInk[/** @type {"permitted"} */ (kind)];
  pen.fillStyle = fill ?? hatch(pen, edge);
  pen.fill(path, "evenodd");
  outline(pen, path, edge, 2.5, dash);
}

/** @param {CanvasRenderingContext2D} pen @param {number[]} at @param {number} size @param {string} colour */
export function dot(pen, at, size, colour) {
  pen.beginPath();
  pen.arc(at[0], at[1], size, 0, 7);
  pen.fillStyle = colour;
  pen.fill();
  pen.strokeStyle = "#fff";
  pen.lineWidth = Math.max(1.5, size / 2.7);
  pen.stroke();
}

/** A street's name along the longest straight part that is in view. @param {CanvasRenderingContext2D} pen @param {any} row @param {View2} view */
export function label(pen, row, view) {
  const name = settings.language === "fa" ? row.fa || row.en : row.en || row.fa;
  const { width, height } = pen.canvas;
  const ratio = devicePixelRatio || 1;
  let best = { length: 0, x: 0, y: 0, turn: 0 };
  const places = row.shape.flat(2);
  for (let i = 1; i < places.length; i++) {
    const cut = clipped(view.to(places[i - 1]), view.to(places[i]), width / ratio, height / ratio);
    if (!cut) continue;
    const [[ax, ay], [bx, by]] = cut;
    const length = Math.hypot(bx - ax, by - ay);
    if (length > best.length) best = { length, x: (ax + bx) / 2, y: (ay + by) / 2, turn: Math.atan2(by - ay, bx - ax) };
  }
  pen.font = "600 13px 'Vazirmatn Variable', sans-serif";
  if (best.length < pen.measureText(name).width + 24) return;
  const upright = Math.abs(best.turn) > Math.PI / 2 ? best.turn + Math.PI : best.turn;
  pen.save();
  pen.translate(best.x, best.y);
  pen.rotate(upright);
  text(pen, name, 0, 4, 13);
  pen.restore();
}

/** The part of a segment inside the canvas (Liang and Barsky, 1984). @param {number[]} a @param {number[]} b @param {number} w @param {number} h @returns {number[][] | null} */
function clipped([ax, ay], [bx, by], w, h) {
  let [from, to] = [0, 1];
  for (const [p, q] of [[ax - bx, ax], [bx - ax, w - ax], [ay - by, ay], [by - ay, h - ay]]) {
    if (p === 0 && q < 0) return null;
    if (p < 0) from = Math.max(from, q / p);
    if (p > 0) to = Math.min(to, q / p);
  }
  return from < to ? [[ax + from * (bx - ax), ay + from * (by - ay)], [ax + to * (bx - ax), ay + to * (by - ay)]] : null;
}

/** @param {CanvasRenderingContext2D} pen @param {string} words @param {number} x @param {number} y @param {number} size */
export function text(pen, words, x, y, size) {
  pen.font = `600 ${size}px 'Vazirmatn Variable', sans-serif`;
  pen.textAlign = "center";
  pen.lineWidth = 3.5;
  pen.lineJoin = "round";
  pen.strokeStyle = "#fffdf9";
  pen.strokeText(words, x, y);
  pen.fillStyle = ink.quiet;
  pen.fillText(words, x, y);
}
