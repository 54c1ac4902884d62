// Entering a rule, or another in the place of one: what it would change is told before it is kept.

import { post } from "./api.js";
import { fill, h } from "./dom.js";
import { ascii, digits, typed } from "./format.js";
import { goodsEntry, ruleEntries } from "./rule_entry.js";
import { previewOf } from "./rule_preview.js";
import { t } from "./settings.js";
import { anEvening, hoursEntry, weekOf } from "./week_entry.js";
import { askZone, chosenZone } from "./zone_choice.js";

/** @typedef {{ kind: string, values: Record<string, any>, severity: string, missing: string, zone: Named | null, goods: string[],
 *   hours: import("./week_entry.js").Hours, kept: string, from: string, until: string, legal: string, priority: string }} Draft */

/**
 * @param {RuleKind[]} kinds @param {RuleRow | null} rule to replace @param {(changed: boolean) => void} leave
 * @param {(rule: RuleRow) => void} instead goes on with another rule to replace
 */
export function ruleForm(kinds, rule, leave, instead) {
  const draft = drafted(kinds, rule);
  const error = h("p", { class: "error-note", role: "alert" });
  const told = h("div", { class: "rule-preview" });
  const changed = () => fill(told);
  const entries = h("div", {});
  const ask = () => fill(entries, ruleEntries(kinds.find((each) => each.kind === draft.kind) ?? kinds[0], draft.values, changed));
  ask();
  const send = async (/** @type {string} */ path) => {
    error.textContent = "";
    for (const marked of made.querySelectorAll("[aria-invalid]")) marked.removeAttribute("aria-invalid");
    try {
      return await post(path, body(draft, rule));
    } catch (problem) {
      const { message, detail } = /** @type {import("./api.js").Refusal} */ (problem);
      fill(error, message, contradicted(detail?.said ?? [], instead));
      const wrong = /** @type {HTMLElement | null} */ (made.querySelector(`#rule-${CSS.escape(detail?.field ?? "none")}`));
      wrong?.setAttribute("aria-invalid", "true");
      wrong?.focus();
      return null;
    }
  };
  const preview = async () => {
    const found = await send("rules/preview");
    if (found) fill(told, previewOf(found));
  };
  const onsubmit = async (/** @type {Event} */ event) => {
    event.preventDefault();
    if (await send("rules")) leave(true);
  };
  const made = h(
    "form",
    { class: "rule-form", onsubmit, novalidate: true },
    h("h3", {}, t(rule ? "rules.change_title" : "rules.new_title")),
    rule && h("p", { class: "first-note" }, t("rules.replaces", { rule: rule.sentence })),
    select("kind", t("rules.kind"), kinds.map(({ kind, label }) => [kind, label]), draft.kind, (value) => {
      Object.assign(draft, { kind: value, values: {} });
      ask();
      changed();
    }),
    entries,
    seg(t("rules.severity"), ["hard", "soft"], draft.severity, (value) => ((draft.severity = value), changed())),
    scope(draft, changed),
    details(draft, changed),
    dates(draft, changed),
    text("legal_ref", t("rules.legal"), draft.legal, (value) => (draft.legal = value)),
    told,
    error,
    h("div", { class: "rule-done" },
      h("button", { class: "button slim", type: "submit" }, t("rules.keep")),
      h("button", { class: "button ghost slim", type: "button", onclick: preview }, t("rules.preview")),
      h("button", { class: "button ghost slim", type: "button", onclick: () => leave(false) }, t("case.cancel"))),
  );
  queueMicrotask(() => made.querySelector("select")?.focus());
  return made;
}

/** The rules that already speak about it, and the way to put this one in their place. @param {RuleRow[]} said @param {(rule: RuleRow) => void} instead */
function contradicted(said, instead) {
  return said.length > 0 && h("ul", { class: "affected" }, said.map((rule) => h("li", {}, `${rule.sentence} ${rule.valid_label} `,
    h("button", { class: "link", type: "button", onclick: () => instead(rule) }, t("rules.replace")))));
}

