// What a zone is besides its shape: names, kind, goods, hours, until when, by which decree.

import { h } from "./dom.js";
import { ascii } from "./format.js";
import { goodsEntry } from "./rule_entry.js";
import { t } from "./settings.js";
import { anEvening, hoursEntry, weekOf } from "./week_entry.js";

/** @typedef {{ id: number | null, zone: number | null, code: string, name_fa: string, name_en: string, kind: string, goods: string[],
 *   week: string, valid_until: string, legal_ref: string }} ZoneTyped */

/** @returns {ZoneTyped} */
export function blankZone() {
  return { id: null, zone: null, code: "", name_fa: "", name_en: "", kind: "permitted", goods: [], week: "", valid_until: "", legal_ref: "" };
}

/** @param {ZoneTyped} zone @param {Shape} shape */
export function bodyOf(zone, shape) {
  const { id, code, name_fa, name_en, kind, goods, week, legal_ref } = zone;
  return { id, zone: zone.zone, code, name_fa, name_en, kind, goods, week, legal_ref, valid_until: ascii(zone.valid_until), shape };
}

/** @param {ZoneTyped} zone changed in place @param {() => void} changed @param {() => Promise<string>} save */
export function zoneForm(zone, changed, save) {
  const error = h("p", { class: "error-note", role: "alert" });
  const hours = { ...anEvening(), whole: zone.week === "" || zone.week === "{[0,10080)}" };
  const onsubmit = async (/** @type {Event} */ event) => {
    event.preventDefault();
    error.textContent = await save();
  };
  const set = (/** @type {"code" | "name_fa" | "name_en" | "valid_until" | "legal_ref"} */ name, late = false) => {
    const input = h("input", { class: "field", id: `zone-${name}`, value: zone[name], autocomplete: "off", oninput: () => {
      zone[name] = input.value;
      if (late) changed();
    } });
    return h("label", { class: "label" }, t(`zones.${name}`), input);
  };
  return h("form", { class: "rule-form", onsubmit, novalidate: true },
    kinds(zone, changed),
    h("div", { class: "two" }, set("code"), set("valid_until", true)),
    h("div", { class: "two" }, set("name_fa"), set("name_en")),
    h("details", { class: "rule-more", open: zone.goods.length > 0 }, h("summary", {}, t("zones.more")),
      h("div", { class: "label" }, t("zones.goods"), goodsEntry(zone.goods, changed)),
      h("div", { class: "label" }, t("give.hours"), hoursEntry(hours, () => ((zone.week = weekOf(hours)), changed()), t("rules.all_hours")))),
    set("legal_ref"),
    error,
    h("div", { class: "rule-done" }, h("button", { class: "button slim", type: "submit" }, t("zones.keep"))));
}

/** @param {ZoneTyped} zone @param {() => void} changed */
function kinds(zone, changed) {
  const all = ["permitted", "restricted", "no_vending"];
  const buttons = all.map((kind) => h("button", { type: "button", "aria-pressed": String(kind === zone.kind), onclick: () => {
    zone.kind = kind;
    buttons.forEach((button, i) => button.setAttribute("aria-pressed", String(all[i] === kind)));
    changed();
  } }, t(`zone.${kind}`)));
  return h("div", { class: "seg", role: "group", "aria-label": t("zones.kind") }, buttons);
}
