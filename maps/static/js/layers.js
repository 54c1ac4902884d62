// The tab of layers: a switch for each, with its legend below.

import { tell } from "./bus.js";
import { groups, switchable } from "./catalog.js";
import { h, icon } from "./dom.js";
import { t } from "./settings.js";
import { empty } from "./states.js";
import { swatch } from "./swatch.js";

/** @param {MapLayer[]} all @param {Set<string>} shown */
export function layersTab(all, shown) {
  const layers = switchable(all);
  const place = h("div", { class: "layers" });
  if (!layers.length) place.append(empty(t("layers.none"), t("layers.none_advice"), "layers"));
  const known = [...groups, ...new Set(layers.map((layer) => layer.group))];
  for (const group of new Set(known)) {
    const members = layers.filter((layer) => layer.group === group).toReversed();
    if (members.length) place.append(section(group, members, shown));
  }
  return place;
}

/** @param {string} group @param {MapLayer[]} members @param {Set<string>} shown */
function section(group, members, shown) {
  const title = h("h3", { id: `group-${group}` }, members[0].group_title);
  return h("section", { class: "group", "aria-labelledby": title.id }, title, members.map((layer) => row(layer, shown)));
}

/** @param {MapLayer} layer @param {Set<string>} shown */
function row(layer, shown) {
  const control = h("input", {
    class: "switch", type: "checkbox", role: "switch", id: `layer-${layer.id}`,
    onchange: () => change(layer.id, control.checked, shown),
  });
  control.checked = shown.has(layer.id);
  const parts = layer.legend.map((line) => h("span", { class: "swatch-row" }, swatch(line.swatch), line.label));
  return h(
    "div",
    { class: "layer" },
    h(
      "div",
      { class: "layer-row" },
      h("label", { class: "layer-label", for: control.id }, control, h("span", { class: "layer-name" }, layer.title)),
      layer.downloads.length > 0 && files(layer),
    ),
    h("div", { class: "layer-parts" }, parts),
  );
}

/** The layer as a file, in the formats it has. @param {MapLayer} layer */
function files({ title, downloads }) {
  const label = t("files.of", { layer: title });
  const links = downloads.map((file) => h("a", { href: file.href, download: true }, file.label));
  return h(
    "details",
    { class: "menu files" },
    h("summary", { "aria-label": label, title: label }, icon("save", "small")),
    h("div", { class: "menu-box" }, links),
  );
}

/** @param {string} id @param {boolean} on @param {Set<string>} shown */
function change(id, on, shown) {
  if (on) shown.add(id);
  else shown.delete(id);
  tell("layers", shown);
}

/** Set the switches to what the address says. @param {Set<string>} shown */
export function setSwitches(shown) {
  for (const control of document.querySelectorAll("input.switch")) {
    const input = /** @type {HTMLInputElement} */ (control);
    input.checked = shown.has(input.id.slice("layer-".length));
  }
}
