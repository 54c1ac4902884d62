// A vendor's cards: the one in force is printed, replaced or revoked; the old ones stay told.

import { h, icon } from "../dom.js";
import { settings, t } from "../settings.js";
import { choice, field, form, opens } from "./ask.js";

/** @param {VendorFile} file @param {Act} act */
export function cardsPart(file, act) {
  const { cards } = file;
  const [newest] = cards;
  const current = newest && !["revoked", "expired"].includes(newest.state) ? newest : null;
  return h(
    "section", { class: "part" },
    h("h3", {}, t("cards.title")),
    cards.length ? h("ul", { class: "lines" }, cards.map((card) => line(card, file, act))) : h("p", { class: "quiet-note" }, t("cards.none")),
    file.may.edit && !current && first(file, act),
  );
}

/** @param {VendorFile} file @param {Act} act */
function first(file, act) {
  if (file.status === "suspended") return null;
  if (!file.portrait) return h("p", { class: "quiet-note" }, t("cards.needs_photo"));
  return opens(t("cards.issue"), (back) => {
    const until = last();
    return form(t("cards.issue"), [until.element], () => issue(file, act, { valid_until: until.input.value }), { cancel: back });
  }, "button slim");
}

function last() {
  return field(t("cards.until"), { value: settings.choices?.until ?? "", dir: "ltr", maxlength: 20 });
}

/** @param {VendorFile} file @param {Act} act @param {Record<string, string>} body */
function issue(file, act, body) {
  return act(`register/vendors/${file.id}/cards`, body, t("cards.issued"));
}

/** @param {VendorCard} card @param {VendorFile} file @param {Act} act */
function line(card, file, act) {
  const over = ["revoked", "expired"].includes(card.state);
  return h(
    "li", { class: "line", "data-card": card.serial },
    h("strong", {}, h("bdi", { dir: "ltr" }, card.number_label)),
    h("span", { class: `badge ${card.ends_soon ? "soon" : card.state}` }, card.state_label),
    h("small", {}, [t("cards.validity", { first: card.issued_label, last: card.until_label }), card.note].filter(Boolean).join(" · ")),
    file.may.edit && !over && h(
      "div", { class: "row-of" },
      card.state === "valid" && h("a", { class: "button slim", href: card.pdf, target: "_blank", rel: "noopener" }, icon("print", "small"), t("cards.print")),
      file.status !== "suspended" && opens(t("cards.replace"), (back) => replace(file, act, back)),
      opens(t("cards.revoke"), (back) => revoke(card, act, back), "button grave slim"),
    ),
  );
}

/** @param {VendorFile} file @param {Act} act @param {() => void} back */
function replace(file, act, back) {
  const reason = choice(t("cards.reason"), (settings.choices?.reasons ?? []).filter(([code]) => code !== "ended"));
  const until = last();
  const note = field(t("cards.note"), { maxlength: 300 });
  const send = () => issue(file, act, { reason: reason.input.value, valid_until: until.input.value, note: note.input.value });
  return form(t("cards.do_replace"), [h("div", { class: "pair" }, reason.element, until.element), note.element], send, { cancel: back });
}

/** @param {VendorCard} card @param {Act} act @param {() => void} back */
function revoke(card, act, back) {
  const reason = choice(t("cards.reason"), settings.choices?.reasons ?? []);
  const note = field(t("cards.note"), { maxlength: 300 });
  const send = () => act(`register/cards/${card.serial}/revoke`, { reason: reason.input.value, note: note.input.value }, t("cards.revoked"));
  return form(t("cards.do_revoke"), [h("div", { class: "pair" }, reason.element, note.element)], send, { cancel: back, grave: true });
}
