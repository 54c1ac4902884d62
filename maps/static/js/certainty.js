// How sure a finding is: its depth in standard errors on a scale, with the error on it.

import { h, shape } from "./dom.js";
import { number } from "./format.js";
import { settings, t } from "./settings.js";

const width = 348;
const most = 5;
const bands = [
  { from: 0, to: 1, fill: "#e9e5db", key: "noise" },
  { from: 1, to: 1.645, fill: "#f6dfae", key: "suspect" },
  { from: 1.645, to: 2.33, fill: "#f3b79f", key: "probable" },
  { from: 2.33, to: most, fill: "#dc909d", key: "strong" },
];

/** @param {FindingDetail} finding */
export function scale(finding) {
  const { z, sigma_m: sigma } = finding;
  if (z === null || sigma === null) {
    return h("div", { class: "sure" }, h("p", { class: "sure-words" }, t("sure.unknown")));
  }
  const words = t(z < 1 ? "sure.within" : "sure.beyond", {
    z: number(z, 1), depth: number(finding.depth_m, 2), sigma: number(sigma, 2),
  });
  return h("div", { class: "sure" }, drawing(z, words), h("p", { class: "sure-words" }, words));
}

/** Where a value lies along the reading direction. @param {number} z */
function place(z) {
  const x = (Math.min(z, most) / most) * width;
  return settings.rtl ? width - x : x;
}

/** @param {number} z @param {string} words */
function drawing(z, words) {
  const edge = Math.min(z, most);
  return shape(
    "svg",
    { viewBox: `0 0 ${width} 46`, role: "img", "aria-label": words },
    ...bands.map(band),
    ...bands.map(name),
    whisker(edge),
    shape("circle", { cx: place(edge), cy: 12, r: 5.5, fill: "#1f2a2e", stroke: "#fffdf9", "stroke-width": 2 }),
  );
}

/** @param {typeof bands[number]} band */
function band({ from, to, fill }) {
  const x = Math.min(place(from), place(to));
  return shape("rect", { x: x + 0.5, y: 7, width: Math.abs(place(to) - place(from)) - 1, height: 10, rx: 3, fill });
}

/** Each band's name at its beginning; narrow neighbours go one line lower. @param {typeof bands[number]} band @param {number} i */
function name({ from, to, key }, i) {
  const x = (place(from) + place(to)) / 2;
  const y = i === 2 ? 42 : 30;
  return shape("text", { x, y, "text-anchor": "middle" }, t(`certainty.${key}`));
}

/** One standard error to both sides of what was measured. @param {number} z */
function whisker(z) {
  const [a, b] = [place(Math.max(z - 1, 0)), place(Math.min(z + 1, most))];
  const d = `M${a} 12H${b}M${a} 7.5v9M${b} 7.5v9`;
  return shape("path", { d, fill: "none", stroke: "#1f2a2e", "stroke-width": 1.8, "stroke-linecap": "round" });
}
