// Choosing a zone by its name or code, and showing which one is chosen.

import { get } from "./api.js";
import { tell } from "./bus.js";
import { combobox } from "./combobox.js";
import { h, icon } from "./dom.js";
import { t } from "./settings.js";

/** @param {Named} zone @param {(change: { zone: Named | null }) => void} set */
export function chosenZone(zone, set) {
  const other = h("button", { type: "button", "aria-label": t("give.other_zone"), onclick: () => set({ zone: null }) }, icon("close", "small"));
  return h("div", { class: "chosen-one" }, icon("layers"), h("span", {}, zone.name), other);
}

/** @param {(change: { zone: Named | null }) => void} set */
export function askZone(set) {
  const list = h("ul", { id: "zones-found", role: "listbox", "aria-label": t("give.zones"), hidden: true });
  const input = h("input", {
    class: "field", role: "combobox", "aria-controls": "zones-found", "aria-expanded": "false", "aria-autocomplete": "list",
    autocomplete: "off", placeholder: t("give.zone_hint"), "aria-label": t("give.zone"),
  });
  combobox({
    input, list,
    ask: async (text, signal) => (await get("search", { q: text }, signal)).items.filter((/** @type {Hit} */ hit) => hit.type === "zone"),
    row: (/** @type {Hit} */ hit) => [h("span", {}, hit.title), h("small", {}, hit.subtitle)],
    pick: (hit) => {
      tell("aim", { bbox: hit.bbox, point: hit.point });
      set({ zone: { id: Number(hit.id), name: hit.title } });
    },
  });
  return h("div", { class: "combo" }, input, list);
}
