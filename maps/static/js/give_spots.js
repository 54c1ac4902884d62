// Allocation, what: the nearest free lawful spots, and giving one of them.

import { post } from "./api.js";
import { tell } from "./bus.js";
import { change } from "./card_rights.js";
import { h, say } from "./dom.js";
import { digits, length } from "./format.js";
import { t } from "./settings.js";
import { toast } from "./toast.js";

const undoSeconds = 20;

/** @typedef {{ vendor: VendorHit, reason: string, valid_from: string, valid_until: string, week: string }} Terms */

/** @param {FreeSpot} spot @param {(spot: FreeSpot) => void} give @param {boolean} ready */
export function row(spot, give, ready) {
  const see = () => {
    tell("aim", { bbox: spot.bbox, point: spot.point });
    tell("choose", { type: "spot", id: spot.id });
  };
  const button = h("button", { class: "button ghost slim", type: "button", "aria-disabled": String(!ready), onclick: () => give(spot) }, t("give.give"));
  button.setAttribute("aria-label", t("give.give_spot", { spot: digits(spot.number) }));
  return h(
    "li",
    { class: "spot", "data-id": spot.id },
    h("span", { class: "far" }, length(spot.distance_m)),
    h("button", { class: "go", type: "button", onclick: see }, digits(spot.number), " · ", spot.zone.name),
    h("small", {}, [spot.week_label, spot.goods_label].filter(Boolean).join(" · ")),
    button,
  );
}

/** Give it; the map shows it at once, and a slip can be undone. @param {FreeSpot} spot @param {Terms} terms */
export async function give(spot, terms) {
  const { vendor, ...times } = terms;
  const given = /** @type {Given} */ (await post("allocations", { vendor: vendor.id, spot: spot.id, ...times, week: times.week || null }));
  const sentence = t("give.given", { spot: given.spot.label, vendor: given.vendor.label, until: given.valid_label });
  tell("changed", { spot: spot.id, status: "taken", right: given.right });
  tell("choose", { type: "spot", id: spot.id, fly: true });
  toast(sentence, { label: t("right.undo"), act: () => undo(given.right, spot.id), seconds: undoSeconds });
  say(sentence);
}

/** @param {number} right @param {number} spot */
async function undo(right, spot) {
  if (await change(right, "undo")) tell("changed", { spot, status: "free", right });
}

/** Who was first, and for which hours. @param {any} error a refusal */
export function conflict(error) {
  /** @type {TakenHours[]} */
  const hours = Object.values(error.detail).flat().filter((each) => each?.week_label);
  return h(
    "div",
    { class: "taken", role: "alert", tabindex: "-1" },
    h("strong", {}, error.message),
    h("ul", {}, hours.map((each) => h("li", {}, `${each.week_label} · ${each.valid_label}`))),
    error.detail.taken && h("span", {}, t("give.taken_advice")),
  );
}
