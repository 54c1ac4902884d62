// Without WebGL there is no map to ask: the same rows come from the layers' files.

import { tell } from "./bus.js";
import { settings } from "./settings.js";

const most = 5000;

/** Features of a layer, as the map would give them; they arrive a moment later. */
export function flatFeatures() {
  /** @type {Map<string, Feature[]>} */
  const known = new Map();
  return (/** @type {string} */ layer) => {
    if (!known.has(layer)) {
      known.set(layer, []);
      read(layer).then((features) => {
        known.set(layer, features);
        tell("still");
        tell("moved", middle());
      });
    }
    return known.get(layer) ?? [];
  };
}

/** @param {string} layer @returns {Promise<Feature[]>} */
async function read(layer) {
  try {
    const answer = await fetch(`/downloads/${layer}.geojson`, { credentials: "same-origin" });
    const { features } = answer.ok ? await answer.json() : { features: [] };
    return features.slice(0, most).map((/** @type {any} */ feature) => ({
      layer, id: Number(feature.id ?? feature.properties.id), properties: feature.properties, far: 0,
    }));
  } catch {
    return [];
  }
}

/** @returns {View} */
function middle() {
  const [west, south, east, north] = settings.bounds;
  return { zoom: 12, lat: (south + north) / 2, lon: (west + east) / 2 };
}
