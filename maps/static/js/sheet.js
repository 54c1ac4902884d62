// On phones the panel is a sheet at the foot, pulled up and down by its grip.

import { byId } from "./dom.js";

const stops = [0.14, 0.42, 0.88];
const phone = matchMedia("(max-width: 900px)");

/** Whether the panel is a sheet now. */
export function isPhone() {
  return phone.matches;
}

export function startSheet() {
  const grip = byId("grip");
  let share = stops[1];
  let start = 0;
  let from = 0;
  let moved = false;

  /** @param {number} value */
  const set = (value) => {
    share = Math.min(0.94, Math.max(0.08, value));
    document.body.style.setProperty("--sheet", `${(share * 100).toFixed(1)}%`);
    grip.setAttribute("aria-expanded", String(share > 0.5));
  };
  const settle = () => set(stops.reduce((a, b) => (Math.abs(b - share) < Math.abs(a - share) ? b : a)));

  grip.addEventListener("pointerdown", (event) => {
    grip.setPointerCapture(event.pointerId);
    [start, from, moved] = [event.clientY, share, false];
    byId("panel").classList.add("dragged");
  });
  grip.addEventListener("pointermove", (event) => {
    if (!grip.hasPointerCapture(event.pointerId)) return;
    moved ||= Math.abs(event.clientY - start) > 4;
    set(from + (start - event.clientY) / innerHeight);
  });
  grip.addEventListener("pointerup", () => {
    byId("panel").classList.remove("dragged");
    settle();
  });
  grip.addEventListener("click", () => {
    if (!moved) set(share > 0.5 ? stops[0] : share < 0.3 ? stops[1] : stops[2]);
    moved = false;
  });
  set(share);
  return { low: () => set(stops[0]), middle: () => set(stops[1]) };
}
