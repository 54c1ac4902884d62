// A small map of a zone: streets, its edge, a dot for each lot. The table beside it names them.

import { shape } from "../dom.js";
import { t } from "../settings.js";

/** @param {OfficeMap} map */
export function zoneMap({ width, height, rings, streets, lots }) {
  const picture = shape("svg", { viewBox: `0 0 ${width} ${height}`, class: "zone-map", role: "img", "aria-label": t("lots.map") },
    shape("rect", { width, height, class: "ground" }),
    ...streets.map((each) => shape("polyline", { points: each.points, class: "casing", "stroke-width": each.width + 7 })),
    ...streets.map((each) => shape("polyline", { points: each.points, class: "street", "stroke-width": each.width + 4 })),
    ...rings.map((points) => shape("polygon", { points, class: "ring" })),
    ...lots.map(({ id, x, y }) => shape("circle", { cx: x, cy: y, r: 9, class: "lot", "data-lot": id })));
  return { picture, point: (/** @type {number | null} */ id) => point(picture, id) };
}

/** Show which dot a row is about. @param {Element} picture @param {number | null} id */
function point(picture, id) {
  for (const dot of picture.querySelectorAll("[data-lot]")) {
    const here = dot.getAttribute("data-lot") === String(id);
    dot.classList.toggle("pointed", here);
    dot.setAttribute("r", here ? "15" : "9");
  }
}
