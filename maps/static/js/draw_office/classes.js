// Who goes first in a zone, in order; each row can be moved by buttons.

import { post } from "../api.js";
import { fill, h } from "../dom.js";
import { number } from "../format.js";
import { t } from "../settings.js";
import { act, button, done, input, refusal } from "./parts.js";

/** @param {string} path @param {OfficeZone} zone @param {boolean} mayEdit @param {(newer?: OfficeRound) => Promise<void>} changed */
export function classesPart(path, zone, mayEdit, changed) {
  const place = h("div", { class: "classes" });
  const show = () => fill(place, h("h3", {}, t("classes.title")),
    zone.classes.length
      ? h("ol", {}, zone.classes.map((one, i) => h("li", {}, h("b", {}, number(i + 1)), h("span", {}, one.title), h("small", {}, one.legal_ref))))
      : h("p", { class: "quiet-note" }, t("classes.none")),
    zone.classes.length > 0 && h("p", { class: "quiet-note" }, t("classes.last")),
    mayEdit && h("p", { class: "acts" }, button(t("rounds.edit"), "ghost", () => edit(place, path, zone, changed, show))));
  show();
  return place;
}

/** @param {HTMLElement} place @param {string} path @param {OfficeZone} zone @param {(newer?: OfficeRound) => Promise<void>} changed @param {() => void} leave */
function edit(place, path, zone, changed, leave) {
  const rows = zone.classes.map(({ title_fa, title_en, legal_ref }) => ({ title_fa, title_en, legal_ref }));
  if (!rows.length) rows.push({ title_fa: "", title_en: "", legal_ref: "" });
  const list = h("ol", { class: "class-rows" });
  const note = refusal();
  const draw = () => fill(list, rows.map((_, i) => classRow(rows, i, draw)));
  const save = button(t("rounds.save"), "", async (self) => {
    const answer = await act(self, () => post(`${path}/classes`, { zone: zone.id, classes: rows }), note);
    if (!answer) return;
    done(t("rounds.saved"));
    await changed();
  });
  draw();
  fill(place, h("h3", {}, t("classes.title")), list, note, h("div", { class: "acts" },
    button(t("classes.add"), "ghost", () => (rows.push({ title_fa: "", title_en: "", legal_ref: "" }), draw())),
    save, button(t("rounds.cancel"), "ghost", leave)));
  list.querySelector("input")?.focus();
}

/** @param {{ title_fa: string, title_en: string, legal_ref: string }[]} rows @param {number} i @param {() => void} draw */
function classRow(rows, i, draw) {
  /** @type {(name: "title_fa" | "title_en" | "legal_ref", label: string) => HTMLInputElement} */
  const field = (name, label) => input(rows[i][name], {
    maxlength: 200, "aria-label": label, placeholder: label, dir: "auto",
    oninput: (/** @type {Event} */ event) => (rows[i][name] = /** @type {HTMLInputElement} */ (event.currentTarget).value),
  });
  const swap = (/** @type {number} */ to) => {
    [rows[i], rows[to]] = [rows[to], rows[i]];
    draw();
  };
  return h("li", {}, h("b", {}, number(i + 1)),
    field("title_fa", t("classes.fa")), field("title_en", t("classes.en")), field("legal_ref", t("classes.ref")),
    button("↑", "ghost", () => swap(i - 1), { disabled: i === 0, "aria-label": t("classes.up") }),
    button("↓", "ghost", () => swap(i + 1), { disabled: i === rows.length - 1, "aria-label": t("classes.down") }),
    button("×", "ghost", () => (rows.splice(i, 1), draw()), { "aria-label": t("rounds.remove") }));
}
