// The sheet to print: title, map, legend, scale, north arrow and date.

import { byId, fill, h, shape } from "./dom.js";
import { moment } from "./format.js";
import { rows } from "./legend.js";
import { scalebar } from "./scalebar.js";
import { t } from "./settings.js";

/** @param {import("./map.js").CityMap} map @param {() => LegendEntry[]} legend */
export async function printSheet(map, legend) {
  const picture = h("img", { src: await map.snapshot(), alt: t("map.title") });
  await picture.decode();
  const sheet = byId("printed");
  fill(
    sheet,
    h("header", { class: "print-head" }, h("h1", {}, t("print.title")), h("p", {}, moment(new Date()))),
    h("div", { class: "print-map" }, picture),
    h("footer", { class: "print-foot" }, rows(legend()), scalebar(map.metresPerPixel, 140), north(), h("p", {}, t("print.source"))),
  );
  sheet.hidden = false;
  addEventListener("afterprint", () => (sheet.hidden = true), { once: true });
  print();
}

function north() {
  return shape(
    "svg",
    { class: "print-north", viewBox: "0 0 24 34", role: "img", "aria-label": t("print.north") },
    shape("path", { d: "M12 1L19 22L12 18L5 22Z", fill: "#1f2a2e" }),
    shape("text", { x: 12, y: 33, "text-anchor": "middle", "font-size": 10, "font-weight": 700 }, t("print.n")),
  );
}
