// One application: who, which wishes, what was decided, and what may be done about it.

import { post } from "../api.js";
import { fill, h, icon } from "../dom.js";
import { digits } from "../format.js";
import { t } from "../settings.js";
import { challengesPart } from "./challenges.js";
import { slip } from "./desk.js";
import { act, ask, button, done, refusal } from "./parts.js";
import { judgePart } from "./judge.js";
import { sent, wishList } from "./wishes.js";

/** @param {Reviewed} reviewed @returns {HTMLElement} */
export function applicationBox(reviewed) {
  const { one } = reviewed;
  const inside = h("div", { class: "application-inside" });
  const box = h("li", { class: `application ${one.status}` });
  const details = h("details", { open: reviewed.open },
    h("summary", {}, icon("down", "small"),
      h("span", { class: "receipt-small", dir: "ltr" }, one.receipt),
      h("span", { class: "application-who" }, h("strong", {}, one.vendor.name ?? ""), h("small", {}, `${one.vendor.code} · ${one.vendor.goods_label}`)),
      h("span", { class: `status status-${one.status}` }, one.status_label, one.reasons.length > 0 && h("small", {}, one.reasons.join("؛ "))),
      one.challenges.some(({ outcome }) => !outcome) && h("span", { class: "status doubted" }, t("review.challenged"))),
    inside);
  const fillIn = () => details.open && !inside.childElementCount && fill(inside, parts(reviewed, box));
  details.addEventListener("toggle", fillIn);
  box.append(details);
  fillIn();
  return box;
}

/** @param {Reviewed} reviewed @param {HTMLElement} box */
function parts(reviewed, box) {
  const { path, call, one, zones, again } = reviewed;
  const address = `${path}/applications/${one.receipt}`;
  const send = async (/** @type {string} */ verb, /** @type {unknown} */ body) => again(await post(`${address}/${verb}`, body), box, zones);
  const asked = h("div", { class: "asked" });
  return [
    h("ol", { class: "wishes-told" }, one.wishes.map((wish) => h("li", {}, wish.label))),
    (one.classes_label || one.weight > 1) && h("p", { class: "quiet-note" },
      [one.classes_label, one.weight > 1 && `${t("review.weight")}: ${digits(String(one.weight))}`].filter(Boolean).join(" · ")),
    one.decided_by && h("p", { class: "quiet-note" }, t("review.decided", { who: one.decided_by })),
    one.note && h("p", { class: "quiet-note" }, t("review.note_of", { note: one.note })),
    call.may.handle && one.may.judge && judgePart(reviewed, send),
    challengesPart(reviewed, box),
    h("div", { class: "acts" },
      h("a", { class: "button ghost slim", href: slip(call, one), target: "_blank", rel: "noopener" }, t("desk.slip")),
      call.may.handle && one.may.change && button(t("review.change"), "ghost", () => changeWishes(asked, zones, one, (wishes) => send("wishes", { wishes }))),
      call.may.handle && one.may.challenge && button(t("review.challenge"), "ghost", () =>
        ask(asked, t("review.challenge_text"), t("review.challenge"), (text) => send("challenges", { text }), { most: 1000 })),
      call.may.handle && one.may.withdraw && button(t("review.withdraw"), "grave", async (self) => {
        if (await act(self, async () => (await send("withdraw", {}), true))) done(t("review.withdrawn"));
      })),
    asked,
  ];
}

/** @param {HTMLElement} place @param {OfficeZone[]} zones @param {OfficeApplication} one @param {(wishes: unknown) => Promise<void>} send */
function changeWishes(place, zones, one, send) {
  const chosen = one.wishes.map(({ lot, zone, label }) => ({ lot, zone, label }));
  const note = refusal();
  fill(place, wishList(zones, chosen), note, h("div", { class: "acts" },
    button(t("desk.change"), "", (self) => act(self, () => send(sent(chosen)), note)),
    button(t("rounds.cancel"), "ghost", () => fill(place))));
}
