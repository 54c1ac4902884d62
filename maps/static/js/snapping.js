// Where a drawn corner goes: to the nearest corner or edge of what the map shows, within some pixels.

const reach = 11;
const layers = ["zones", "parcels", "ways", "base", "boundary", "spots"];

/** @param {any} map of MapLibre @param {{ lng: number, lat: number, containerX: number, containerY: number }} event @returns {LonLat | undefined} */
export function snapped(map, { containerX: x, containerY: y }) {
  const box = [[x - reach, y - reach], [x + reach, y + reach]];
  const near = map.queryRenderedFeatures(box).filter((/** @type {any} */ f) => layers.includes(f.source));
  /** @type {{ at: LonLat, far: number } | null} */
  let corner = null, edge = null;
  for (const ring of near.flatMap((/** @type {any} */ f) => rings(f.geometry))) {
    const pixels = ring.map((/** @type {LonLat} */ at) => map.project(at));
    for (let i = 0; i < ring.length; i++) {
      const far = Math.hypot(pixels[i].x - x, pixels[i].y - y);
      if (far <= reach && far < (corner?.far ?? Infinity)) corner = { at: ring[i], far };
      if (i) edge = nearer(edge, foot(pixels[i - 1], pixels[i], { x, y }), map);
    }
  }
  return (corner ?? edge)?.at;
}

/** @param {any} best @param {{ x: number, y: number, far: number }} found @param {any} map */
function nearer(best, found, map) {
  if (found.far > reach || found.far >= (best?.far ?? Infinity)) return best;
  const { lng, lat } = map.unproject([found.x, found.y]);
  return { at: [lng, lat], far: found.far };
}

/** The nearest point of a side. @param {any} a @param {any} b @param {{ x: number, y: number }} p */
function foot(a, b, p) {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const long = dx * dx + dy * dy;
  const share = long ? Math.max(0, Math.min(1, ((p.x - a.x) * dx + (p.y - a.y) * dy) / long)) : 0;
  const [x, y] = [a.x + share * dx, a.y + share * dy];
  return { x, y, far: Math.hypot(x - p.x, y - p.y) };
}

/** @param {any} geometry @returns {LonLat[][]} */
function rings({ type, coordinates }) {
  if (type === "Polygon" || type === "MultiLineString") return coordinates;
  if (type === "MultiPolygon") return coordinates.flat();
  return type === "LineString" ? [coordinates] : [];
}
