// A scale bar of a round length, for the map and for the sheet.

import { h } from "./dom.js";
import { length } from "./format.js";

/** @param {number} metresPerPixel @param {number} [room] pixels at most */
export function scalebar(metresPerPixel, room = 110) {
  const metres = rounded(metresPerPixel * room);
  const bar = h("i", {});
  bar.style.inlineSize = `${(metres / metresPerPixel).toFixed(0)}px`;
  return h("div", { class: "scale" }, h("span", {}, length(metres)), bar);
}

/** The largest of 1, 2, 5 × 10ⁿ below a length. @param {number} metres */
function rounded(metres) {
  const power = 10 ** Math.floor(Math.log10(metres));
  return power * ([5, 2, 1].find((n) => n * power <= metres) ?? 1);
}
