// When in the week obstructions were seen: a table of 7 × 24 hours, Saturday first.

import { dropped, get, newest } from "./api.js";
import { on, tell } from "./bus.js";
import { byId, fill, h, icon, say } from "./dom.js";
import { digits, number } from "./format.js";
import { hourName } from "./hours.js";
import { onEscape } from "./keys.js";
import { filters } from "./queue_state.js";
import { settings, t } from "./settings.js";
import { isPhone } from "./sheet.js";
import { empty, loading, refused } from "./states.js";

/** @typedef {import("./queue_state.js").Filters} Filters */

const signal = newest();
const days = [0, 1, 2, 3, 4, 5, 6];
const hours = Array.from({ length: 24 }, (_, n) => n);
const body = h("div", { class: "heat-body" });
const section = h("section", { class: "tabled heat", id: "heat", "aria-label": t("heat.title"), hidden: true });
/** Whether a number is set against the days on which anybody looked. */
let aDay = false;
/** @type {Heat | null} */
let shown = null;
/** @type {(change: Partial<Filters>) => void} */
let choose;

/** @param {typeof choose} chosen what an hour does when it is pressed */
export function startHeat(chosen) {
  choose = chosen;
  byId("stage").append(section);
  on("heat", (open) => (open ? show() : (section.hidden = true)));
  onEscape(() => !section.hidden && (close(), true));
}

/** The filters have changed. */
export function heatAgain() {
  if (!section.hidden) load();
}

function show() {
  if (!section.hidden) return;
  section.hidden = false;
  fill(section, head(), body);
  section.querySelector("button")?.focus();
  load();
}

function close() {
  tell("heat", false);
  document.getElementById("open-heat")?.focus();
}

async function load() {
  const asked = signal();
  if (!shown) fill(body, loading(7));
  try {
    shown = await get("findings/heat", { ...filters, hour: "", order: "" }, asked);
    draw();
  } catch (error) {
    if (!dropped(error)) fill(body, refused(error, load));
  }
}

function head() {
  const measures = [[false, "heat.count"], [true, "heat.a_day"]].map(([value, key]) => {
    const button = h("button", { type: "button", "aria-pressed": String(aDay === value), onclick: () => measure(Boolean(value)) }, t(String(key)));
    return button;
  });
  return h(
    "div",
    { class: "tabled-head" },
    h("h2", {}, t("heat.title")),
    h("div", { class: "seg", role: "group", "aria-label": t("heat.measure") }, measures),
    h("button", { class: "button ghost slim", type: "button", onclick: close }, icon("map", "small"), t("table.map")),
  );
}

/** @param {boolean} value */
function measure(value) {
  aDay = value;
  fill(section, head(), body);
  draw();
  /** @type {HTMLElement | null} */ (section.querySelector('[aria-pressed="true"]'))?.focus();
}

function draw() {
  if (!shown) return;
  if (!shown.findings) return fill(body, empty(t("heat.none"), t("heat.none_advice"), "hours"));
  const columns = isPhone() ? days : hours;
  const lines = isPhone() ? hours : days;
  const top = h("tr", {}, h("td", {}), columns.map((n) => h("th", { scope: "col" }, isPhone() ? t(`day_short.${n}`) : digits(String(n)))));
  const rows = lines.map((line) => h(
    "tr",
    {},
    h("th", { scope: "row" }, isPhone() ? digits(`${line}`) : t(`day.${line}`)),
    columns.map((column) => h("td", {}, cell(isPhone() ? column * 24 + line : line * 24 + column))),
  ));
  fill(
    body,
    h("div", { class: "heat-room" }, h("table", { onkeydown: onKey }, h("caption", { class: "sr" }, t("heat.title")), h("thead", {}, top), h("tbody", {}, rows))),
    scale(),
    h("p", { class: "heat-note" }, shown.note),
  );
  focusable(body.querySelector('[aria-pressed="true"]') ?? body.querySelector(".hour"));
  say(t("heat.shown", { n: number(shown.findings) }));
}

/** @param {number} hour */
function cell(hour) {
  const found = /** @type {Heat} */ (shown).hours[hour];
  const shade = aDay ? found.shade_a_day : found.shade;
  const value = aDay ? found.a_day : found.findings;
  const text = !found.days ? "" : number(value ?? 0, aDay && (value ?? 0) < 10 ? 1 : 0);
  const look = `hour shade-${shade}${found.days ? "" : " unseen"}`;
  const chosen = String(hour) === filters.hour;
  return h(
    "button",
    {
      class: look, type: "button", tabindex: "-1", "aria-label": found.label, title: found.label, "data-hour": hour,
      "aria-pressed": String(chosen), "aria-disabled": found.findings ? null : "true",
      onclick: () => found.findings && choose({ hour: chosen ? "" : String(hour) }),
    },
    text,
  );
}

/** What the shades mean: words and numbers, not colour alone. */
function scale() {
  const { hours: all } = /** @type {Heat} */ (shown);
  const most = Math.max(...all.map((hour) => (aDay ? hour.a_day ?? 0 : hour.findings)));
  const steps = [1, 2, 3, 4, 5].map((n) => h("li", {}, h("i", { class: `hour shade-${n}` }), t("heat.up_to", { n: number((most * n) / 5, most < 10 ? 1 : 0) })));
  return h(
    "ul",
    { class: "heat-scale", "aria-label": t("heat.scale") },
    h("li", {}, h("i", { class: "hour unseen" }), t("heat.unseen")),
    h("li", {}, h("i", { class: "hour shade-0" }, number(0)), t("heat.nothing")),
    steps,
    filters.hour && h("li", { class: "chosen" }, t("heat.chosen", { hour: hourName(Number(filters.hour)) })),
  );
}

/** One hour is in the order of Tab; arrows move between all. @param {Element | null} hour */
function focusable(hour) {
  for (const each of body.querySelectorAll('.hour[tabindex="0"]')) each.setAttribute("tabindex", "-1");
  hour?.setAttribute("tabindex", "0");
}

/** @param {KeyboardEvent} event */
function onKey(event) {
  const here = /** @type {HTMLElement} */ (event.target).dataset.hour;
  if (here === undefined) return;
  const ahead = settings.rtl ? -1 : 1;
  const [along, across] = isPhone() ? [24, 1] : [1, 24];
  const step = { ArrowRight: ahead * along, ArrowLeft: -ahead * along, ArrowDown: across, ArrowUp: -across }[event.key];
  if (step === undefined) return;
  const next = /** @type {HTMLElement | null} */ (body.querySelector(`[data-hour="${Number(here) + step}"]`));
  event.preventDefault();
  if (!next) return;
  focusable(next);
  next.focus();
}
