// How sure a finding is: its depth in standard errors on a scale, with the error on it.

import { h, shape } from "./dom.js";
import { number } from "./format.js";
import { settings, t } from "./settings.js";

const width = 348;
const most = 6;
const far = 10;
/** Each band gets room for its name; inside a band the scale is even. */
const bands = [
  { from: 0, to: 1, x: 0, w: 96, fill: "#e9e5db", key: "noise" },
  { from: 1, to: 1.96, x: 96, w: 74, fill: "#f6dfae", key: "suspect" },
  { from: 1.96, to: 2.58, x: 170, w: 74, fill: "#f3b79f", key: "probable" },
  { from: 2.58, to: most, x: 244, w: 104, fill: "#dc909d", key: "strong" },
];

/** @param {FindingDetail} finding */
export function scale(finding) {
  const { z, sigma_m: sigma } = finding;
  if (z === null || sigma === null) {
    return h("div", { class: "sure" }, h("p", { class: "sure-words" }, t("sure.unknown")));
  }
  const words = t(z < 1 ? "sure.within" : z > far ? "sure.far" : "sure.beyond", {
    z: number(z, 1), depth: number(finding.depth_m, 2), sigma: number(sigma, 2),
  });
  return h("div", { class: "sure" }, drawing(z, words), h("p", { class: "sure-words" }, words));
}

/** Where a value lies along the reading direction. @param {number} z */
function place(z) {
  const value = Math.min(Math.max(z, 0), most);
  const band = bands.find((b) => value <= b.to) ?? bands[3];
  const x = band.x + ((value - band.from) / (band.to - band.from)) * band.w;
  return mirrored(x);
}

/** @param {number} x */
function mirrored(x) {
  return settings.rtl ? width - x : x;
}

/** @param {number} z @param {string} words */
function drawing(z, words) {
  const dot = { cx: place(z), cy: 12, r: 5.5, fill: "#1f2a2e", stroke: "#fffdf9", "stroke-width": 2 };
  return shape(
    "svg",
    { viewBox: `0 0 ${width} 34`, role: "img", "aria-label": words },
    ...bands.map(band),
    ...bands.map(name),
    whisker(z),
    shape("circle", dot),
  );
}

/** @param {typeof bands[number]} band */
function band({ x, w, fill }) {
  return shape("rect", { x: (settings.rtl ? width - x - w : x) + 1, y: 7, width: w - 2, height: 10, rx: 3, fill });
}

/** @param {typeof bands[number]} band */
function name({ x, w, key }) {
  return shape("text", { x: mirrored(x + w / 2), y: 31, "text-anchor": "middle" }, t(`sure_short.${key}`));
}

/** One standard error to both sides of what was measured. @param {number} z */
function whisker(z) {
  const [a, b] = [place(z - 1), place(z + 1)];
  const d = `M${a} 12H${b}M${a} 7.5v9M${b} 7.5v9`;
  return shape("path", { d, fill: "none", stroke: "#1f2a2e", "stroke-width": 1.8, "stroke-linecap": "round" });
}
