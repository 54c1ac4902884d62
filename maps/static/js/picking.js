// Choosing a place on the map: by a click, or Enter for the map's middle; Escape cancels.

import { on, tell } from "./bus.js";
import { byId } from "./dom.js";
import { t } from "./settings.js";

/** @param {import("./map.js").CityMap} map @param {() => void} makeRoom */
export function startPicking(map, makeRoom) {
  const hint = byId("hint");

  /** @param {boolean} picking */
  const set = (picking) => {
    map.picking = picking;
    hint.hidden = !picking;
    hint.textContent = t("pick.hint");
    byId("stage").classList.toggle("picking", picking);
  };

  on("pick", () => {
    set(true);
    makeRoom();
    document.querySelector("canvas")?.focus();
  });
  on("picked", () => set(false));
  document.addEventListener("keydown", (event) => {
    if (!map.picking || !["Enter", "Escape"].includes(event.key)) return;
    event.preventDefault();
    if (event.key === "Escape") return set(false);
    const { lon, lat } = map.view;
    tell("picked", [lon, lat]);
  });
}
