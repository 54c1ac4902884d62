// The auditor's random sample of a week: draw it, see how often the rest is wrong.

import { dropped, get, newest, post } from "./api.js";
import { items } from "./audit_items.js";
import { fill, h, say } from "./dom.js";
import { number } from "./format.js";
import { t } from "./settings.js";
import { empty, loading, refused } from "./states.js";
import { toast } from "./toast.js";

const signal = newest();
const body = h("div", { class: "audit" });
/** @type {string} */
let week = "";

/** The tab's content. */
export function auditTab() {
  return body;
}

/** Asked for when the tab is opened. */
export async function openAudit() {
  const asked = signal();
  if (!body.children.length) fill(body, loading(4));
  try {
    draw(await get("audit", { week }, asked));
  } catch (error) {
    if (!dropped(error)) fill(body, refused(error, openAudit));
  }
}

/** @param {Audit} audit */
function draw(audit) {
  week = audit.week;
  fill(
    body,
    head(audit),
    audit.may_draw && drawing(),
    audit.groups.length ? audit.groups.map(group) : !audit.may_draw && empty(t("audit.none"), t("audit.none_advice"), "check"),
    quarter(audit),
    audit.groups.length > 0 && how(audit),
  );
}

/** @param {Audit} audit */
function head(audit) {
  const weeks = h(
    "select",
    { class: "pick", id: "audit-week", onchange: () => ((week = weeks.value), openAudit()) },
    audit.weeks.map((each) => h("option", { value: each.week }, each.label)),
  );
  weeks.value = audit.week;
  const file = h("a", { class: "pick", href: `/api/audit/table?week=${audit.week}`, download: true }, t("audit.file"));
  return h("div", { class: "audit-head" }, h("label", {}, h("span", { class: "sr" }, t("audit.week")), weeks), audit.groups.length > 0 && file);
}

function drawing() {
  const size = h("input", { class: "field", id: "audit-size", type: "number", min: 1, max: 200, value: 10 });
  const onsubmit = async (/** @type {Event} */ event) => {
    event.preventDefault();
    try {
      draw(await post("audit/draw", { size: Number(size.value) }));
      say(t("audit.drawn"));
    } catch (error) {
      toast(/** @type {Error} */ (error).message, { bad: true });
    }
  };
  return h(
    "form",
    { class: "audit-draw", onsubmit },
    h("p", {}, t("audit.intro")),
    h("label", { for: "audit-size" }, t("audit.size")),
    h("div", {}, size, h("button", { class: "button slim" }, t("audit.draw"))),
  );
}

/** @param {AuditGroup} group */
function group(group) {
  const heading = h("h3", {}, group.group_label, h("small", {}, group.population_label));
  const list = group.items.length ? items(group.items, judged) : h("p", { class: "audit-note" }, t("audit.empty"));
  return h("section", { class: "audit-group" }, heading, group.items.length > 0 && h("p", { class: "audit-note" }, group.sentence), list);
}

/** @param {AuditItem} item @param {string} verdict @param {string} note */
async function judged(item, verdict, note) {
  const { id } = document.activeElement ?? {};
  try {
    draw(await post(`audit/items/${item.id}`, { verdict, note }));
    if (id) document.getElementById(id)?.focus();
    say(t("audit.noted"));
  } catch (error) {
    toast(/** @type {Error} */ (error).message, { bad: true });
  }
}

/** @param {Audit} audit */
function quarter({ quarter }) {
  if (!quarter.some((each) => each.judged)) return null;
  const lines = quarter.map((each) => h("li", {}, h("strong", {}, each.group_label), " ", each.sentence));
  return h("section", { class: "audit-group" }, h("h3", {}, t("audit.quarter")), h("ul", { class: "audit-quarter" }, lines));
}

/** @param {Audit} audit */
function how(audit) {
  const seeds = audit.groups.flatMap((each) => [
    h("dt", {}, each.group_label),
    h(
      "dd",
      {},
      h("span", {}, t("audit.by", { who: each.drawn_by, when: each.drawn_label, n: number(each.population) })),
      h("code", { dir: "ltr", title: t("audit.seed") }, each.seed),
      h("a", { href: `/api/audit/list/${each.group}?week=${audit.week}`, download: true }, t("audit.list")),
    ),
  ]);
  return h("details", { class: "audit-how" }, h("summary", {}, t("audit.how")), h("p", {}, audit.how), h("dl", {}, seeds));
}
