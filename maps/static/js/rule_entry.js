// The entries that a kind of rule asks for: numbers, lists, goods, hours.

import { fill, h } from "./dom.js";
import { ascii, digits } from "./format.js";
import { t } from "./settings.js";
import { anEvening, hoursEntry, weekOf } from "./week_entry.js";

/** @typedef {Record<string, any>} Values */

/** @param {RuleKind} kind @param {Values} values filled in as one types @param {() => void} changed */
export function ruleEntries(kind, values, changed) {
  const place = h("div", { class: "rule-entries" });
  for (const asked of kind.asks) if (!(asked.name in values) && asked.usual !== null) values[asked.name] = asked.usual;
  const draw = () => fill(place, kind.asks.filter((asked) => shown(asked, values)).map((asked) => entry(asked, values, (again) => {
    if (again) draw();
    changed();
  })));
  draw();
  return place;
}

/** @param {AskedEntry} asked @param {Values} values */
function shown(asked, values) {
  return !asked.of || asked.when.includes(values[asked.of]);
}

/** @param {AskedEntry} asked @param {Values} values @param {(again: boolean) => void} changed */
function entry(asked, values, changed) {
  if (asked.kind === "choice") return choice(asked, values, changed);
  if (asked.kind === "goods") return h("div", { class: "label" }, asked.label, goodsEntry(values[asked.name] ??= [], () => changed(false)));
  if (asked.kind === "week") return week(asked, values, changed);
  const input = h("input", {
    class: "field", id: `rule-${asked.name}`, inputmode: "decimal", autocomplete: "off", value: digits(String(values[asked.name] ?? "")),
    required: asked.needed, oninput: () => ((values[asked.name] = ascii(input.value).trim()), changed(false)),
  });
  return h("label", { class: "label" }, asked.needed ? asked.label : t("rules.optional", { label: asked.label }), input);
}

/** @param {AskedEntry} asked @param {Values} values @param {(again: boolean) => void} changed */
function choice(asked, values, changed) {
  const options = asked.choices.map(({ value, label }) => h("option", { value, selected: value === values[asked.name] }, label));
  const select = h("select", { class: "field", id: `rule-${asked.name}`, onchange: () => ((values[asked.name] = select.value), changed(true)) }, options);
  return h("label", { class: "label" }, asked.label, select);
}

/** @param {AskedEntry} asked @param {Values} values @param {(again: boolean) => void} changed */
function week(asked, values, changed) {
  const hours = { ...anEvening(), whole: false };
  const set = () => {
    values[asked.name] = weekOf(hours) || "{[0,10080)}";
    changed(false);
  };
  values[asked.name] ??= weekOf(hours);
  return h("div", { class: "label" }, asked.label, hoursEntry(hours, set, t("rules.all_hours")));
}

/** Goods to switch on and off. @param {string[]} chosen changed in place @param {() => void} changed */
export function goodsEntry(chosen, changed) {
  const codes = ["produce", "fish", "food", "clothes", "household", "crafts", "flowers", "books"];
  return h("div", { class: "filter-row", role: "group", "aria-label": t("rules.goods") }, codes.map((code) => {
    const button = h("button", { class: "pick", type: "button", "aria-pressed": String(chosen.includes(code)), onclick: () => {
      const at = chosen.indexOf(code);
      if (at < 0) chosen.push(code);
      else chosen.splice(at, 1);
      button.setAttribute("aria-pressed", String(at < 0));
      changed();
    } }, t(`goods.${code}`));
    return button;
  }));
}
