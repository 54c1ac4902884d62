// The colours of the light map, stronger than on the desk: it is read in the sun.

export const ink = {
  ground: "#e9e3d6", street: "#ffffff", sidewalk: "#f7edd6", square: "#ffffff", park: "#cfe3c6", river: "#a9cbe3",
  setback: "#dbe7ec", kerb: "#c3b799", paper: "#fffdf9", permitted: "#2e7d32", red: "#9b1c31", blue: "#1d5fa7",
  ink: "#1f2a2e", quiet: "#4a5558",
};

/** Every kind has a second sign beside its colour: solid, long dashes, hatched with short ones. */
export const zoneInk = {
  permitted: { edge: "#2e7d32", dash: [], fill: "#2e7d3238" },
  restricted: { edge: "#b97900", dash: [12, 6], fill: "#b9790030" },
  no_vending: { edge: "#9b1c31", dash: [5, 4], fill: null },
};

/** @type {Map<string, CanvasPattern>} */
const hatches = new Map();

/** Lines at 45° that meet at the tile's edges. @param {CanvasRenderingContext2D} pen @param {string} colour */
export function hatch(pen, colour) {
  const known = hatches.get(colour);
  if (known) return known;
  const tile = document.createElement("canvas");
  tile.width = tile.height = 10;
  const own = /** @type {CanvasRenderingContext2D} */ (tile.getContext("2d"));
  own.strokeStyle = `${colour}66`;
  own.lineWidth = 1.6;
  for (const shift of [-10, 0, 10]) {
    own.moveTo(shift - 1, 11);
    own.lineTo(shift + 11, -1);
  }
  own.stroke();
  const made = /** @type {CanvasPattern} */ (pen.createPattern(tile, "repeat"));
  hatches.set(colour, made);
  return made;
}
