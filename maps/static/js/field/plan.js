// A light map from the data on the phone: streets, zones, spots and the position's error.

import { byId } from "../dom.js";
import { number } from "../format.js";
import { settings, t } from "../settings.js";
import { frame } from "./frame.js";
import { permitOf } from "./offline.js";
import { gestures } from "./gestures.js";
import { ink } from "./ink.js";
import { dot, label, outline, paintWay, paintZone, seen, text, trace } from "./pen.js";

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
    /** What is being reported, wherever the phone is now. @type {((fix: Fix) => LonLat[]) | null} */
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

  /** @param {Pack} pack @param {import("./pen.js").View2} view */
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

  /** @param {import("./pen.js").View2} view */
  paintMarks(view) {
    const { fix } = this;
    if (fix) this.paintFix(fix, view);
    const drawn = this.corners.length ? this.corners : fix && this.footprint?.(fix);
    if (drawn?.length) this.paintDrawn(drawn, view);
    if (fix) this.paintScale();
  }

  /** @param {Fix} fix @param {import("./pen.js").View2} view */
  paintFix(fix, view) {
    const { pen } = this;
    const at = view.to([fix.lon, fix.lat]);
    pen.beginPath();
    pen.arc(at[0], at[1], Math.max(10, fix.accuracy_m * this.scale), 0, 7);
    pen.fillStyle = "#1d5fa722";
    pen.fill();
    pen.strokeStyle = ink.blue;
    pen.lineWidth = 1.5;
    pen.stroke();
    dot(pen, at, 8, ink.blue);
  }

  /** An outline over all else, so that it is never lost under the dot. @param {LonLat[]} corners @param {import("./pen.js").View2} view */
  paintDrawn(corners, view) {
    const { pen } = this;
    const path = new Path2D();
    corners.forEach((corner, i) => path[i ? "lineTo" : "moveTo"](.../** @type {[number, number]} */ (view.to(corner))));
    path.closePath();
    pen.fillStyle = "#9b1c3159";
    pen.fill(path);
    outline(pen, path, ink.paper, 5);
    outline(pen, path, ink.red, 2.5);
    for (const corner of this.corners) dot(pen, view.to(corner), 4.5, ink.red);
  }

  /** At the reading side's start: the buttons stand at its end. */
  paintScale() {
    const { pen, canvas } = this;
    const metres = [1, 2, 5, 10, 20, 50, 100, 200].find((m) => m * this.scale >= 44) ?? 200;
    const length = metres * this.scale;
    const x = settings.rtl ? canvas.clientWidth - 12 - length : 12;
    const y = canvas.clientHeight - 12;
    pen.strokeStyle = ink.ink;
    pen.lineWidth = 2;
    pen.beginPath();
    pen.moveTo(x, y - 5);
    pen.lineTo(x, y);
    pen.lineTo(x + length, y);
    pen.lineTo(x + length, y - 5);
    pen.stroke();
    text(pen, t("unit.m", { n: number(metres) }), x + length / 2, y - 10, 12);
  }
}
