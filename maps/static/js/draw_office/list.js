// The list of rounds: where each stands, and what is due next.

import { get, post } from "../api.js";
import { byId, fill, h } from "../dom.js";
import { digits } from "../format.js";
import { startMenus } from "../menus.js";
import { t } from "../settings.js";
import { callForm } from "./call_form.js";
import { button, empty, table } from "./parts.js";

const place = byId("rounds");
startMenus();
load();

async function load() {
  try {
    draw(await get("draws"));
  } catch (error) {
    fill(place, h("p", { class: "refusal", role: "alert" }, /** @type {Error} */ (error).message), button(t("act.again"), "ghost", load));
  }
  place.setAttribute("aria-busy", "false");
}

/** @param {{ items: OfficeRow[], may: { plan: boolean }, next_code: string }} answer */
function draw({ items, may, next_code }) {
  const form = h("div", { id: "new-round" });
  const prepare = () => {
    fill(form, callForm(null, next_code, async (body) => {
      const made = await post("draws", body);
      location.assign(made.href);
    }, () => fill(form)));
    form.querySelector("input")?.focus();
  };
  const heads = ["round", "stage", "applying", "draw", "lots", "count", "next"].map((key) => t(`rounds.${key}`));
  heads[5] = t("rounds.applying");
  heads[2] = t("rounds.taken");
  fill(place,
    may.plan && h("p", { class: "acts" }, button(t("rounds.new"), "", prepare)), form,
    items.length ? table(t("rounds.round"), heads, items.map(row), "rounds") : empty(t("rounds.none"), t("rounds.none_advice")));
}

/** @param {OfficeRow} one */
function row(one) {
  return [
    h("a", { href: one.href, class: "round-name" }, h("strong", {}, one.title), h("small", { dir: "ltr" }, digits(one.code))),
    h("span", { class: `at-stage stage-${one.stage}` }, one.stage_label),
    one.applying_label, one.draw_label, one.lots_label, one.applications_label, nextAct(one),
  ];
}

/** @param {OfficeRow} one */
function nextAct(one) {
  if (!one.next) return "–";
  return h("span", { class: one.next.due ? "next due-now" : "next" }, h("strong", {}, one.next.what),
    h("small", {}, [one.next.when_label, one.next.due ? t("rounds.due") : ""].filter(Boolean).join(" · ")));
}
