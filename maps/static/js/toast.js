// Short notes at the foot of the page, with an undo where one can.

import { byId, h } from "./dom.js";
import { t } from "./settings.js";

/**
 * @param {string} sentence
 * @param {{ label?: string, act?: () => void, bad?: boolean, seconds?: number }} [more]
 */
export function toast(sentence, { label, act, bad = false, seconds = 7 } = {}) {
  const note = h("div", { class: bad ? "toast bad" : "toast" }, h("span", {}, sentence));
  const gone = () => note.remove();
  if (label && act) {
    note.append(h("button", { type: "button", onclick: () => (gone(), act()) }, label));
  }
  note.append(h("button", { type: "button", onclick: gone, "aria-label": t("act.close") }, "×"));
  byId("toasts").append(note);
  setTimeout(gone, seconds * 1000);
  return gone;
}
