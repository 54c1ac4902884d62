// Hatches and signs of the map, drawn on a canvas when the style asks for them.

const ratio = 2;

/** @typedef {{ data: ImageData, pixelRatio: number }} Picture */

/** The picture of a name such as hatch:0f5c56, sign:shelter:ffffff or pin:0f5c56. @param {string} name @returns {Picture | null} */
export function picture(name) {
  const [kind, first, second] = name.split(":");
  if (kind === "hatch") return drawn(8, 8, (pen) => hatch(pen, `#${first}`));
  if (kind === "pin") return drawn(30, 38, (pen) => pin(pen, `#${first}`));
  if (kind === "sign" && signs[first]) return drawn(24, 24, (pen) => sign(pen, first, `#${second}`));
  return null;
}

/** @param {number} width @param {number} height @param {(pen: CanvasRenderingContext2D) => void} draw @returns {Picture} */
function drawn(width, height, draw) {
  const canvas = document.createElement("canvas");
  canvas.width = width * ratio;
  canvas.height = height * ratio;
  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d", { willReadFrequently: true }));
  pen.scale(ratio, ratio);
  draw(pen);
  return { data: pen.getImageData(0, 0, canvas.width, canvas.height), pixelRatio: ratio };
}

/** Lines at 45° that meet at the tile's edges. @param {CanvasRenderingContext2D} pen @param {string} colour */
function hatch(pen, colour) {
  pen.strokeStyle = colour;
  pen.globalAlpha = 0.62;
  pen.lineWidth = 1.35;
  for (const shift of [-8, 0, 8]) {
    pen.beginPath();
    pen.moveTo(shift - 1, 9);
    pen.lineTo(shift + 9, -1);
    pen.stroke();
  }
}

/** @param {CanvasRenderingContext2D} pen @param {string} colour */
function pin(pen, colour) {
  pen.fillStyle = colour;
  pen.strokeStyle = "#fffdf9";
  pen.lineWidth = 2.4;
  const body = new Path2D("M15 36.5C11 29.5 3.5 22.5 3.5 14A11.5 11.5 0 0 1 26.5 14C26.5 22.5 19 29.5 15 36.5Z");
  pen.stroke(body);
  pen.fill(body);
  pen.fillStyle = "#fffdf9";
  pen.beginPath();
  pen.arc(15, 14, 4.6, 0, 7);
  pen.fill();
}

/** Signs on 24 × 24: lines, and what is filled. @type {Record<string, { line?: string, fill?: string }>} */
const signs = {
  shelter: { fill: "M3.6 12.4C4.4 7.6 7.9 5 12 5S19.6 7.6 20.4 12.4Z", line: "M12 12V18.2A1.9 1.9 0 0 0 15.8 18.2" },
  people: {
    fill: "M9 10.6A2.7 2.7 0 1 0 9 5.2A2.7 2.7 0 0 0 9 10.6ZM3.6 18.6C3.6 14.6 5.9 12.4 9 12.4S14.4 14.6 14.4 18.6ZM16.2 11.4A2.2 2.2 0 1 0 16.2 7A2.2 2.2 0 0 0 16.2 11.4ZM15.9 18.6H20.6C20.6 15.3 18.9 13 16.2 13C15.6 13 15.1 13.1 14.6 13.3C15.5 14.7 15.9 16.5 15.9 18.6Z",
  },
  hydrant: { fill: "M9 9A3 3 0 0 1 15 9V19H9ZM6.5 11.5H17.5V14H6.5ZM8 19H16V20.5H8Z" },
  bus_stop: { fill: "M6 5H18V17H6Z", line: "M7.5 17V19.5M16.5 17V19.5" },
  crossing: { line: "M6 6V18M10 6V18M14 6V18M18 6V18" },
  ramp: { line: "M4.5 17.5H19.5L19.5 9Z" },
  driveway: { line: "M5 18V12L9 7H15L19 12V18" },
  entrance: { line: "M7 19.5V5H17V19.5M14 12.5V13" },
  pole: { line: "M12 4V20M7.5 7.5H16.5" },
};

/** @param {CanvasRenderingContext2D} pen @param {string} name @param {string} colour */
function sign(pen, name, colour) {
  const { line, fill } = signs[name];
  pen.fillStyle = pen.strokeStyle = colour;
  pen.lineWidth = 2;
  pen.lineCap = pen.lineJoin = "round";
  if (fill) pen.fill(new Path2D(fill));
  if (line) pen.stroke(new Path2D(line));
}
