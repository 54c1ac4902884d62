// What is known of the place already: reports of today, and open cases that one can add to.

import { h } from "../dom.js";
import { number } from "../format.js";
import { t } from "../settings.js";
import { get } from "./api.js";

const patienceMs = 2500;

/** What was reported here already; without signal nobody knows. @param {Fix} fix @param {string} kind @returns {Promise<Similar>} */
export async function similar(fix, kind) {
  const params = { lon: fix.lon, lat: fix.lat, accuracy: fix.accuracy_m, kind };
  const found = await get("duplicates", params, AbortSignal.timeout(patienceMs)).catch(() => null);
  return { items: found?.items ?? [], cases: found?.cases ?? [] };
}

/** @param {Similar} found @param {{ drop: () => void, send: (about?: number) => void }} acts */
export function similarPanel({ items, cases }, { drop, send }) {
  return h(
    "div",
    { class: "duplicates", role: "alert" },
    cases.length > 0 && h("p", {}, h("strong", {}, t("report.cases"))),
    cases.map((each) => h(
      "button",
      { class: "wide-button", type: "button", onclick: () => send(each.id) },
      h("span", {}, t("report.of_case", { number: each.number_label })),
      h("small", {}, [each.kind_label, each.state_label, t("unit.m", { n: number(each.distance_m) })].join(" · ")),
    )),
    items.length > 0 && h("p", {}, h("strong", {}, t("report.duplicates"))),
    items.length > 0 && h("ul", {}, items.map((each) => h("li", {}, h("b", {}, each.kind_label), " ", each.seen_label, " · ", t("unit.m", { n: number(each.distance_m) })))),
    items.length > 0 && h("button", { class: "wide-button", type: "button", onclick: drop }, t("report.same")),
    h("button", { class: "wide-button red", type: "button", onclick: () => send() }, t("report.other")),
  );
}
