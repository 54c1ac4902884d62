// The papers of a case on its card: notices and receipts, and what may be done with them.

import { get } from "./api.js";
import { goodsPart } from "./case_goods.js";
import { noticePart } from "./case_notice.js";
import { fill, h } from "./dom.js";

/** Asked apart from the card, which shows at once. @param {CaseDetail} file */
export function papers(file) {
  const place = h("div", { class: "papers", "aria-busy": "true" });
  load(place, file);
  return place;
}

/** @param {HTMLElement} place @param {CaseDetail} file */
async function load(place, file) {
  try {
    const found = /** @type {Papers} */ (await get(`cases/${file.id}/papers`));
    fill(place, noticePart(file, found), goodsPart(file, found));
  } catch (error) {
    fill(place, h("p", { class: "quiet-note" }, /** @type {Error} */ (error).message));
  }
  place.removeAttribute("aria-busy");
}
