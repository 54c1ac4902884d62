// The tab of zones: the siting rules, and what they say of any place.

import { fill, h } from "./dom.js";
import { place, placePart } from "./place.js";
import { openRules, rulesPart } from "./rules.js";
import { settings, t } from "./settings.js";
import { zoneDraw, zoneDrawPart } from "./zone_draw.js";

/** @typedef {{ id: string, body: HTMLElement, open: () => void, leave: () => void }} Part */

/** The tab's content. */
export function zoningTab() {
  /** @type {Part[]} */
  const parts = [
    { id: "rules", body: rulesPart(), open: openRules, leave: () => {} },
    { id: "place", body: placePart(), open: place.open, leave: place.leave },
  ];
  if (settings.may.zones) parts.push({ id: "draw", body: zoneDrawPart(), open: zoneDraw.open, leave: zoneDraw.leave });
  let current = parts[0];
  const choices = h("div", { class: "seg", role: "group", "aria-label": t("zoning.parts") });
  const body = h("div", {});
  /** @param {Part} part */
  const show = (part) => {
    if (part !== current) current.leave();
    current = part;
    fill(choices, parts.map((each) => h(
      "button", { type: "button", "aria-pressed": String(each === part), onclick: () => (show(each), each.open()) }, t(`zoning.${each.id}`),
    )));
    fill(body, part.body);
  };
  show(current);
  return { body: h("div", { class: "give zoning" }, choices, body), open: () => current.open() };
}
