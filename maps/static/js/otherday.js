// What the map has only on another day: zones that hold then, findings that begin until then.

const nothing = { type: "FeatureCollection", features: [] };
const drawn = new Map([["zones", "then-zones"], ["encroachments", "then-findings"]]);

/** Empty as long as it is today. */
export const sources = Object.fromEntries([...drawn.values()].map((id) => [id, { type: "geojson", data: nothing }]));

/** The same look as the layer's own, near by. @param {any[]} pieces of the layers @returns {any[]} */
export function thenPieces(pieces) {
  const shapes = pieces.filter((piece) => drawn.has(piece.source) && ["fill", "line"].includes(piece.type));
  return shapes.map((piece) => {
    const { "source-layer": _layer, minzoom: _from, ...rest } = piece;
    return { ...rest, id: `then-${piece.id}`, source: drawn.get(piece.source) };
  });
}

/** Zones and spots of another day, or of today again. @param {any} map of MapLibre @param {Differences | null} found */
export function showThen(map, found) {
  const source = map.getSource("then-zones");
  if (!source) return void map.once("styledata", () => showThen(map, found));
  const { come = [], gone = [] } = found?.zones ?? {};
  source.setData(collection(come.map(({ id, kind, geometry }) => feature(id, geometry, { kind }))));
  for (const piece of map.getStyle().layers) {
    if (piece.source !== "zones") continue;
    const usual = piece.metadata.filter ?? null;
    const theirs = ["!", ["in", ["id"], ["literal", gone]]];
    map.setFilter(piece.id, gone.length ? (usual ? ["all", usual, theirs] : theirs) : usual);
  }
  colour(map, found);
}

/** @param {any} map @param {Differences | null} found */
function colour(map, found) {
  const spots = { source: "spots", sourceLayer: "spots" };
  if (!map.getSource("spots")) return;
  map.removeFeatureState(spots);
  for (const status of /** @type {const} */ (["taken", "free"])) {
    for (const id of found?.spots[status] ?? []) map.setFeatureState({ ...spots, id }, { status });
  }
}

/** Findings that don't exist today. @param {any} map @param {ThenShape[]} shapes */
export function showFindings(map, shapes) {
  const features = shapes.map(({ id, certainty, occupation, shape }) => feature(id, shape, { certainty, occupation }));
  map.getSource("then-findings")?.setData(collection(features));
}

/** @param {any[]} features */
function collection(features) {
  return { type: "FeatureCollection", features };
}

/** @param {number} id @param {Shape} geometry @param {Record<string, unknown>} properties */
function feature(id, geometry, properties) {
  return { type: "Feature", id, geometry, properties };
}
