// A light map from the data on the phone: streets, zones, spots and the position's error.

import { byId } from "../dom.js";
import { number } from "../format.js";
import { settings } from "../settings.js";
import { frame } from "./frame.js";
import { permitOf } from "./offline.js";
import { gestures } from "./gestures.js";
import { hatch, ink, zoneInk } from "./ink.js";

const near = 44;
const [closest, widest] = [12, 600];

export class Plan {
  constructor() {
    this.canvas = /** @type {HTMLCanvasElement} */ (byId("canvas"));
    this.pen = /** @type {CanvasRenderingContext2D} */ (this.canvas.getContext("2d"));
    /** @type {Pack | null} */
    this.pack = null;
    /** @type {Fix | null} */
    this.fix = null;
    /** @type {LonLat | null} */
    this.middle = null;
    this.follows = true;
    /** Metres from the middle to the nearer edge. */
    this.reach = near;
    /** @type {LonLat[]} */
    this.corners = [];
    /** @type {LonLat[] | null} */
    this.footprint = null;
    /** @type {((place: LonLat) => void) | null} */
    this.onTap = null;
    this.waiting = false;
    new ResizeObserver(() => this.draw()).observe(this.canvas.parentElement ?? this.canvas);
    gestures(this.canvas, this);
    byId("closer").onclick = () => this.zoom(0.6);
    byId("wider").onclick = () => this.zoom(1 / 0.6);
    byId("recentre").onclick = () => this.recentre();
  }

  /** @param {Fix} fix */
  at(fix) {
    this.fix = fix;
    if (this.follows || !this.middle) this.middle = [fix.lon, fix.lat];
    this.draw();
  }

  /** @param {number} [reach] metres to the nearer edge */
  recentre(reach = near) {
    this.follows = true;
    this.reach = reach;
    if (this.fix) this.at(this.fix);
    else this.draw();
  }

  /** @param {number} factor */
  zoom(factor) {
    this.reach = Math.min(widest, Math.max(closest, this.reach * factor));
    this.draw();
  }

  /** Pixels of one metre. */
  get scale() {
    return Math.min(this.canvas.clientWidth, this.canvas.clientHeight) / 2 / this.reach;
  }

  /** @param {number} dx @param {number} dy pixels */
  pan(dx, dy) {
    if (!this.middle) return;
    this.follows = false;
    this.middle = frame(...this.middle).from(-dx / this.scale, dy / this.scale);
    this.draw();
  }

  /** @param {number} px @param {number} py pixels of the canvas */
  tapped(px, py) {
    if (!this.middle || !this.onTap) return;
    const { clientWidth: w, clientHeight: h } = this.canvas;
    this.onTap(frame(...this.middle).from((px - w / 2) / this.scale, (h / 2 - py) / this.scale));
  }

  draw() {
    if (this.waiting) return;
    this.waiting = true;
    requestAnimationFrame(() => {
      this.waiting = false;
      this.paint();
    });
  }

  paint() {
    const { canvas, pen } = this;
    const ratio = devicePixelRatio || 1;
    const [w, h] = [canvas.clientWidth, canvas.clientHeight];
    if (canvas.width !== Math.round(w * ratio)) canvas.width = Math.round(w * ratio);
    if (canvas.height !== Math.round(h * ratio)) canvas.height = Math.round(h * ratio);
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.fillStyle = ink.ground;
    pen.fillRect(0, 0, w, h);
    if (!this.middle) return;
    const local = frame(...this.middle);
    const k = this.scale;
    const view = { to: (/** @type {number[]} */ p) => { const [x, y] = local.to(p); return [w / 2 + x * k, h / 2 - y * k]; }, box: [...local.from(-w / 2 / k, -h / 2 / k), ...local.from(w / 2 / k, h / 2 / k)] };
    if (this.pack) this.paintPack(this.pack, view);
    this.paintMarks(view);
    canvas.dataset.drawn = String(Number(canvas.dataset.drawn ?? 0) + 1);
  }

  /** @param {Pack} pack @param {View2} view */
  paintPack(pack, view) {
    const { pen } = this;
    const ways = pack.ways.filter((row) => seen(row, view));
    for (const row of ways) outline(pen, trace(row.shape, view), ink.kerb, 3);
    for (const row of ways) paintWay(pen, trace(row.shape, view), row.kind);
    const now = new Date();
    for (const row of pack.zones.filter((zone) => seen(zone, view))) paintZone(pen, trace(row.shape, view), row.kind);
    if (this.scale > 1.2) {
      for (const row of pack.spots.filter((spot) => seen(spot, view))) {
        const taken = permitOf(row, now)?.state === "now";
        const path = trace(row.shape, view);
        pen.fillStyle = taken ? ink.permitted : ink.paper;
        pen.fill(path);
        outline(pen, path, ink.permitted, 1.6);
      }
    }
    for (const row of pack.streets.filter((street) => seen(street, view))) label(pen, row, view);
  }

