// An agency's page: the layers of its agreement as files.

import { loadLayers } from "./catalog.js";
import { byId, fill, h } from "./dom.js";
import { t } from "./settings.js";
import { empty, loading, refused } from "./states.js";

const place = byId("downloads");

async function load() {
  fill(place, loading(3));
  try {
    const layers = (await loadLayers()).filter((layer) => layer.downloads.length);
    fill(place, layers.length ? layers.toReversed().map(row) : empty(t("files.none"), t("files.none_advice"), "save"));
  } catch (error) {
    fill(place, refused(error, load));
  }
}

/** @param {MapLayer} layer */
function row(layer) {
  const files = layer.downloads.map((file) => h("a", { class: "button ghost slim", href: file.href, download: true }, file.label));
  const note = layer.fields.map((field) => field.title).join(t("list.comma"));
  return h("section", { class: "file-row" }, h("h2", {}, layer.title, h("small", {}, note)), files);
}

load();
