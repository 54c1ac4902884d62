// The tab of allocation: choose a vendor, a place and a time; give the nearest spot.

import { dropped, get, newest } from "./api.js";
import { on, tell } from "./bus.js";
import { calmly, fill, h } from "./dom.js";
import { ascii, digits } from "./format.js";
import { conflict, give, row } from "./give_spots.js";
import { aYear, weekOf, whenStep } from "./give_when.js";
import { whereStep } from "./give_where.js";
import { who } from "./give_who.js";
import { t } from "./settings.js";
import { empty, loading, refused } from "./states.js";
import { openTab } from "./tabs.js";

const signal = newest();
/** @type {{ vendor: VendorHit | null, where: import("./give_where.js").Where, when: import("./give_when.js").When }} */
const plan = { vendor: null, where: { mode: "middle", point: null, zone: null }, when: aYear() };
/** @type {LonLat} */
let middle = [0, 0];
let opened = false;

const list = h("div", { class: "spots-found" });
const notice = h("div", {});
const refresh = calmly(() => opened && load(), 250);

/** The tab's content. @param {LonLat} start the middle of the map */
export function giveTab(start) {
  middle = start;
  const where = whereStep(plan.where, refresh);
  const place = h(
    "div",
    { class: "give" },
    step("1", t("give.vendor"), who((vendor) => ((plan.vendor = vendor), refresh()))),
    step("2", t("give.where"), where.element),
    step("3", t("give.when"), whenStep(plan.when, refresh)),
    step("4", t("give.reason"), why()),
    step("5", t("give.nearest"), h("div", {}, notice, list)),
  );
  listen(where.set);
  return place;
}

/** @param {(change: Partial<import("./give_where.js").Where>) => void} set */
function listen(set) {
  on("moved", ({ lon, lat }) => {
    middle = [lon, lat];
    if (plan.where.mode === "middle") refresh();
  });
  on("picked", (point) => set({ point }));
  on("changed", refresh);
  on("act", ({ id, thing }) => {
    openTab("give");
    if (id === "spots_near") set({ mode: "zone", zone: { id: thing.id, name: thing.title } });
    else {
      Object.assign(plan.where, { mode: "point" });
      set({ point: thing.point });
    }
  });
}

/** The first look at the tab asks for the list. */
export function openGive() {
  opened = true;
  refresh();
}

/** @param {string} n @param {string} title @param {HTMLElement} content */
function step(n, title, content) {
  const number = h("b", { "aria-hidden": "true" }, digits(n));
  return h("section", { class: "step" }, h("h3", {}, number, title), content);
}

async function load() {
  const { where, vendor } = plan;
  if (where.mode === "point" && !where.point) return fill(list, empty(t("give.no_point"), t("give.no_point_advice"), "pin"));
  if (where.mode === "zone" && !where.zone) return fill(list, empty(t("give.no_zone"), t("give.no_zone_advice"), "layers"));
  const asked = signal();
  fill(list, loading(4));
  try {
    const answer = await get("spots/near", { ...place(), ...times(), vendor: vendor?.id, limit: 15 }, asked);
    show(answer.items);
  } catch (error) {
    if (!dropped(error)) fill(list, refused(error, load));
  }
}

function place() {
  const { mode, point, zone } = plan.where;
  const [lon, lat] = mode === "point" && point ? point : middle;
  return mode === "zone" ? { zone: zone?.id } : { lon: lon.toFixed(6), lat: lat.toFixed(6) };
}

function times() {
  const { from, until } = plan.when;
  return { valid_from: ascii(from), valid_until: ascii(until), week: weekOf(plan.when) };
}

/** @param {FreeSpot[]} spots */
function show(spots) {
  if (!spots.length) return fill(list, empty(t("give.none"), t("give.none_advice"), "search"));
  const ready = plan.vendor !== null;
  fill(
    list,
    ready ? null : h("p", { class: "first-note" }, t("give.vendor_first")),
    h("ol", { class: "spots" }, spots.map((spot) => row(spot, take, ready))),
  );
}

const reasons = ["vacancy", "moved", "hardship", "decision", "season", "correction"];
const reason = h("select", { class: "field", id: "give-reason" },
  h("option", { value: "" }, t("give.choose")), reasons.map((code) => h("option", { value: code }, t(`by_hand.${code}`))));

function why() {
  reason.setAttribute("aria-label", t("give.reason"));
  return h("div", { class: "label" }, reason, h("small", {}, t("give.reason_note")));
}

/** @param {FreeSpot} spot */
async function take(spot) {
  fill(notice);
  if (!plan.vendor) return document.getElementById("vendor")?.focus();
  if (!reason.value) {
    fill(notice, h("p", { class: "error-note", role: "alert" }, t("give.reason_first")));
    return reason.focus();
  }
  try {
    await give(spot, { vendor: plan.vendor, reason: reason.value, ...times() });
  } catch (error) {
    const box = conflict(error);
    fill(notice, box);
    box.focus();
    tell("changed", null);
  }
}
