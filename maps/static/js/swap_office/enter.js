// A holder is entered: the permit he has, and those he would rather have, in order.

import { get, post } from "../api.js";
import { combobox } from "../combobox.js";
import { fill, h } from "../dom.js";
import { act, button, done, part, refusal } from "../draw_office/parts.js";
import { number } from "../format.js";
import { t } from "../settings.js";

/** @param {string} path @param {(newer: SwapWhole) => void} changed */
export function enterPart(path, changed) {
  /** @type {Permit | null} */
  let held = null;
  /** @type {Permit[]} */
  const wishes = [];
  const note = refusal();
  const chosen = h("div", {});
  const list = h("ol", { class: "wishes" });
  const draw = () => {
    fill(chosen, held && permit(held, () => ((held = null), draw())));
    finder.whole.hidden = held !== null;
    fill(list, wishes.map((one, i) => h("li", {}, h("b", {}, number(i + 1)), h("span", {}, one.label, h("small", {}, one.who)),
      button("↑", "ghost", () => (swap(i, i - 1), draw()), { disabled: i === 0, "aria-label": t("desk.up", { wish: one.label }) }),
      button("↓", "ghost", () => (swap(i, i + 1), draw()), { disabled: i === wishes.length - 1, "aria-label": t("desk.down", { wish: one.label }) }),
      button("×", "ghost", () => (wishes.splice(i, 1), draw()), { "aria-label": t("desk.out", { wish: one.label }) }))));
  };
  const swap = (/** @type {number} */ i, /** @type {number} */ to) => ([wishes[i], wishes[to]] = [wishes[to], wishes[i]]);
  const finder = permits("held-permits", t("swaps.held"), (one) => ((held = one), draw()));
  const more = permits("rather-permits", t("swaps.rather"), (one) => {
    if (one.right !== held?.right && !wishes.some(({ right }) => right === one.right)) wishes.push(one);
    draw();
  });
  const send = button(t("swaps.enter"), "", async (self) => {
    if (!held || !wishes.length) return void (note.textContent = t("swaps.first"));
    const body = { right: held.right, wishes: wishes.map(({ right }) => right) };
    const newer = await act(self, () => post(`${path}/willing`, body), note);
    if (!newer) return;
    changed(newer);
    done(t("swaps.entered", { receipt: newer.entered }));
  });
  draw();
  return part(t("swaps.enter"), h("div", { class: "desk" },
    h("h3", {}, t("swaps.held")), finder.whole, chosen, h("h3", {}, t("swaps.rather")), more.whole, list, note, h("div", { class: "acts" }, send)));
}

/** @param {Permit} one @param {() => void} other */
function permit(one, other) {
  return h("div", { class: "chosen-one" }, h("span", {}, h("strong", {}, one.label), h("small", {}, one.who)), button(t("swaps.other"), "ghost", other));
}

/** @param {string} id @param {string} label @param {(one: Permit) => void} pick */
function permits(id, label, pick) {
  const found = h("ul", { id, role: "listbox", "aria-label": label, hidden: true });
  const field = h("input", {
    class: "field", role: "combobox", "aria-controls": id, "aria-expanded": "false", "aria-autocomplete": "list", autocomplete: "off",
    "aria-label": label, placeholder: t("swaps.find"),
  });
  combobox({
    input: field, list: found,
    ask: async (text, signal) => (await get("swaps/permits", { q: text }, signal)).items,
    row: (/** @type {Permit} */ one) => [h("span", {}, one.label), h("small", {}, `${one.who} · ${one.until_label}`)],
    pick: (one) => {
      field.value = "";
      pick(one);
    },
  });
  return { whole: h("div", { class: "combo" }, field, found), field };
}
