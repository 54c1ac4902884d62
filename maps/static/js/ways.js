// Shortcuts of the map pages, and the address of the map as one HTML file.

import { on, tell } from "./bus.js";
import { byId } from "./dom.js";
import { t } from "./settings.js";

let tabled = false;
on("table", (open) => (tabled = Boolean(open)));

/** @param {import("./map.js").CityMap | null} map @param {() => void} print */
export function shortcuts(map, print) {
  return [
    { key: "/", label: t("keys.search"), act: () => byId("q").focus() },
    { key: "m", label: t("keys.map"), act: () => document.querySelector("canvas")?.focus() },
    { key: "t", label: t("keys.table"), act: () => tell("table", !tabled) },
    { key: "h", label: t("keys.home"), act: () => map?.home() },
    { key: "p", label: t("keys.print"), act: print },
  ];
}

/** The same view and layers as a file that opens from a memory stick. @param {import("./map.js").CityMap | null} map @param {Set<string>} shown */
export function savedMap(map, shown) {
  const query = new URLSearchParams({ layers: [...shown].join(",") });
  if (map) query.set("bbox", map.bounds.map((n) => n.toFixed(5)).join(","));
  return `/downloads/map.html?${query}`;
}
