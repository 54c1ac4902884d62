// The counter: who applies for what; then the receipt number, large, with its slip.

import { get, post } from "../api.js";
import { fill, h } from "../dom.js";
import { who } from "../give_who.js";
import { t } from "../settings.js";
import { act, button, part, refusal } from "./parts.js";
import { sent, wishList } from "./wishes.js";

/** @param {string} path @param {OfficeRound} call @param {() => void} entered */
export function desk(path, call, entered) {
  const place = h("div", { class: "desk" });
  if (!call.takes_applications) return part(t("desk.title"), h("p", { class: "quiet-note" }, t("desk.closed")));
  const zones = get(`${path}/lots`).then((answer) => answer.zones);
  const blank = async () => {
    /** @type {VendorHit | null} */
    let vendor = null;
    /** @type {Wish[]} */
    const chosen = [];
    const note = refusal();
    const wishes = h("div", {}, h("p", { role: "status" }, t("state.loading")));
    const send = button(t("desk.send"), "", async (self) => {
      if (!vendor || !chosen.length) return void (note.textContent = t("desk.first"));
      const body = { vendor: vendor.id, wishes: sent(chosen) };
      const made = await act(self, () => post(`${path}/applications`, body), note);
      if (!made) return;
      fill(place, receipt(call, made, () => void blank()));
      /** @type {HTMLElement | null} */ (place.querySelector(".receipt"))?.focus();
      entered();
    });
    fill(place, h("h3", {}, t("desk.vendor")), who((found) => (vendor = found)), h("h3", {}, t("desk.wishes")), wishes, note,
      h("div", { class: "acts" }, send));
    try {
      fill(wishes, wishList(await zones, chosen));
    } catch (error) {
      fill(wishes, h("p", { class: "refusal", role: "alert" }, /** @type {Error} */ (error).message));
    }
  };
  void blank();
  return part(t("desk.title"), place);
}

/** @param {OfficeRound} call @param {OfficeApplication} made @param {() => void} next */
function receipt(call, made, next) {
  return h("div", { class: "receipt", tabindex: "-1" },
    h("p", {}, t("desk.filed")), h("strong", { class: "receipt-number", dir: "ltr" }, made.receipt),
    h("ol", {}, made.wishes.map((wish) => h("li", {}, wish.label))),
    h("div", { class: "acts" },
      h("a", { class: "button slim", href: slip(call, made), target: "_blank", rel: "noopener" }, t("desk.slip")),
      button(t("desk.next"), "ghost", next)));
}

/** @param {OfficeRound} call @param {OfficeApplication} one */
export function slip(call, one) {
  return `/workbench/rounds/${call.code}/slip/${one.receipt}/`;
}
