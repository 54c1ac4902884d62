// Drawing zones: a new one or another shape for one; the rules answer while one draws; a draft is kept and published.

import { dropped, get, newest, post } from "./api.js";
import { on, tell } from "./bus.js";
import { calmly, fill, h, icon, say } from "./dom.js";
import { drawingOn } from "./drawing.js";
import { length, number } from "./format.js";
import { sides } from "./measured.js";
import { previewOf } from "./rule_preview.js";
import { t } from "./settings.js";
import { empty, loading, refused } from "./states.js";
import { toast } from "./toast.js";
import { askZone } from "./zone_choice.js";
import { blankZone, bodyOf, zoneForm } from "./zone_form.js";
import { draftRow } from "./zone_drafts.js";

/** @type {any} */
let map = null;
/** @type {import("./drawing.js").Drawing | null} */
let drawing = null;
/** @type {import("./zone_form.js").ZoneTyped | null} */
let zone = null;
const signal = newest();
const place = h("div", { class: "zone-draw" });
const answer = h("div", { class: "zone-answer", role: "status" });
const measure = h("p", { class: "quiet-note", role: "status" });
const asks = calmly(ask, 350);
on("map", (made) => (map = made));

export const zoneDraw = {
  open: () => (zone ? null : showList()),
  leave: () => stop(),
};

export function zoneDrawPart() {
  return place;
}

/** Drafts, and the ways to begin one. */
async function showList() {
  stop();
  fill(place, starts(), loading(2));
  try {
    const { items } = await get("zones/drafts");
    fill(place, starts(), h("h3", {}, t("zones.drafts")), items.length
      ? h("ul", { class: "rules-list" }, items.map((/** @type {ZoneRow} */ row) => draftRow(row, edit, showList)))
      : empty(t("zones.no_drafts"), t("zones.no_drafts_advice"), "layers"));
  } catch (error) {
    fill(place, starts(), refused(error, showList));
  }
}

function starts() {
  const change = async (/** @type {{ zone: Named | null }} */ { zone: chosen }) => {
    if (!chosen) return;
    const found = await get(`zones/${chosen.id}`);
    edit({ ...found, id: null });
  };
  return h("div", { class: "step" },
    h("button", { class: "button slim", type: "button", id: "new-zone", onclick: () => edit(null) }, icon("plus", "small"), t("zones.new")),
    h("div", { class: "label" }, t("zones.change"), askZone(change)));
}

/** @param {any} row of a draft or a zone; null: a new one */
async function edit(row) {
  zone = row ?? blankZone();
  const back = h("button", { class: "button ghost slim", type: "button", onclick: () => ((zone = null), showList()) }, t("rules.back_list"));
  fill(place, tools(), measure, answer, zoneForm(/** @type {any} */ (zone), asks, saved), back);
  fill(answer, h("p", { class: "first-note" }, t(row ? "zones.edit_hint" : "zones.draw_hint")));
  fill(measure);
  if (!map) return;
  drawing ??= await drawingOn(map, { changed: changed, finished });
  document.getElementById("stage")?.classList.add("drawing");
  tell("drawing", true);
  if (row?.shape) {
    drawing.put(row.shape);
    asks();
  } else drawing.begin("polygon");
}

function tools() {
  const begin = (/** @type {any} */ mode) => () => {
    cutting = false;
    drawing?.dropLines();
    drawing?.begin(mode);
  };
  const cut = () => {
    cutting = true;
    drawing?.dropLines();
    drawing?.begin("linestring");
    say(t("zones.cut_hint"));
    fill(measure, t("zones.cut_hint"));
  };
  const tool = (/** @type {string} */ id, /** @type {() => void} */ onclick) => h("button", { class: "pick", type: "button", id: `draw-${id}`, onclick }, t(`zones.tool_${id}`));
  return h("div", { class: "filter-row", role: "toolbar", "aria-label": t("zones.tools") },
    tool("shape", begin("polygon")), tool("edit", begin("select")), tool("cut", cut), tool("measure", begin("linestring")),
    tool("clear", () => (drawing?.clear(), fill(answer), fill(measure), drawing?.begin("polygon"))));
}

let cutting = false;

function changed() {
  const line = drawing?.line ?? [];
  if (line.length > 1 && !cutting) {
    const { each, total } = sides(line);
    fill(measure, t("zones.measured", { total: length2(total), last: length2(each.at(-1) ?? 0) }));
  }
  asks();
}

/** @param {number} metres */
function length2(metres) {
  return metres < 1000 ? t("unit.m", { n: number(metres, 2) }) : length(metres);
}

/** @param {string} mode */
async function finished(mode) {
  if (mode === "polygon") drawing?.begin("select");
  if (mode !== "linestring" || !cutting || !drawing?.shape || !zone) return;
  cutting = false;
  try {
    const { parts } = await post("zones/split", { shape: drawing.shape, line: { type: "LineString", coordinates: drawing.line } });
    drawing.put(parts[0]);
    for (const [i, part] of parts.slice(1).entries()) {
      await post("zones/drafts", { ...bodyOf(zone, part), id: null, zone: null, code: `${zone.code || "Z"}-${i + 2}`, name_fa: zone.name_fa || "—" });
    }
    toast(t("zones.cut_done", { n: number(parts.length - 1) }));
    asks();
  } catch (error) {
    drawing?.dropLines();
    fill(measure, /** @type {Error} */ (error).message);
  }
}

/** What the shape holds and would do; the newest question wins. */
async function ask() {
  const shape = drawing?.shape;
  if (!shape || !zone) return;
  const asked = signal();
  try {
    const found = await post("zones/drafts/preview", bodyOf(zone, shape));
    if (!asked.aborted) show(found);
  } catch (error) {
    if (!dropped(error) && !asked.aborted) fill(answer, h("p", { class: "error-note" }, /** @type {Error} */ (error).message));
  }
}

/** @param {ZoneAnswer} found */
function show(found) {
  const [first, ...rest] = found.sentences;
  fill(answer, h("p", {}, h("strong", {}, first)), rest.map((sentence) => h("p", {}, sentence)),
    found.unlawful > 0 && previewOf({ forbidden: new Set(found.permits.map((each) => each.id)).size, permits: found.unlawful, freed: 0, noted: 0, spots: found.permits, freed_spots: [] }));
  tell("proofs", { verdicts: found.blocked ? [{ kind: "blocked", result: "fail", proof: found.blocked }] : [] });
}

/** @returns {Promise<string>} what is wrong */
async function saved() {
  const shape = drawing?.shape;
  if (!zone || !shape) return t("zones.no_shape");
  try {
    const kept = await post("zones/drafts", bodyOf(zone, shape));
    zone = null;
    toast(t("zones.kept", { code: kept.code }));
    await showList();
    return "";
  } catch (error) {
    return /** @type {Error} */ (error).message;
  }
}

function stop() {
  drawing?.end();
  drawing = null;
  document.getElementById("stage")?.classList.remove("drawing");
  tell("drawing", false);
  tell("proofs", null);
}
