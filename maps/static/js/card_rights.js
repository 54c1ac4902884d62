// Ending a right, and undoing a gift that was just made.

import { post } from "./api.js";
import { tell } from "./bus.js";
import { h, say } from "./dom.js";
import { t } from "./settings.js";
import { toast } from "./toast.js";

/** The buttons of a right that this person may end or undo. @param {HeldRight} right */
export function rightActions(right) {
  if (!right.can_end && !right.can_undo) return null;
  const place = h("div", { class: "right-acts" });
  const first = right.can_undo
    ? button(t("right.undo"), "ghost", () => change(right.id, "undo"))
    : null;
  const last = right.can_end ? button(t("right.end"), "grave", () => sure(place, right)) : null;
  place.append(...[first, last].filter((b) => b !== null));
  return place;
}

/** @param {string} label @param {string} look @param {() => void} onclick */
function button(label, look, onclick) {
  return h("button", { class: `button slim ${look}`, type: "button", onclick }, label);
}

/** An end can't be undone later: ask in place, without a dialog. @param {HTMLElement} place @param {HeldRight} right */
function sure(place, right) {
  const before = [...place.childNodes];
  const no = button(t("act.keep"), "ghost", () => place.replaceChildren(...before));
  const yes = button(t("right.end_yes"), "grave", () => change(right.id, "end"));
  place.replaceChildren(h("div", { class: "confirm", role: "alert" }, h("p", {}, t("right.end_ask")), h("div", {}, yes, no)));
  no.focus();
}

/** Whether it was done. @param {number} right @param {"end" | "undo"} what */
export async function change(right, what) {
  try {
    const answer = await post(`allocations/${right}/${what}`);
    const done = t(what === "end" ? "right.ended" : "right.undone");
    toast(done);
    say(done);
    tell("changed", { right, status: answer.status });
    return true;
  } catch (error) {
    toast(/** @type {Error} */ (error).message, { bad: true });
    return false;
  }
}
