// The hour by the server's clock, as long as this page has heard of it: what is allowed
// "now" must not follow a phone whose clock is set wrong.

import { t } from "../settings.js";
import { when } from "./hours.js";

/** Less than this is the network's doing and nobody's mistake. */
const slackMs = 120_000;
let skewMs = 0;

/** @param {string | null} date the header of an answer that has just come */
export function learn(date) {
  const told = Date.parse(date ?? "");
  if (!Number.isNaN(told)) skewMs = told - Date.now();
}

export function hour() {
  return new Date(Date.now() + (Math.abs(skewMs) > slackMs ? skewMs : 0));
}

/** A sentence for a clock that is wrong; empty for one that goes right. */
export function wrong() {
  if (Math.abs(skewMs) <= slackMs) return "";
  return t("clock.wrong", { time: when(hour(), new Date()), phone: when(new Date(), new Date()) });
}
