// The public tab: zones, spots and shelters in view, in words.

import { on, tell } from "./bus.js";
import { fill, h, icon } from "./dom.js";
import { number } from "./format.js";
import { settings, t } from "./settings.js";
import { empty } from "./states.js";

const most = 12;

/** @param {(layer: string) => Feature[]} features */
export function hereTab(features) {
  const place = h("div", { class: "here" });
  const draw = () => fill(place, content(features));
  on("still", draw);
  return place;
}

/** @param {(layer: string) => Feature[]} features */
function content(features) {
  const zones = nearest(features("zones"));
  const labour = nearest([...features("shelters"), ...features("gathering_points")]);
  if (!zones.length && !labour.length) return empty(t("here.none"), t("here.none_advice"), "map");
  return [
    h("p", {}, t("here.intro")),
    spots(features("spots")),
    h("p", { class: "fact-link" }, h("a", { href: "/draws/" }, t("here.draws"))),
    section(t("here.zones"), zones, (zone) => row("zone", zone, zone.properties.kind, t(`zone.${zone.properties.kind}`))),
    section(t("here.shelters"), labour, (thing) => row(thing.layer.slice(0, -1), thing, "labour", kind(thing))),
  ];
}

/** @param {Feature[]} features */
function nearest(features) {
  return features.toSorted((a, b) => a.far - b.far).slice(0, most);
}

/** @param {Feature[]} spots */
function spots(spots) {
  const count = (/** @type {string} */ status) => number(spots.filter((s) => s.properties.status === status).length);
  const words = spots.length ? t("here.spots", { free: count("free"), taken: count("taken") }) : t("here.no_spots");
  return h("p", { class: "fact" }, icon("give"), words);
}

/** @param {string} title @param {Feature[]} features @param {(feature: Feature) => Node} show */
function section(title, features, show) {
  return features.length > 0 && h("section", {}, h("h3", {}, title), h("ul", {}, features.map(show)));
}

/** @param {string} type @param {Feature} feature @param {string} look @param {string} word */
function row(type, feature, look, word) {
  const open = () => tell("choose", { type, id: feature.id, fly: true });
  const name = feature.properties[`name_${settings.language}`] || feature.properties.code;
  return h("li", {}, h(
    "button",
    { class: `finding ${look}`, type: "button", onclick: open },
    h("span", { class: "finding-top" }, h("strong", {}, name), h("em", {}, word)),
  ));
}

/** @param {Feature} thing */
function kind({ layer, properties }) {
  if (layer === "gathering_points") return t("type.gathering_point");
  return t(`shelter.${properties.status}`);
}
