// What a rule or a zone would change, told before it is kept.

import { tell } from "./bus.js";
import { h } from "./dom.js";
import { digits, number } from "./format.js";
import { t } from "./settings.js";

/** @param {RulePreview} found */
export function previewOf(found) {
  const heavy = found.forbidden > 0;
  const sentences = [
    heavy ? t("preview.forbidden", { n: number(found.forbidden), permits: number(found.permits) }) : t("preview.nothing"),
    found.freed ? t("preview.freed", { n: number(found.freed) }) : "",
    found.noted ? t("preview.noted", { n: number(found.noted) }) : "",
  ].filter(Boolean);
  return h("div", { class: heavy ? "taken" : "preview-fine", role: "status" },
    h("strong", {}, sentences[0]), sentences.slice(1).map((sentence) => h("p", {}, sentence)),
    found.spots.length > 0 && affected(found.spots));
}

/** Spots by their numbers, each a way to its card. @param {AffectedSpot[]} spots */
export function affected(spots) {
  return h("ul", { class: "affected" }, spots.map(spot));
}

/** @param {AffectedSpot} found */
function spot({ id, number: name, sentence, permits }) {
  const onclick = () => tell("choose", { type: "spot", id, fly: true });
  return h("li", {}, h("button", { class: "link", type: "button", onclick }, digits(name)), " ", sentence,
    permits > 0 && h("small", {}, ` · ${t("preview.permits", { n: number(permits) })}`));
}
