// The tab of cases: what is urgent, a list with filters, and one of them on the card.

import { dropped, get, newest } from "./api.js";
import { on } from "./bus.js";
import { caseRow } from "./case_row.js";
import { fill, h, say } from "./dom.js";
import { number } from "./format.js";
import { settings, t } from "./settings.js";
import { empty, loading, refused } from "./states.js";
import { countTab } from "./tabs.js";

const page = 40;
const signal = newest();
const none = { stage: "open", track: "", district: "", assigned: "", order: "due" };
const filters = { ...none };
/** Cases are given to officers: nobody else has any. */
const looks = settings.role === "officer" ? ["", "overdue", "today", "mine"] : ["", "overdue", "today"];
/** Which of the big numbers is pressed: "" is all open ones. */
let look = "";
let opened = false;
/** @type {number | null} */
let current = null;

const sums = h("div", { class: `sums of-${looks.length}`, role: "group", "aria-label": t("cases.sums") });
const row = h("div", { class: `filter-row ${settings.role === "officer" ? "thirds" : "halves"}` });
const order = h("div", { class: "order" });
const list = h("div", { class: "list" });

/** The tab's content. */
export function casesTab() {
  on("choose", (thing) => mark(thing?.type === "case" ? thing.id : null));
  on("changed", () => opened && load());
  return h("div", { class: "queue-tab" }, sums, h("div", { class: "filters" }, row), order, list);
}

/** The first look at the tab asks for the list. */
export function openCases() {
  if (opened) return;
  opened = true;
  load();
}

async function load() {
  const asked = signal();
  if (!list.childElementCount) fill(list, loading(5));
  try {
    draw(await get("cases", { ...filters, ...looked(), limit: page }, asked));
  } catch (error) {
    if (!dropped(error)) fill(list, refused(error, load));
  }
}

function looked() {
  return { "": {}, mine: { assigned: "me" }, today: { today: true }, overdue: { overdue: true } }[look] ?? {};
}

/** @param {Cases} answer */
function draw(answer) {
  fill(sums, looks.map((name) => sum(name, answer.counts[name || "open"])));
  const stages = ["open", "ended", "all"].map((name) => [name, t(name === "open" ? "cases.all_open" : `cases.${name}`)]);
  const every = Object.keys(settings.words).filter((key) => key.startsWith("stage.")).map((key) => [key.slice(6), settings.words[key]]);
  const tracks = [["", t("cases.any_track")], ...["obstruction", "construction"].map((name) => [name, t(`track.${name}`)])];
  const where = [["", t("queue.any_district")], ...settings.districts.map((d) => [String(d.id), d.name])];
  fill(
    row,
    select("stage", t("cases.stage"), [...stages, ...every]),
    select("track", t("cases.track"), tracks),
    where.length > 2 && select("district", t("queue.district"), where),
    settings.role !== "officer" && select("assigned", t("cases.officer"), people(answer)),
  );
  const orders = [["due", t("cases.by_due")], ["newest", t("cases.by_newest")]];
  fill(order, h("span", { class: "shown" }, t("cases.shown", { n: number(answer.total) })), select("order", t("cases.order"), orders));
  countTab("cases", number(answer.counts.open));
  fill(list, answer.items.length ? rows(answer) : nothing());
  say(t("cases.shown", { n: number(answer.total) }));
}

/** @param {Cases} answer */
function people({ officers }) {
  const each = officers.map(({ id, name, open, overdue }) => [String(id), t("cases.load", { name, n: number(open), late: number(overdue) })]);
  return [["", t("cases.any_officer")], ["none", t("case.nobody")], ...each];
}

/** @param {string} name @param {number} n */
function sum(name, n) {
  const onclick = () => {
    look = look === name ? "" : name;
    filters.stage = "open";
    load();
  };
  return h(
    "button",
    { class: `sum ${n ? name : ""}`, type: "button", "aria-pressed": String(look === name), onclick },
    h("strong", {}, number(n)),
    h("span", {}, t(`cases.${name || "open"}`)),
  );
}

/** @param {keyof typeof filters} name @param {string} label @param {string[][]} options */
function select(name, label, options) {
  const onchange = () => {
    filters[name] = control.value;
    if (name === "stage") look = "";
    load();
  };
  const control = h("select", { class: "pick", id: `cases-${name}`, onchange }, options.map(([value, text]) => h("option", { value }, text)));
  control.value = filters[name];
  return h("label", {}, h("span", { class: "sr" }, label), control);
}

/** @param {Cases} answer */
function rows({ items, next }) {
  const found = h("ol", { class: "queue" }, items.map((item) => caseRow(item, current ?? 0)));
  return [found, next ? onward(found, next) : null];
}

/** @param {HTMLElement} after @param {string} cursor */
function onward(after, cursor) {
  const onclick = async () => {
    button.disabled = true;
    try {
      const answer = await get("cases", { ...filters, ...looked(), limit: page, cursor });
      const added = answer.items.map((/** @type {CaseRow} */ item) => caseRow(item, current ?? 0));
      after.append(...added);
      added[0]?.querySelector("button")?.focus();
      if (answer.next) place.replaceWith(onward(after, answer.next));
      else place.remove();
    } catch (error) {
      button.replaceWith(refused(error, load));
    }
  };
  const button = h("button", { class: "button ghost slim more", type: "button", onclick }, t("queue.more"));
  const place = h("div", { class: "ghosts" }, button);
  return place;
}

function nothing() {
  const narrow = look || Object.entries(none).some(([name, value]) => name !== "order" && filters[/** @type {"stage"} */ (name)] !== value);
  if (!narrow) return empty(t("cases.none"), t("cases.none_advice"));
  const all = () => {
    Object.assign(filters, none);
    look = "";
    load();
  };
  const button = h("button", { class: "button ghost slim", type: "button", onclick: all }, t("queue.show_all"));
  return empty(t("cases.none_here"), t("cases.none_here_advice"), "search", button);
}

/** @param {number | null} id */
function mark(id) {
  current = id;
  for (const button of list.querySelectorAll("button.case-row")) {
    button.setAttribute("aria-current", String(Number(/** @type {HTMLElement} */ (button).dataset.case) === id));
  }
}
