// The buttons on the map: zoom, the whole city, where am I, the table, print, save.

import { on, tell } from "./bus.js";
import { byId, fill, h, icon } from "./dom.js";
import { t } from "./settings.js";
import { toast } from "./toast.js";

/**
 * @param {import("./map.js").CityMap | null} map
 * @param {{ print: () => void, saved: () => string, help: () => void }} acts
 */
export function startTools(map, acts) {
  const table = button("table", t("tool.table"), () => tell("table", table.getAttribute("aria-pressed") !== "true"));
  table.setAttribute("aria-pressed", "false");
  on("table", (open) => table.setAttribute("aria-pressed", String(Boolean(open))));
  const save = h("a", { class: "tool only-wide", "aria-label": t("tool.save"), title: t("tool.save"), href: acts.saved(), download: true }, icon("save"));
  on("moved", () => (save.href = acts.saved()));
  on("layers", () => (save.href = acts.saved()));
  const moves = map && group(
    button("plus", t("tool.in"), () => map.zoom(1)),
    button("minus", t("tool.out"), () => map.zoom(-1)),
    button("home", t("tool.home"), () => map.home()),
    button("locate", t("tool.locate"), locate),
  );
  fill(byId("tools"), moves, group(table, map && button("print", t("tool.print"), acts.print, "only-wide"), save, button("keys", t("tool.keys"), acts.help, "only-wide")));
}

/** @param {...(Node | null)} buttons */
function group(...buttons) {
  return h("div", { class: "tool-group" }, ...buttons);
}

/** @param {string} picture @param {string} label @param {() => void} onclick @param {string} [extra] */
function button(picture, label, onclick, extra = "") {
  return h("button", { class: `tool ${extra}`.trim(), type: "button", "aria-label": label, title: label, onclick }, icon(picture));
}

function locate() {
  const said = () => toast(t("locate.no"), { bad: true });
  if (!navigator.geolocation) return said();
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => {
      /** @type {LonLat} */
      const point = [coords.longitude, coords.latitude];
      tell("aim", { point, zoom: 17 });
      tell("mark", point);
    },
    said,
    { enableHighAccuracy: true, timeout: 10_000 },
  );
}
