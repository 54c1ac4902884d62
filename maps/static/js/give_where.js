// Allocation, where: the middle of the map, a point on it, or a zone.

import { tell } from "./bus.js";
import { fill, h, icon } from "./dom.js";
import { t } from "./settings.js";
import { askZone, chosenZone } from "./zone_choice.js";

/** @typedef {{ mode: "middle" | "point" | "zone", point: LonLat | null, zone: Named | null }} Where */

const modes = /** @type {const} */ (["middle", "point", "zone"]);

/** @param {Where} where @param {() => void} changed */
export function whereStep(where, changed) {
  const choices = h("div", { class: "seg", role: "group", "aria-label": t("give.where") });
  const below = h("div", {});
  const draw = () => {
    fill(choices, modes.map((mode) => choice(mode, where, set)));
    fill(below, detail(where, set));
  };
  /** @param {Partial<Where>} change */
  const set = (change) => {
    Object.assign(where, change);
    draw();
    if (where.mode === "point" && change.mode) tell("pick");
    tell("mark", where.mode === "point" ? where.point : null);
    changed();
  };
  draw();
  return { element: h("div", { class: "step-body" }, choices, below), set };
}

/** @param {Where["mode"]} mode @param {Where} where @param {(change: Partial<Where>) => void} set */
function choice(mode, where, set) {
  const pressed = String(where.mode === mode);
  return h("button", { type: "button", "aria-pressed": pressed, onclick: () => set({ mode }) }, t(`give.${mode}`));
}

/** @param {Where} where @param {(change: Partial<Where>) => void} set */
function detail(where, set) {
  if (where.mode === "middle") return null;
  if (where.mode === "point") return point(where);
  return where.zone ? chosenZone(where.zone, set) : askZone(set);
}

/** @param {Where} where */
function point(where) {
  const words = where.point ? t("give.point_set") : t("give.point_hint");
  const again = h("button", { type: "button", onclick: () => tell("pick") }, t("give.point_again"));
  return h("div", { class: "chosen-one" }, icon("pin"), h("span", {}, words), where.point && again);
}
