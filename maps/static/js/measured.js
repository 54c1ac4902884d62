// Lengths on the ground, for what is drawn.

const radius = 6371008.8;
const rad = Math.PI / 180;

/** Metres between two places. @param {LonLat} a @param {LonLat} b */
export function metres([lon1, lat1], [lon2, lat2]) {
  const across = Math.sin(((lat2 - lat1) * rad) / 2) ** 2 + Math.cos(lat1 * rad) * Math.cos(lat2 * rad) * Math.sin(((lon2 - lon1) * rad) / 2) ** 2;
  return 2 * radius * Math.asin(Math.sqrt(across));
}

/** Of each side, and of all. @param {LonLat[]} line */
export function sides(line) {
  const each = line.slice(1).map((place, i) => metres(line[i], place));
  return { each, total: each.reduce((sum, side) => sum + side, 0) };
}
