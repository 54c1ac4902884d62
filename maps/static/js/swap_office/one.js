// One swap: holders are entered, cycles shown before they are carried out, the record.

import { get, post } from "../api.js";
import { byId, fill, h } from "../dom.js";
import { act, button, done, part, table } from "../draw_office/parts.js";
import { number } from "../format.js";
import { startMenus } from "../menus.js";
import { settings, t } from "../settings.js";
import { enterPart } from "./enter.js";

const path = `swaps/${settings.swap}`;
const place = byId("swaps");
startMenus();
load();

async function load() {
  try {
    draw(await get(path));
  } catch (error) {
    fill(place, h("p", { class: "refusal", role: "alert" }, /** @type {Error} */ (error).message), button(t("act.again"), "ghost", load));
  }
  place.setAttribute("aria-busy", "false");
}

/** @param {SwapWhole} swap */
function draw(swap) {
  const collecting = swap.stage === "collecting";
  fill(place,
    h("p", {}, h("span", { class: `at-stage swap-${swap.stage}` }, swap.stage_label), swap.done_label && ` ${swap.done_label}`),
    !collecting && swap.stage !== "cancelled" && cyclesPart(swap),
    collecting && swap.may.handle && enterPart(path, draw),
    willingPart(swap));
}

/** @param {string} to @param {SwapWhole} swap */
const go = (to, swap) => () => post(`${path}/step`, { to, seen: swap.stage });

/** @param {SwapWhole} swap */
function willingPart(swap) {
  const collecting = swap.stage === "collecting";
  const heads = [t("review.receipt"), t("swaps.held"), t("swaps.rather"), ...(collecting && swap.may.handle ? [t("rounds.remove")] : [])];
  const rows = swap.willing.map((one) => [
    h("bdi", { class: "receipt-small", dir: "ltr" }, one.receipt),
    h("span", {}, one.label, h("small", {}, [one.who, one.until_label].join(" · "))),
    h("ol", { class: "wishes-told" }, one.wishes.map(({ label }) => h("li", {}, label))),
    ...(collecting && swap.may.handle ? [button(t("rounds.remove"), "ghost", async (self) => {
      const newer = await act(self, () => post(`${path}/willing/${one.receipt}/take-out`));
      if (newer) draw(newer);
    }, { "aria-label": `${t("rounds.remove")}: ${one.receipt}` })] : []),
  ]);
  const step = (/** @type {string} */ to, /** @type {string} */ label, /** @type {string} */ kind) => button(label, kind, async (self) => {
    const newer = await act(self, go(to, swap));
    if (!newer) return;
    draw(newer);
    if (to === "shown") done(t("swaps.shown", { n: number(newer.cycles.length) }));
  });
  return part(t("swaps.willing"),
    rows.length ? table(t("swaps.willing"), heads, rows) : h("p", { class: "quiet-note" }, t("swaps.nobody")),
    collecting && swap.may.plan && h("div", { class: "acts" }, rows.length > 0 && step("shown", t("swaps.show"), ""), step("cancelled", t("swaps.off"), "grave")));
}

/** @param {SwapWhole} swap */
function cyclesPart(swap) {
  const shown = swap.stage === "shown";
  const step = (/** @type {string} */ to, /** @type {string} */ label, /** @type {string} */ kind) => button(label, kind, async (self) => {
    const newer = await act(self, go(to, swap));
    if (!newer) return;
    draw(newer);
    if (to === "done") done(t("swaps.carried_out"));
  });
  return part(t("swaps.cycles"),
    swap.cycles.length === 0 && h("p", { class: "quiet-note" }, t("swaps.no_cycle")),
    ...swap.cycles.map((cycle, i) => h("div", { class: "zone-result" }, h("h3", {}, t("swaps.cycle", { n: number(i + 1) })),
      table(t("swaps.cycle", { n: number(i + 1) }), [t("review.receipt"), t("swaps.gives"), t("swaps.gets")], cycle.map((one) => [
        h("span", { class: "person" }, h("bdi", { class: "receipt-small", dir: "ltr" }, one.receipt), h("small", {}, one.who)), one.gives, h("strong", {}, one.gets),
      ])))),
    h("p", { class: "quiet-note" }, t("swaps.how")),
    shown && swap.may.plan && h("div", {}, swap.cycles.length > 0 && h("p", { class: "quiet-note" }, t("swaps.sure")), h("div", { class: "acts" },
      swap.cycles.length > 0 && step("done", t("swaps.carry_out"), ""), step("collecting", t("swaps.again"), "ghost"))),
    h("p", { class: "acts" },
      h("a", { class: "button ghost slim", href: `/workbench/swaps/${swap.id}/record.json`, download: true }, t("swaps.record")),
      h("a", { class: "button ghost slim", href: "/draws/verify_swap.py", download: true }, t("swaps.program"))));
}
