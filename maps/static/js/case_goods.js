// Goods that were taken, on a case's card: a receipt for each time, and giving them back.

import { send } from "./case_ask.js";
import { act, form, section, sheets } from "./case_form.js";
import { fill, h } from "./dom.js";
import { ascii } from "./format.js";
import { t } from "./settings.js";

/** @param {CaseDetail} file @param {Papers} papers */
export function goodsPart(file, papers) {
  const place = h("div", { class: "paper-acts" });
  home(place, file, papers);
  const listed = papers.goods.length > 0 && h("ul", { class: "paper-list" }, papers.goods.map((goods) => row(goods, papers.may)));
  return section(t("papers.goods"), [listed, papers.may.seize ? place : null]);
}

/** @param {Receipt} goods @param {Papers["may"]} may */
function row(goods, may) {
  const back = goods.returned_at ? t("papers.returned", { moment: goods.returned_label }) : t("papers.return_by", { day: goods.return_label });
  return h(
    "li",
    {},
    h("strong", {}, t("papers.receipt", { number: goods.number_label })),
    may.read && sheets(goods.pdf, goods.number_label),
    h("span", {}, goods.items.map((item) => `${item.what}: ${item.quantity}`).join(t("papers.comma"))),
    h("span", { class: goods.overdue ? "late" : "" }, back),
    may.give_back && !goods.returned_at ? giveBack(goods) : null,
  );
}

/** @param {Receipt} goods */
function giveBack(goods) {
  const error = h("span", { class: "error-note", role: "alert" });
  const button = act(t("papers.give_back"), async () => {
    button.disabled = true;
    error.textContent = await send(`goods/${goods.id}/return`, {}, t("papers.was_returned"));
    button.disabled = false;
  }, "ghost");
  return h("span", { class: "paper-acts" }, button, error);
}

/** @param {HTMLElement} place @param {CaseDetail} file @param {Papers} papers */
function home(place, file, papers) {
  fill(place, act(t("papers.seize"), () => fill(place, taking(place, file, papers)), "ghost"));
}

/** @param {HTMLElement} place @param {CaseDetail} file @param {Papers} papers */
function taking(place, file, papers) {
  // Made once: a second try of the same list is not a second receipt.
  const client_id = crypto.randomUUID();
  /** @type {Line[]} */
  const lines = [line()];
  const rows = h("div", { class: "goods-lines" }, lines[0].row);
  const more = act(t("papers.another"), () => {
    const added = line();
    lines.push(added);
    rows.append(added.row);
    added.what.focus();
  }, "ghost");
  return form({
    title: t("papers.seize"),
    fields: [rows, h("div", {}, more)],
    label: t("papers.seize_and_print"),
    submit: async () => {
      const items = lines.filter(({ what }) => what.value.trim()).map(item);
      if (items.length === 0 || items.some(({ quantity, unit }) => !(quantity > 0) || !unit)) return t("papers.goods_wrong");
      return send(`cases/${file.id}/goods`, { client_id, items }, t("papers.was_seized"));
    },
    leave: () => home(place, file, papers),
  });
}

/** @typedef {{ row: HTMLElement, what: HTMLInputElement, quantity: HTMLInputElement, unit: HTMLInputElement, condition: HTMLInputElement }} Line */

/** @returns {Line} */
function line() {
  const field = (/** @type {Record<string, any>} */ more = {}) => h("input", { class: "field", autocomplete: "off", ...more });
  const what = field({ maxlength: 120 });
  const quantity = field({ inputmode: "decimal", dir: "ltr" });
  const unit = field({ maxlength: 20 });
  const condition = field({ maxlength: 120 });
  const labelled = (/** @type {string} */ key, /** @type {HTMLElement} */ input) => h("label", { class: "label" }, t(key), input);
  const row = h(
    "div",
    { class: "goods-line" },
    labelled("papers.what", what),
    labelled("papers.quantity", quantity),
    labelled("papers.unit", unit),
    labelled("papers.condition", condition),
  );
  return { row, what, quantity, unit, condition };
}

/** @param {Line} line */
function item({ what, quantity, unit, condition }) {
  const plain = ascii(quantity.value).replace(/[٫,]/, ".").trim();
  return { what: what.value.trim(), quantity: Number(plain || Number.NaN), unit: unit.value.trim(), condition: condition.value.trim() };
}
