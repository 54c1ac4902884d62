// The list of swaps among holders.

import { get, post } from "../api.js";
import { byId, fill, h } from "../dom.js";
import { act, button, empty, input, labelled, refusal, table } from "../draw_office/parts.js";
import { startMenus } from "../menus.js";
import { t } from "../settings.js";

const place = byId("swaps");
startMenus();
load();

async function load() {
  try {
    draw(await get("swaps"));
  } catch (error) {
    fill(place, h("p", { class: "refusal", role: "alert" }, /** @type {Error} */ (error).message), button(t("act.again"), "ghost", load));
  }
  place.setAttribute("aria-busy", "false");
}

/** @param {{ items: SwapRow[], may: { plan: boolean } }} answer */
function draw({ items, may }) {
  const form = h("div", { id: "new-round" });
  const heads = [t("swaps.title"), t("rounds.stage"), t("swaps.willing"), t("swaps.made"), t("swaps.done")];
  fill(place,
    may.plan && h("p", { class: "acts" }, button(t("swaps.begin"), "", () => begin(form))), form,
    items.length
      ? table(t("swaps.title"), heads, items.map((one) => [
        h("a", { href: one.href }, one.title), h("span", { class: `at-stage swap-${one.stage}` }, one.stage_label), one.willing_label, one.made_label, one.done_label || "–",
      ]), "rounds")
      : empty(t("swaps.none"), t("swaps.none_advice")));
}

/** @param {HTMLElement} form */
function begin(form) {
  const fa = input("", { maxlength: 200, dir: "rtl", lang: "fa" });
  const en = input("", { maxlength: 200, dir: "ltr", lang: "en" });
  const note = refusal();
  const save = button(t("swaps.begin"), "", async (self) => {
    const made = await act(self, () => post("swaps", { title_fa: fa.value, title_en: en.value }), note);
    if (made) location.assign(made.href);
  });
  fill(form, h("div", { class: "call-form" }, labelled(t("call.title_fa"), fa), labelled(t("call.title_en"), en), note,
    h("div", { class: "acts" }, save, button(t("rounds.cancel"), "ghost", () => fill(form)))));
  fa.focus();
}
