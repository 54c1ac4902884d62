// A text field with a list of suggestions: arrows, Enter and Escape (ARIA combobox).

import { dropped, newest } from "./api.js";
import { calmly, fill, h } from "./dom.js";
import { t } from "./settings.js";

/**
 * @template T
 * @param {{
 *   input: HTMLInputElement, list: HTMLElement, eager?: boolean,
 *   ask: (text: string, signal: AbortSignal) => Promise<T[]>,
 *   row: (item: T) => (Node | string)[],
 *   pick: (item: T) => void,
 * }} parts
 */
export function combobox({ input, list, ask, row, pick, eager = false }) {
  /** @type {T[]} */
  let items = [];
  let at = -1;
  const signal = newest();

  const close = () => {
    list.hidden = true;
    at = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };

  const open = () => {
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
  };

  /** @param {number} index */
  const point = (index) => {
    at = index;
    [...list.children].forEach((li, i) => li.setAttribute("aria-selected", String(i === at)));
    const here = list.children[at];
    if (here) {
      input.setAttribute("aria-activedescendant", here.id);
      here.scrollIntoView({ block: "nearest" });
    } else input.removeAttribute("aria-activedescendant");
  };

  /** @param {T} item */
  const take = (item) => {
    close();
    pick(item);
  };

  /** @param {string} sentence */
  const note = (sentence) => {
    items = [];
    fill(list, h("li", { class: "none", role: "option", "aria-disabled": "true", "aria-selected": "false" }, sentence));
    open();
  };

  /** @param {T} item @param {number} i */
  const option = (item, i) =>
    h("li", {
      id: `${list.id}-${i}`, role: "option", "aria-selected": "false",
      onmousedown: (/** @type {Event} */ e) => e.preventDefault(),
      onclick: () => take(item), onmousemove: () => at === i || point(i),
    }, row(item));

  const look = async () => {
    const text = input.value.trim();
    if (!text && !eager) return close();
    try {
      items = await ask(text, signal());
    } catch (error) {
      if (!dropped(error)) note(/** @type {Error} */ (error).message);
      return;
    }
    if (!items.length) return note(t("search.none", { text }));
    fill(list, items.map(option));
    open();
    point(0);
  };

  const soon = calmly(look, 140);

  /** @type {Record<string, () => void>} */
  const keys = {
    ArrowDown: () => (list.hidden ? look() : point((at + 1) % Math.max(items.length, 1))),
    ArrowUp: () => point((at - 1 + items.length) % Math.max(items.length, 1)),
    Enter: () => (items[at] && !list.hidden ? take(items[at]) : look()),
    Escape: () => (list.hidden ? (input.value = "") : close()),
  };

  input.addEventListener("input", soon);
  input.addEventListener("focus", () => eager && look());
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (!(event.key in keys) || event.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    keys[event.key]();
  });
}
