// The parts of the report form: size or outline, and photos.

import { h, icon } from "../dom.js";
import { number } from "../format.js";
import { t } from "../settings.js";

const turnDeg = 15;

/** @param {Draft} draft @param {() => void} redraw */
export function sizeFields(draft, redraw) {
  const change = (/** @type {Partial<Draft>} */ part) => (Object.assign(draft, part), redraw());
  if (draft.drawing) {
    return h(
      "fieldset", { class: "size" },
      h("legend", {}, t("report.size")),
      h("p", { class: "hint-line" }, t("report.tap")),
      h(
        "div", { class: "size-row" },
        h("button", { class: "slim", type: "button", disabled: !draft.corners.length, onclick: () => change({ corners: draft.corners.slice(0, -1) }) }, icon("undo", "small"), t("report.undo")),
        h("button", { class: "slim", type: "button", onclick: () => change({ drawing: false }) }, t("report.by_size")),
      ),
    );
  }
  return h(
    "fieldset", { class: "size" },
    h("legend", {}, t("report.size"), " ", h("small", {}, t("report.paces"))),
    h(
      "div", { class: "steppers" },
      stepper(t("report.length"), draft.length, 0.5, 40, (length) => change({ length })),
      stepper(t("report.depth"), draft.depth, 0.25, 15, (depth) => change({ depth })),
    ),
    h(
      "div", { class: "size-row" },
      h("button", { class: "slim", type: "button", onclick: () => change({ bearing: (draft.bearing + turnDeg) % 180 }) }, icon("retry", "small"), t("report.turn")),
      h("button", { class: "slim", type: "button", onclick: () => change({ drawing: true }) }, icon("square", "small"), t("report.outline")),
    ),
  );
}

/** @param {string} name @param {number} value @param {number} step @param {number} largest @param {(value: number) => void} take */
function stepper(name, value, step, largest, take) {
  const to = (/** @type {number} */ next) => take(Math.min(largest, Math.max(step, Math.round(next / step) * step)));
  return h(
    "div", { class: "stepper", role: "group", "aria-label": name },
    h("span", {}, name),
    h("button", { type: "button", onclick: () => to(value - step), "aria-label": t("report.shorter", { what: name }) }, "−"),
    h("output", {}, t("unit.m", { n: number(value, 2) })),
    h("button", { type: "button", onclick: () => to(value + step), "aria-label": t("report.longer", { what: name }) }, "+"),
  );
}

/** @param {Draft} draft @param {(files: FileList) => void} add @param {() => void} redraw */
export function photoField(draft, add, redraw) {
  const input = h("input", { class: "sr", id: "camera", type: "file", accept: "image/*", capture: "environment", multiple: true, onchange: () => input.files && add(input.files) });
  return h(
    "div", { class: "photos" },
    h("label", { class: "camera", for: "camera" }, icon("camera"), t("report.photo")),
    input,
    draft.photos.map((photo, i) => thumb(photo, i, () => (draft.photos.splice(i, 1), redraw()))),
  );
}

/** @type {WeakMap<Blob, string>} */
const addresses = new WeakMap();

/** @param {KeptPhoto} photo @param {number} i @param {() => void} remove */
function thumb({ blob }, i, remove) {
  const src = addresses.get(blob) ?? URL.createObjectURL(blob);
  addresses.set(blob, src);
  return h(
    "figure", { class: "thumb" },
    h("img", { src, alt: t("report.photos") }),
    h("button", { type: "button", onclick: remove, "aria-label": t("report.remove_photo", { n: number(i + 1) }) }, icon("close", "small")),
  );
}
