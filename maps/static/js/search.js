// The search field of the bar: plates, spots, streets, zones, vendors, coordinates.

import { get } from "./api.js";
import { tell } from "./bus.js";
import { combobox } from "./combobox.js";
import { byId, h, icon } from "./dom.js";
import { settings, t } from "./settings.js";
import { toast } from "./toast.js";

/** @type {Record<string, string>} */
const pictures = { shelter: "shelter", vendor: "person", parcel: "square", spot: "give", finding: "alert", case: "folder" };

export function startSearch() {
  const input = /** @type {HTMLInputElement} */ (byId("q"));
  byId("search").addEventListener("submit", (event) => event.preventDefault());
  combobox({
    input,
    list: byId("found"),
    ask: async (text, signal) => (await get("search", { q: text }, signal)).items,
    row,
    pick: (/** @type {Hit} */ hit) => {
      input.value = hit.title;
      input.blur();
      go(hit);
    },
  });
}

/** @param {Hit} hit */
function row(hit) {
  return [
    icon(pictures[hit.type] ?? "pin"),
    h("span", {}, h("strong", {}, hit.title), h("small", {}, hit.subtitle)),
    h("small", {}, t(`type.${hit.type}`)),
  ];
}

/** @param {Hit} hit */
function go(hit) {
  if (hit.bbox || hit.point) tell("aim", { bbox: hit.bbox, point: hit.point });
  if (hit.id === null || hit.type === "vendor") {
    tell("mark", hit.point);
    if (hit.type === "vendor") ofVendor(hit);
    return;
  }
  tell("choose", { type: hit.type, id: hit.id });
}

/** The map shows the spot; the register has the vendor's file. @param {Hit} hit */
function ofVendor({ id, title }) {
  tell("choose", null);
  if (!settings.may.vendors) return;
  toast(title, { label: t("search.file"), act: () => location.assign(`/workbench/vendors/#${id}`) });
}
