// Lots by zone: all lawful free spots at once, looked over as a table and a small map.

import { get, post } from "../api.js";
import { fill, h } from "../dom.js";
import { t } from "../settings.js";
import { classesPart } from "./classes.js";
import { act, button, done, empty, part, refusal, table } from "./parts.js";
import { slots } from "./slots.js";
import { zoneMap } from "./zone_map.js";

/** @param {string} path @param {boolean} mayEdit @param {(newer?: OfficeRound) => Promise<void>} changed */
export function lotsPart(path, mayEdit, changed) {
  const zones = h("div", { class: "zones" }, h("p", { role: "status" }, t("state.loading")));
  const show = (/** @type {OfficeZone[]} */ found) => fill(zones,
    found.length ? found.map((zone) => zoneBox(path, zone, mayEdit, changed)) : empty(t("lots.none"), t("lots.none_advice")));
  get(`${path}/lots`).then((answer) => show(answer.zones), (error) => fill(zones, h("p", { class: "refusal", role: "alert" }, error.message)));
  return part(t("lots.title"), mayEdit && filler(path, changed), zones);
}

/** @param {string} path @param {(newer?: OfficeRound) => Promise<void>} changed */
function filler(path, changed) {
  const zone = h("select", { class: "field", "aria-label": t("lots.zone") }, h("option", { value: "" }, t("lots.choose")));
  const hours = h("p", { class: "quiet-note", role: "status" });
  /** @type {Map<string, OfficeZone>} */
  const known = new Map();
  get(`${path}/zones`).then(({ items }) => {
    for (const each of items) {
      known.set(String(each.id), each);
      zone.append(h("option", { value: each.id }, `${each.name} (${each.spots_label})`));
    }
  }, () => {});
  zone.addEventListener("change", () => (hours.textContent = known.get(zone.value)?.week_label ?? ""));
  const times = slots();
  const note = refusal();
  const fillIt = button(t("lots.fill"), "", async (self) => {
    if (!zone.value) return zone.focus();
    const answer = await act(self, () => post(`${path}/lots`, { zone: Number(zone.value), weeks: times.read() }), note);
    if (!answer) return;
    done([t("lots.added", { n: answer.added_label }), ...answer.left_out].join(" · "));
    await changed();
  });
  return h("div", { class: "filler" }, h("div", { class: "filler-zone" }, zone, hours), times.place, fillIt, note);
}

/** @param {string} path @param {OfficeZone} zone @param {boolean} mayEdit @param {(newer?: OfficeRound) => Promise<void>} changed */
function zoneBox(path, zone, mayEdit, changed) {
  const { picture, point } = zoneMap(zone.map);
  const out = async (/** @type {HTMLButtonElement} */ self, /** @type {number[]} */ lots) => {
    if (await act(self, () => post(`${path}/lots/remove`, { lots }))) await changed();
  };
  const rows = zone.lots.map((lot) => [
    h("span", { dir: "ltr" }, lot.spot_label), lot.week_label, lot.goods_label,
    mayEdit ? button(t("rounds.remove"), "ghost", (self) => out(self, [lot.id]), { "aria-label": t("lots.out", { spot: lot.spot_label }) }) : null,
  ]);
  const heads = [t("lots.spot"), t("lots.hours"), t("lots.goods")];
  const listing = table(zone.name, mayEdit ? [...heads, t("rounds.remove")] : heads, rows);
  [...listing.querySelectorAll("tbody tr")].forEach((row, i) => {
    row.addEventListener("mouseenter", () => point(zone.lots[i].id));
    row.addEventListener("focusin", () => point(zone.lots[i].id));
  });
  listing.addEventListener("mouseleave", () => point(null));
  return h("details", { class: "zone-box", open: zone.lots.length < 60 },
    h("summary", {}, h("strong", {}, zone.name), h("span", {}, t("lots.of", { n: zone.lots_label })), h("small", {}, zone.code)),
    h("div", { class: "zone-inside" }, h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": zone.name }, listing), picture),
    classesPart(path, zone, mayEdit, changed),
    mayEdit && h("p", { class: "acts" }, button(t("lots.whole_out"), "grave", (self) => out(self, zone.lots.map((lot) => lot.id)))));
}

