// Applications: entered at the counter, listed, and reviewed one by one.

import { get, newestFirst, post } from "./asking.js";
import { calmly, fill, h } from "../dom.js";
import { number } from "../format.js";
import { t } from "../settings.js";
import { desk } from "./desk.js";
import { act, button, done, empty, input, part } from "./parts.js";
import { applicationBox } from "./review.js";

const statuses = ["", "submitted", "eligible", "refused", "withdrawn", "challenged"];

/** @param {string} path @param {OfficeRound} call @param {(newer?: OfficeRound) => Promise<void>} changed */
export function applicationsTab(path, call, changed) {
  if (call.stage === "draft") return [empty(t("review.none"), t("review.none_advice"))];
  const place = h("div", { class: "applications" });
  const asked = { status: "", q: "", after: 0 };
  const latest = newestFirst();
  /** @type {Zones} */
  let zones = null;
  const load = async (/** @type {boolean} */ more = false) => {
    zones ??= get(`${path}/lots`).then((/** @type {{ zones: OfficeZone[] }} */ answer) => answer.zones);
    const answer = await latest(() => get(`${path}/applications`, more ? asked : { ...asked, after: 0 }));
    if (answer) show(answer, await zones, more);
  };
  const list = h("ul", { class: "application-list" });
  const filters = h("div", { class: "filter-row", role: "group", "aria-label": t("review.status") });
  const further = h("p", { class: "acts" });
  const again = async (/** @type {OfficeApplication | null} */ one, /** @type {HTMLElement} */ box, /** @type {OfficeZone[]} */ known) => {
    if (one) box.replaceWith(applicationBox({ path, call, one, zones: known, reasons, again, open: true }));
    else await changed();
  };
  /** @type {{ code: string, label: string }[]} */
  let reasons = [];
  const show = (/** @type {OfficeApplications} */ answer, /** @type {OfficeZone[]} */ known, /** @type {boolean} */ more) => {
    reasons = answer.reasons;
    const boxes = answer.items.map((one) => applicationBox({ path, call, one, zones: known, reasons, again, open: false }));
    if (more) list.append(...boxes);
    else fill(list, boxes.length ? boxes : h("li", {}, empty(t("review.none"), t("review.none_advice"))));
    fill(filters, statuses.map((status) => h("button", {
      type: "button", class: "pick", "aria-pressed": String(asked.status === status), onclick: () => ((asked.status = status), load()),
    }, t(status === "" ? "review.all" : status === "challenged" ? "review.challenged" : `status.${status}`),
    status in answer.counts && h("b", {}, number(answer.counts[status])))));
    asked.after = answer.next ?? 0;
    fill(further, answer.next !== null && button(t("review.more"), "ghost", (self) => act(self, () => load(true))));
  };
  const find = input("", { type: "search", placeholder: t("review.find"), "aria-label": t("review.find"), dir: "auto" });
  find.addEventListener("input", calmly(() => ((asked.q = find.value), load()), 200));
  const rest = call.may.handle && call.stage === "review" && call.counts.submitted > 0 && button(t("review.rest"), "", async (self) => {
    const answer = await act(self, () => post(`${path}/judge`));
    if (!answer) return;
    done(t("review.rested", { n: number(answer.judged) }));
    await changed();
  });
  fill(place, call.may.handle && call.stage === "open" && desk(path, call, () => void load()),
    part(t("review.list"),
      call.takes_challenges && h("p", { class: "quiet-note" }, t("review.until", { when: call.moments.challenge_until.label })),
      h("div", { class: "list-tools" }, filters, find, rest), list, further));
  load().catch((error) => fill(list, h("li", { class: "refusal", role: "alert" }, error.message)));
  return [place];
}
