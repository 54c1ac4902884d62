// One round in the office: where it stands, what may be done, and its parts as tabs.

import { get, post } from "../api.js";
import { byId, fill, h, icon } from "../dom.js";
import { digits } from "../format.js";
import { startMenus } from "../menus.js";
import { settings, t } from "../settings.js";
import { makeTabs, openTab } from "../tabs.js";
import { callTab } from "./call_tab.js";
import { applicationsTab } from "./applications_tab.js";
import { drawTab } from "./draw_tab.js";
import { offersTab } from "./offers_tab.js";
import { act, ask, button, done } from "./parts.js";

const path = `draws/${encodeURIComponent(settings.round ?? "")}`;
/** The tab that a stage is about. @type {Record<string, string>} */
const opened = { draft: "call", cancelled: "call", open: "applications", review: "applications", frozen: "draw", drawn: "offers", closed: "offers" };
const bodies = Object.fromEntries(["call", "applications", "draw", "offers"].map((id) => [id, h("div", { class: "office-body" })]));

startMenus();
start();

async function start() {
  try {
    const call = await get(path);
    const asked = location.hash.slice(1);
    makeTabs(
      [
        { id: "call", label: t("call.tab"), body: bodies.call },
        { id: "applications", label: t("desk.tab"), body: bodies.applications },
        { id: "draw", label: t("draw.tab"), body: bodies.draw },
        { id: "offers", label: t("offers.tab"), body: bodies.offers },
      ],
      asked in bodies ? asked : opened[call.stage],
    );
    byId("tabs").addEventListener("click", keep);
    byId("tabs").addEventListener("keyup", keep);
    draw(call);
  } catch (error) {
    fill(byId("bodies"), h("p", { class: "refusal", role: "alert" }, /** @type {Error} */ (error).message), button(t("act.again"), "ghost", start));
  }
}

/** The address keeps the tab, so that a link shows a colleague the same. */
function keep() {
  const id = document.querySelector('#tabs [aria-selected="true"]')?.id.slice("tab-".length);
  history.replaceState(null, "", `#${id}`);
}

/** @param {OfficeRound} call */
function draw(call) {
  const changed = async (/** @type {OfficeRound | undefined} */ newer) => {
    const next = newer ?? (await get(path));
    draw(next);
    if (next.stage !== call.stage) openTab(opened[next.stage]);
  };
  head(call, changed);
  fill(bodies.call, callTab(path, call, changed));
  fill(bodies.applications, applicationsTab(path, call, changed));
  fill(bodies.draw, drawTab(path, call, changed));
  fill(bodies.offers, offersTab(path, call, changed));
}

/** @param {OfficeRound} call @param {(newer?: OfficeRound) => Promise<void>} changed */
function head(call, changed) {
  const place = h("div", { class: "asked" });
  const row = h("div", { class: "acts" }, call.may.plan && call.steps.map((step) => stepButton(step, call, place, changed)));
  fill(byId("head"),
    h("div", { class: "round-title" }, h("h1", {}, call.title), h("small", { dir: "ltr" }, digits(call.code))),
    h("ol", { class: "way" }, call.line.map(({ label, where }) =>
      h("li", { class: where, "aria-current": where === "here" ? "step" : null }, where === "done" && icon("check"), label))),
    call.cancelled_because && h("p", { class: "blocked" }, `${t("call.off")} ${call.cancelled_because}`),
    call.next && h("p", { class: call.next.due ? "next due-now" : "next" }, icon("clock"), h("strong", {}, call.next.what),
      h("span", {}, [call.next.when_label, call.next.due ? t("rounds.due") : ""].filter(Boolean).join(" · "))),
    row, place);
}

/** @param {OfficeStep} step @param {OfficeRound} call @param {HTMLElement} place @param {(newer?: OfficeRound) => Promise<void>} changed */
function stepButton(step, call, place, changed) {
  const grave = step.to === "cancelled";
  const take = (/** @type {Record<string, string>} */ more) => post(`${path}/step`, { to: step.to, seen: call.stage, ...more });
  const finish = async (/** @type {OfficeRound} */ newer) => {
    await changed(newer);
    done(newer.stage_label);
  };
  if (step.blocked && !grave) {
    return h("span", { class: "blocked-step" }, h("button", { type: "button", class: "button slim", disabled: true }, step.label), h("small", {}, step.blocked));
  }
  return button(step.label, grave ? "grave" : "", async (self) => {
    if (step.asks === "reason") return ask(place, t("call.reason"), step.label, async (reason) => finish(await take({ reason })), { grave });
    if (step.asks === "number") {
      return ask(place, `${t("draw.number")}: ${call.number_name}`, step.label, async (number) => finish(await take({ number })), { most: 100, line: true });
    }
    const newer = await act(self, () => take({}));
    if (newer) await finish(newer);
  });
}
