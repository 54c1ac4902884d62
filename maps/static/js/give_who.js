// Allocation, who: a vendor is searched by code, pseudonym or name.

import { get } from "./api.js";
import { combobox } from "./combobox.js";
import { fill, h, icon } from "./dom.js";
import { number } from "./format.js";
import { t } from "./settings.js";

/** @param {(vendor: VendorHit | null) => void} changed */
export function who(changed) {
  const place = h("div", {});
  ask(place, changed);
  return place;
}

/** @param {HTMLElement} place @param {(vendor: VendorHit | null) => void} changed */
function ask(place, changed) {
  const list = h("ul", { id: "vendors", role: "listbox", "aria-label": t("give.vendors"), hidden: true });
  const input = h("input", {
    class: "field", id: "vendor", role: "combobox", "aria-controls": "vendors", "aria-expanded": "false",
    "aria-autocomplete": "list", autocomplete: "off", placeholder: t("give.vendor_hint"), "aria-label": t("give.vendor"),
  });
  fill(place, h("div", { class: "combo" }, input, list));
  combobox({
    input, list, eager: true,
    ask: async (text, signal) => (await get("vendors", { q: text }, signal)).items,
    row: (/** @type {VendorHit} */ vendor) => [h("span", {}, name(vendor)), h("small", {}, note(vendor))],
    pick: (vendor) => {
      changed(vendor);
      show(place, vendor, changed);
    },
  });
  return input;
}

/** @param {HTMLElement} place @param {VendorHit} vendor @param {(vendor: VendorHit | null) => void} changed */
function show(place, vendor, changed) {
  const again = () => {
    changed(null);
    ask(place, changed).focus();
  };
  const other = h("button", { type: "button", onclick: again, "aria-label": t("give.other_vendor") }, icon("close", "small"));
  fill(place, h("div", { class: "chosen-one" }, icon("person"), h("span", {}, h("strong", {}, name(vendor)), h("small", {}, note(vendor))), other));
  other.focus();
}

/** @param {VendorHit} vendor */
export function name(vendor) {
  return `${vendor.name ?? vendor.pseudonym} · ${vendor.code}`;
}

/** @param {VendorHit} vendor */
function note(vendor) {
  return t("give.vendor_note", { goods: vendor.goods_label, spots: number(vendor.spots) });
}
