// The siting rules: the city's first, then each zone's; a planner enters, changes and ends them.

import { dropped, get, newest } from "./api.js";
import { fill, h, icon, say } from "./dom.js";
import { digits, number } from "./format.js";
import { affected } from "./rule_preview.js";
import { ending } from "./rule_end.js";
import { ruleForm } from "./rule_form.js";
import { settings, t } from "./settings.js";
import { empty, loading, refused } from "./states.js";

const signal = newest();
const head = h("div", { class: "rules-head" });
const list = h("div", { class: "rules-list" });
const form = h("div", { hidden: true });
let ended = false;
/** @type {RuleKind[]} */
let kinds = [];

export function rulesPart() {
  return h("div", {}, form, head, list);
}

/** Ask anew. */
export async function openRules() {
  if (!form.hidden) return;
  const asked = signal();
  drawHead(null);
  fill(list, loading(5));
  try {
    if (!kinds.length) kinds = (await get("rules/kinds", {}, asked)).items;
    const { items } = await get("rules", { when: ended ? "ended" : "now" }, asked);
    drawHead(items.length);
    draw(items);
  } catch (error) {
    if (!dropped(error)) fill(list, refused(error, openRules));
  }
}

/** @param {number | null} n */
function drawHead(n) {
  const other = () => ((ended = !ended), openRules());
  fill(
    head,
    h("span", { class: "shown" }, n === null ? "" : t(ended ? "rules.ended_n" : "rules.n", { n: number(n) })),
    h("button", { class: "pick", type: "button", "aria-pressed": String(ended), onclick: other }, t("rules.ended")),
    h("button", { class: "pick", type: "button", id: "check-spots", onclick: checkSpots }, t("rules.check_spots")),
    settings.may.zones && h("button", { class: "button slim", type: "button", id: "new-rule", onclick: () => edit(null) }, icon("plus", "small"), t("rules.new")),
  );
}

/** Every spot in use against every rule, in place of the list. */
async function checkSpots() {
  const asked = signal();
  fill(list, h("p", { class: "first-note" }, t("rules.checking")), loading(4));
  try {
    const { items } = await get("spots/unlawful", {}, asked);
    const back = h("button", { class: "button ghost slim", type: "button", onclick: openRules }, t("rules.back"));
    const title = items.length ? t("rules.unlawful_n", { n: number(items.length) }) : t("rules.all_lawful");
    fill(list, h("p", { class: items.length ? "place-verdict unlawful" : "place-verdict lawful" }, icon(items.length ? "close" : "check", "small"), h("strong", {}, title)), affected(items), back);
    say(title);
  } catch (error) {
    if (!dropped(error)) fill(list, refused(error, checkSpots));
  }
}

/** @param {RuleRow[]} rules */
function draw(rules) {
  if (!rules.length) return fill(list, empty(t("rules.none"), t(ended ? "rules.none_ended" : "rules.none_advice"), "layers"));
  /** @type {Map<string, RuleRow[]>} */
  const groups = new Map();
  for (const rule of rules.filter((each) => !each.zone)) push(groups, t("rules.city"), rule);
  for (const rule of rules.filter((each) => each.zone)) push(groups, rule.zone?.name ?? "", rule);
  fill(list, [...groups].map(([name, found]) => h("section", {}, h("h3", {}, name, " ", h("small", {}, number(found.length))), h("ul", {}, found.map(row)))));
}

/** @param {Map<string, RuleRow[]>} groups @param {string} name @param {RuleRow} rule */
function push(groups, name, rule) {
  groups.set(name, [...(groups.get(name) ?? []), rule]);
}

/** @param {RuleRow} rule */
function row(rule) {
  const acts = h("div", { class: "rule-acts" });
  const told = [
    rule.goods_label && t("rules.for_goods", { goods: rule.goods_label }),
    rule.week_label,
    rule.valid_label,
    rule.priority ? t("rules.priority_n", { n: number(rule.priority) }) : "",
    rule.legal_ref && digits(rule.legal_ref),
  ].filter(Boolean).join(" · ");
  const item = h(
    "li",
    { class: `rule-row ${rule.severity} ${rule.state}` },
    h("p", {}, h("strong", {}, rule.sentence)),
    h("p", { class: "rule-told" }, h("span", { class: "chip-word" }, rule.state === "in_force" ? rule.severity_label : t(`rules.${rule.state}`)), told),
    acts,
  );
  const usual = () => fill(acts, settings.may.zones && rule.state !== "ended" ? [
    h("button", { class: "link", type: "button", onclick: () => edit(rule) }, t("rules.change")),
    h("button", { class: "link", type: "button", onclick: () => fill(acts, ending(rule, openRules, usual)) }, t("rules.end")),
  ] : null);
  usual();
  return item;
}

/** The form in place of the list, or of another form. @param {RuleRow | null} rule to replace, or none */
function edit(rule) {
  const leave = (/** @type {boolean} */ changed) => {
    form.hidden = true;
    head.hidden = list.hidden = false;
    fill(form);
    if (changed) openRules().then(() => say(t("rules.entered")));
    document.getElementById("new-rule")?.focus();
  };
  fill(form, ruleForm(kinds, rule, leave, edit));
  form.hidden = false;
  head.hidden = list.hidden = true;
}
