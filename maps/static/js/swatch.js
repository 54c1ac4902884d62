// A small drawing of how something looks on the map, for legends.

import { shape } from "./dom.js";

const glyphs = new Map([
  ["shelter", "M8.5 9.6C9 6.6 10.8 5 13 5s4 1.6 4.5 4.6zM13 9.5v3"],
  ["people", "M11.2 8a1.6 1.6 0 1 0 0-3.2 1.6 1.6 0 0 0 0 3.2zM8 12c0-2 1.3-3.2 3.2-3.2s3.2 1.2 3.2 3.2zM15.5 8.4a1.3 1.3 0 1 0 0-2.6M15.8 9.3c1.6 0 2.6 1 2.6 2.7"],
]);

/** @param {Swatch} look */
export function swatch(look) {
  const parts = look.symbol ? sign(look) : area(look);
  return shape("svg", { class: "swatch", viewBox: "0 0 26 16", "aria-hidden": "true" }, ...parts);
}

/** @param {Swatch} look */
function area({ fill = "none", stroke = "none", width = 1.6, dash, pattern }) {
  const frame = { x: 2, y: 2, width: 22, height: 12, rx: 2.5 };
  const parts = [shape("rect", { ...frame, fill })];
  if (pattern) {
    const d = "M4 13.8L12.5 2.2M10 13.8L18.5 2.2M16 13.8L22.5 4.9M2.3 8L6.5 2.2";
    parts.push(shape("path", { d, stroke, "stroke-width": 1.1, "stroke-opacity": 0.65, fill: "none" }));
  }
  const line = { ...frame, fill: "none", stroke, "stroke-width": width };
  parts.push(shape("rect", dash ? { ...line, "stroke-dasharray": dash.map((d) => d * 1.2).join(" ") } : line));
  return parts;
}

/** @param {Swatch} look */
function sign({ fill = "#fff", stroke = "#5d6a6e", symbol = "dot", dash }) {
  const disc = { cx: 13, cy: 8, r: glyphs.has(symbol) ? 7.2 : 4.5, fill, stroke, "stroke-width": 1.5 };
  const parts = [shape("circle", dash ? { ...disc, "stroke-dasharray": dash.join(" ") } : disc)];
  const d = glyphs.get(symbol);
  const ink = /^#f/i.test(fill) ? stroke : "#fff";
  if (d) parts.push(shape("path", { d, fill: ink, stroke: ink, "stroke-width": 0.8 }));
  return parts;
}
