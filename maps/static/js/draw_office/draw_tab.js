// The draw: the frozen list, the witnesses' words, the result by zone and its proof.

import { get } from "../api.js";
import { fill, h } from "../dom.js";
import { number } from "../format.js";
import { t } from "../settings.js";
import { empty, part, table } from "./parts.js";
import { witnessesPart } from "./witnesses.js";

/** @param {string} path @param {OfficeRound} call @param {(newer?: OfficeRound) => Promise<void>} changed */
export function drawTab(path, call, changed) {
  const { record } = call;
  if (!record) return [empty(t("draw.not_frozen"), t("draw.not_frozen_advice"))];
  const drawn = record.drawn_label !== "";
  return [
    part(t("draw.tab"),
      h("p", {}, drawn
        ? t("draw.drawn", { when: record.drawn_label, pool: record.pool_label, given: record.given_label })
        : t("draw.frozen", { when: record.frozen_label })),
      h("dl", { class: "facts hashes" },
        h("div", {}, h("dt", {}, t("draw.root")), h("dd", { dir: "ltr" }, record.root)),
        h("div", {}, h("dt", {}, t("draw.rules")), h("dd", { dir: "ltr" }, record.rules_hash)),
        h("div", {}, h("dt", {}, call.number_name), h("dd", {}, h("bdi", {}, call.number || "–")))),
      h("p", { class: "acts" },
        h("a", { class: "button ghost slim", href: record.file, download: true }, t("draw.record")),
        h("a", { class: "button ghost slim", href: record.program, download: true }, t("draw.program")),
        h("a", { class: "button ghost slim", href: record.public }, t("draw.proof")))),
    witnessesPart(path, call, changed, true),
    drawn && resultPart(path),
  ].filter(Boolean);
}

/** @param {string} path */
function resultPart(path) {
  const place = h("div", {}, h("p", { role: "status" }, t("state.loading")));
  get(`${path}/result`).then(
    (/** @type {OfficeResult} */ { zones }) => fill(place, zones.map(zoneTable)),
    (error) => fill(place, h("p", { class: "refusal", role: "alert" }, error.message)),
  );
  return part(t("draw.result"), place);
}

/** @param {OfficeResult["zones"][number]} zone */
function zoneTable(zone) {
  const rows = zone.lots.map((lot) => [
    lot.label,
    lot.given ? person(lot.given, t("draw.rank", { rank: lot.given.rank_label })) : h("span", { class: "quiet-note" }, t("draw.nobody")),
    lot.waiting ? t("draw.waits", { n: number(lot.waiting), who: lot.next[0]?.receipt ?? "" }) : t("draw.no_wait"),
  ]);
  return h("div", { class: "zone-result" }, h("h3", {}, zone.name), table(zone.name, [t("draw.lot"), t("draw.given"), t("draw.waiting")], rows));
}

/** @param {OfficePerson} one @param {string} more */
export function person(one, more) {
  return h("span", { class: "person" }, h("bdi", { class: "receipt-small", dir: "ltr" }, one.receipt),
    h("small", {}, [one.name, one.code, more].filter(Boolean).join(" · ")));
}