  /** @param {View2} view */
  paintMarks(view) {
    const { pen } = this;
    const drawn = this.corners.length ? this.corners : this.footprint;
    if (drawn?.length) {
      const path = new Path2D();
      drawn.forEach((corner, i) => path[i ? "lineTo" : "moveTo"](.../** @type {[number, number]} */ (view.to(corner))));
      path.closePath();
      pen.fillStyle = "#9b1c3140";
      pen.fill(path);
      outline(pen, path, ink.red, 2.5);
      for (const corner of this.corners) dot(pen, view.to(corner), 4.5, ink.red);
    }
    if (!this.fix) return;
    const at = view.to([this.fix.lon, this.fix.lat]);
    pen.beginPath();
    pen.arc(at[0], at[1], Math.max(10, this.fix.accuracy_m * this.scale), 0, 7);
    pen.fillStyle = "#1d5fa722";
    pen.fill();
    pen.strokeStyle = ink.blue;
    pen.lineWidth = 1.5;
    pen.stroke();
    dot(pen, at, 8, ink.blue);
    this.scaleBar();
  }

  scaleBar() {
    const { pen, canvas } = this;
    const metres = [5, 10, 20, 50, 100, 200].find((m) => m * this.scale >= 44) ?? 200;
    const [x, y, length] = [12, canvas.clientHeight - 12, metres * this.scale];
    pen.strokeStyle = ink.ink;
    pen.lineWidth = 2;
    pen.beginPath();
    pen.moveTo(x, y - 5);
    pen.lineTo(x, y);
    pen.lineTo(x + length, y);
    pen.lineTo(x + length, y - 5);
    pen.stroke();
    text(pen, `${number(metres)} ${settings.language === "fa" ? "متر" : "m"}`, x + length / 2, y - 10, 12);
  }
}

/** @typedef {{ to: (place: number[]) => number[], box: number[] }} View2 */

/** @param {PackRow} row @param {View2} view */
function seen({ box }, { box: [w, s, e, n] }) {
  return box[0] < e && box[2] > w && box[1] < n && box[3] > s;
}

/** @param {PackRow["shape"]} shape @param {View2} view */
function trace(shape, view) {
  const path = new Path2D();
  for (const ring of shape.flat()) {
    ring.forEach((place, i) => path[i ? "lineTo" : "moveTo"](.../** @type {[number, number]} */ (view.to(place))));
  }
  return path;
}

/** @param {CanvasRenderingContext2D} pen @param {Path2D} path @param {string} colour @param {number} width @param {number[]} [dash] */
function outline(pen, path, colour, width, dash = []) {
  pen.strokeStyle = colour;
  pen.lineWidth = width;
  pen.lineJoin = "round";
  pen.setLineDash(dash);
  pen.stroke(path);
  pen.setLineDash([]);
}

/** @param {CanvasRenderingContext2D} pen @param {Path2D} path @param {string} kind */
function paintWay(pen, path, kind) {
  pen.fillStyle = ink[/** @type {"street"} */ (kind)] ?? ink.street;
  pen.fill(path, "evenodd");
}

/** @param {CanvasRenderingContext2D} pen @param {Path2D} path @param {string} kind */
function paintZone(pen, path, kind) {
  const { edge, dash, fill } = zoneInk[/** @type {"permitted"} */ (kind)];
  pen.fillStyle = fill ?? hatch(pen, edge);
  pen.fill(path, "evenodd");
  outline(pen, path, edge, 2.5, dash);
}

/** @param {CanvasRenderingContext2D} pen @param {number[]} at @param {number} size @param {string} colour */
function dot(pen, at, size, colour) {
  pen.beginPath();
  pen.arc(at[0], at[1], size, 0, 7);
  pen.fillStyle = colour;
  pen.fill();
  pen.strokeStyle = "#fff";
  pen.lineWidth = Math.max(1.5, size / 2.7);
  pen.stroke();
}

/** A street's name along the longest straight part that is in view. @param {CanvasRenderingContext2D} pen @param {any} row @param {View2} view */
function label(pen, row, view) {
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
function text(pen, words, x, y, size) {
  pen.font = `600 ${size}px 'Vazirmatn Variable', sans-serif`;
  pen.textAlign = "center";
  pen.lineWidth = 3.5;
  pen.lineJoin = "round";
  pen.strokeStyle = "#fffdf9";
  pen.strokeText(words, x, y);
  pen.fillStyle = ink.quiet;
  pen.fillText(words, x, y);
}