/** @param {RuleKind[]} kinds @param {RuleRow | null} rule @returns {Draft} */
function drafted(kinds, rule) {
  const from = typed(new Date());
  if (!rule) return { kind: kinds[0].kind, values: {}, severity: "hard", missing: "warn", zone: null, goods: [], hours: anEvening(), kept: "", from, until: "", legal: "", priority: "0" };
  return {
    kind: rule.kind, values: { ...rule.params }, severity: rule.severity, missing: rule.on_missing_data, zone: rule.zone,
    goods: [...rule.goods], hours: { ...anEvening(), whole: !rule.week_label }, kept: rule.week_label ? rule.week : "",
    from: rule.state === "coming" ? rule.valid_from : from, until: rule.valid_until, legal: rule.legal_ref, priority: String(rule.priority),
  };
}

/** @param {Draft} draft @param {RuleRow | null} rule */
function body(draft, rule) {
  return {
    kind: draft.kind, params: draft.values, severity: draft.severity, on_missing_data: draft.missing, zone: draft.zone?.id ?? null,
    goods: draft.goods, week: draft.kept || weekOf(draft.hours), valid_from: ascii(draft.from), valid_until: ascii(draft.until),
    legal_ref: draft.legal, priority: Number(ascii(draft.priority)) || 0, replaces: rule?.id ?? null,
    shape: draft.values.of === "shape" ? (rule?.shape ?? null) : null,
  };
}

/** @param {Draft} draft @param {() => void} changed */
function scope(draft, changed) {
  const place = h("div", {});
  const set = (/** @type {{ zone: Named | null }} */ { zone }) => {
    draft.zone = zone;
    draw();
    changed();
  };
  let asking = false;
  const draw = () => fill(
    place,
    seg(t("rules.scope"), ["city", "zone"], draft.zone || asking ? "zone" : "city", (value) => ((asking = value === "zone"), set({ zone: null }))),
    draft.zone ? chosenZone(draft.zone, set) : asking && askZone(set),
  );
  draw();
  return place;
}

/** What is seldom needed, folded. @param {Draft} draft @param {() => void} changed */
function details(draft, changed) {
  const special = draft.goods.length > 0 || !draft.hours.whole || draft.priority !== "0" || draft.missing !== "warn";
  const hours = () => ((draft.kept = ""), changed());
  return h("details", { class: "rule-more", open: special }, h("summary", {}, t("rules.more")),
    h("div", { class: "label" }, t("rules.only_goods"), goodsEntry(draft.goods, changed)),
    h("div", { class: "label" }, t("rules.only_hours"), hoursEntry(draft.hours, hours, t("rules.all_hours"))),
    seg(t("rules.missing"), ["warn", "fail"], draft.missing, (value) => ((draft.missing = value), changed())),
    text("priority", t("rules.priority"), digits(draft.priority), (value) => ((draft.priority = value), changed()), t("rules.priority_note")));
}

/** @param {Draft} draft @param {() => void} changed */
function dates(draft, changed) {
  return h("div", { class: "two" },
    text("valid_from", t("rules.from"), draft.from, (value) => ((draft.from = value), changed())),
    text("valid_until", t("rules.until"), draft.until, (value) => ((draft.until = value), changed())));
}

/** @param {string} id @param {string} label @param {string} value @param {(value: string) => void} set @param {string} [note] */
function text(id, label, value, set, note = "") {
  const input = h("input", { class: "field", id: `rule-${id}`, value, autocomplete: "off", oninput: () => set(input.value) });
  return h("label", { class: "label" }, label, input, note && h("small", {}, note));
}

/** @param {string} id @param {string} label @param {string[][]} options @param {string} value @param {(value: string) => void} set */
function select(id, label, options, value, set) {
  const found = h("select", { class: "field", id: `rule-${id}`, onchange: () => set(found.value) },
    options.map(([code, name]) => h("option", { value: code, selected: code === value }, name)));
  return h("label", { class: "label" }, label, found);
}

/** One of a few. @param {string} label @param {string[]} values @param {string} value @param {(value: string) => void} set */
function seg(label, values, value, set) {
  const buttons = values.map((each) => h("button", { type: "button", "aria-pressed": String(each === value), onclick: () => {
    buttons.forEach((button, i) => button.setAttribute("aria-pressed", String(values[i] === each)));
    set(each);
  } }, t(`rules.${each}`)));
  return h("div", { class: "label" }, label, h("div", { class: "seg", role: "group", "aria-label": label }, buttons));
}
