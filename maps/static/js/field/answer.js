// The verdict: a sentence first, then for what and until when, then how sure that is.

import { byId, fill, h, icon } from "../dom.js";
import { length } from "../format.js";
import { t } from "../settings.js";
import { wrong } from "./clock.js";
import { dated, when } from "./hours.js";

const signs = { good: "check", care: "clock", bad: "alert", plain: "map", doubt: "locate", wait: "locate" };

/** @param {Answer} answer @param {boolean} [open] whether all spots are listed */
export function show(answer, open = false) {
  const { headline, place } = answer;
  fill(
    byId("answer"),
    h(
      "article", { class: `verdict ${headline.tone}`, "data-verdict": headline.verdict },
      h("h2", {}, icon(signs[/** @type {"good"} */ (headline.tone)] ?? "map"), h("span", {}, headline.title)),
      headline.detail && h("p", { class: "detail" }, headline.detail),
      h("p", { class: "sure" }, headline.sure),
      headline.advice && h("p", { class: "sure" }, headline.advice),
      answer.offline && h("p", { class: "from-phone" }, icon("offline", "small"), fromPhone(answer.offline, answer.asked)),
      wrong() && h("p", { class: "from-phone" }, icon("clock", "small"), wrong()),
    ),
    spots(answer, open),
  );
  where(place);
}

/** @param {Date} kept when the data were fetched @param {Date} [at] */
function fromPhone(kept, at = new Date()) {
  return t("offline.answer", { time: when(at, at), date: dated(kept) });
}

/** Before there is a position, or instead of one. @param {string} title @param {string} advice @param {() => void} [again] */
export function waiting(title, advice, again) {
  where({ street: "", way: "", block: "", district: null });
  fill(
    byId("answer"),
    h(
      "article", { class: again ? "verdict doubt" : "verdict wait", "data-verdict": again ? "refused" : "waiting" },
      h("h2", {}, icon(again ? "alert" : "locate"), h("span", {}, title)),
      h("p", { class: "detail" }, advice),
      again && h("button", { class: "again", type: "button", onclick: again }, icon("retry", "small"), t("act.again")),
    ),
  );
}

let strange = "";

/** A sentence when the last answer was from a district that is not one's own. */
export function elsewhere() {
  return strange;
}

/** @param {Answer["place"]} place */
function where({ street, way, block, district }) {
  const words = [street, way, block && t("place.block", { code: block })].filter(Boolean);
  const shown = byId("street");
  strange = district && !district.own ? t("place.elsewhere", { district: district.name }) : "";
  shown.hidden = !words.length;
  fill(shown, words.flatMap((word, i) => [i ? " · " : "", h("span", {}, word)]), strange && h("strong", {}, strange));
}

/** @param {Answer} answer @param {boolean} open */
function spots(answer, open) {
  const [first, ...rest] = answer.spots;
  if (!first) return null;
  return h(
    "div", { class: "spots" },
    spot(first),
    open && rest.map(spot),
    !open && rest.length > 0 && h("button", { class: "more", type: "button", onclick: () => show(answer, true) }, t("spot.more", { n: rest.length.toLocaleString(document.documentElement.lang) }), icon("down", "small")),
  );
}

/** @param {SpotHere} spot */
function spot({ label, distance_m, permit, free_label, verdict }) {
  const holder = permit?.holder && t("spot.holder", { name: permit.holder });
  return h(
    "article", { class: "spot", "data-verdict": verdict },
    h("b", {}, label),
    h("span", { class: "far" }, length(distance_m)),
    h("em", { class: "at" }, t(verdict === "outside_spot" ? "spot.outside" : "spot.maybe")),
    h("em", {}, [holder || (permit ? "" : t("spot.nobody")), permit?.valid_label].filter(Boolean).flatMap((words, i) => [i ? " · " : "", h("span", {}, words)])),
    h("em", { class: `state ${permit?.state ?? "free"}` }, permit ? permit.state_label : free_label),
  );
}
