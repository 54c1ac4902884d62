// The date and time of the city in the bar.

import { byId } from "./dom.js";
import { moment } from "./format.js";

export function startClock() {
  const place = byId("now");
  const show = () => {
    const now = new Date();
    place.textContent = moment(now);
    place.setAttribute("datetime", now.toISOString());
  };
  show();
  setInterval(show, 20_000);
}
