// The table that equals the map: the features in view, or the queue, sortable, for the keyboard.

import { on, tell } from "./bus.js";
import { cards } from "./catalog.js";
import { cell } from "./cells.js";
import { byId, fill, h, icon, say } from "./dom.js";
import { digits, number } from "./format.js";
import { onEscape } from "./keys.js";
import { settings, t } from "./settings.js";
import { empty } from "./states.js";

/** @typedef {{ thing: Thing | null, cells: (string | number | null)[] }} Line */
/** @typedef {{ items: () => Finding[], total: () => number, more: () => Promise<unknown> | null }} Queue */
/** @typedef {{ columns: string[], lines: Line[] }} Sheet */
/** @typedef {{ layers: () => MapLayer[], features: (layer: string) => Feature[], queue: Queue | null }} Sources */

const most = 1000;
/** The name in the language that isn't being read. */
const unread = settings.language === "fa" ? "name_en" : "name_fa";
/** @type {Sources} */
let sources;
let from = "";
/** What the reader sorted by; null: the queue in its own order, a layer by its names. @type {{ column: number, down: boolean } | null} */
let sorted = null;
let shown = false;

/** @param {Sources} given */
export function startTable(given) {
  sources = given;
  on("table", (open) => {
    shown = Boolean(open);
    byId("tabled").hidden = !shown;
    if (!shown) return;
    draw();
    byId("tabled").querySelector("select")?.focus();
  });
  for (const news of /** @type {const} */ (["moved", "layers", "still"])) on(news, redraw);
  onEscape(() => shown && (tell("table", false), true));
}

/** Rows change below the reader; the focus stays where it was. */
function redraw() {
  if (!shown) return;
  const { id } = document.activeElement ?? {};
  draw();
  if (id) document.getElementById(id)?.focus();
}

/** @returns {[string, string][]} */
function choices() {
  const findings = sources.queue ? "encroachments" : "";
  const layers = sources.layers().filter((layer) => cards.has(layer.id) && layer.id !== findings).toReversed();
  /** @type {[string, string][]} */
  const queue = sources.queue ? [["queue", t("tab.queue")]] : [];
  return [...queue, .../** @type {[string, string][]} */ (layers.map((layer) => [layer.id, layer.title]))];
}

function draw() {
  const all = choices();
  if (!all.some(([id]) => id === from)) from = all[0]?.[0] ?? "";
  const sheet = from === "queue" ? queueSheet() : layerSheet(from);
  const lines = ordered(sheet.lines).slice(0, most);
  fill(byId("tabled"), head(all, sheet.lines.length), body(sheet.columns, lines));
}

/** @param {[string, string][]} all @param {number} n */
function head(all, n) {
  const select = h("select", { class: "pick", id: "table-of", onchange: () => {
    from = select.value;
    sorted = null;
    draw();
    byId("table-of").focus();
  } }, all.map(([value, label]) => h("option", { value }, label)));
  select.value = from;
  const whole = from === "queue" ? Math.max(n, sources.queue?.total() ?? 0) : n;
  const words = n > most ? "table.first" : whole > n ? "table.part" : "table.rows";
  const count = t(words, { n: number(Math.min(n, most)), all: number(whole) });
  return h(
    "div",
    { class: "tabled-head" },
    h("h2", {}, t("table.title")),
    h("span", { class: "count" }, count),
    from === "queue" && whole > n && more(),
    h("label", {}, h("span", { class: "sr" }, t("table.of")), select),
    h("button", { class: "button ghost slim", type: "button", onclick: () => tell("table", false) }, icon("map", "small"), t("table.map")),
  );
}

/** The queue comes in pages. */
function more() {
  const onclick = async () => {
    await sources.queue?.more();
    draw();
  };
  return h("button", { class: "button ghost slim", type: "button", onclick }, t("queue.more"));
}

/** @param {string[]} columns @param {Line[]} lines */
function body(columns, lines) {
  if (!lines.length) return h("div", { class: "tabled-body" }, empty(t("table.none"), t("table.none_advice"), "search"));
  const caption = h("caption", { class: "sr" }, t("table.title"));
  const top = h("tr", {}, columns.map(header));
  return h(
    "div",
    { class: "tabled-body", tabindex: "0", role: "region", "aria-label": t("table.title") },
    h("table", {}, caption, h("thead", {}, top), h("tbody", {}, lines.map(row))),
  );
}

/** @param {string} title @param {number} i */
function header(title, i) {
  const by = sorting();
  const here = by?.column === i;
  const onclick = () => {
    sorted = { column: i, down: here && !by.down };
    draw();
    /** @type {HTMLElement | null} */ (document.querySelectorAll(".tabled thead button")[i])?.focus();
    say(t(sorted.down ? "table.down" : "table.up", { column: title }));
  };
  const order = here ? { "aria-sort": by.down ? "descending" : "ascending" } : {};
  return h("th", { scope: "col", ...order }, h("button", { type: "button", onclick }, title, icon("sort")));
}

/** @param {Line} line */
function row({ thing, cells }) {
  const [first, ...rest] = cells.map(text);
  const open = () => thing && (tell("table", false), tell("choose", { ...thing, fly: true, focus: true }));
  const name = thing ? h("button", { class: "go", type: "button", onclick: open }, first || "—") : first;
  return h("tr", {}, h("th", { scope: "row" }, name), rest.map((cell, i) => h("td", { class: look(cells[i + 1], cell) }, cell)));
}

/** Numbers and short words stay on one line. @param {string | number | null} value @param {string} shown */
function look(value, shown) {
  return typeof value === "number" ? "number" : shown.length < 28 ? "brief" : null;
}

/** @param {string | number | null} cell */
function text(cell) {
  if (cell === null || cell === undefined) return "";
  return typeof cell === "number" ? number(cell, 2) : digits(cell);
}

function sorting() {
  return sorted ?? (from === "queue" ? null : { column: 0, down: false });
}

/** @param {Line[]} lines */
function ordered(lines) {
  const by = sorting();
  if (!by) return lines;
  const sign = by.down ? -1 : 1;
  return lines.toSorted((a, b) => sign * compare(a.cells[by.column], b.cells[by.column]));
}

/** @param {any} a @param {any} b */
function compare(a, b) {
  if (a === b) return 0;
  if (a === null || a === undefined) return 1;
  if (b === null || b === undefined) return -1;
  if (typeof a === "number" && typeof b === "number") return a - b;
  return String(a).localeCompare(String(b), undefined, { numeric: true });
}

/** @returns {Sheet} */
function queueSheet() {
  const columns = ["title", "certainty", "area", "depth", "error", "z", "found"].map((name) => t(`column.${name}`));
  const lines = (sources.queue?.items() ?? []).map((f) => ({
    thing: { type: "finding", id: f.id },
    cells: [f.title, f.certainty_label, f.area_m2, f.depth_m, f.sigma_m, f.z, f.found_label],
  }));
  return { columns, lines };
}

/** @param {string} id @returns {Sheet} */
function layerSheet(id) {
  const layer = sources.layers().find((l) => l.id === id);
  if (!layer) return { columns: [], lines: [] };
  const type = /** @type {string} */ (cards.get(id));
  const fields = layer.fields.filter((field) => field.name !== unread);
  const lines = sources.features(id).map((feature) => ({
    thing: { type, id: feature.id },
    cells: fields.map((field) => cell(field, feature.properties[field.name])),
  }));
  return { columns: fields.map((field) => field.title), lines };
}
