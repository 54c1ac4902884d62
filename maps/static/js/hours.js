// What an hour of the week is called; 0 is Saturday 0:00 to 1:00.

import { digits } from "./format.js";
import { t } from "./settings.js";

/** ``Saturday 17:00–18:00``. @param {number} hour */
export function hourName(hour) {
  return t("heat.hour", { day: t(`day.${Math.floor(hour / 24)}`), from: clock(hour % 24), to: clock((hour % 24) + 1) });
}

/** @param {number} hour of the day */
export function clock(hour) {
  return digits(`${String(hour).padStart(2, "0")}:00`);
}
