// Who has a case; taking it on, or giving it to somebody else.

import { ask, send } from "./case_ask.js";
import { fill, h, icon } from "./dom.js";
import { number } from "./format.js";
import { settings, t } from "./settings.js";

/** @param {CaseDetail} file */
export function officer(file) {
  const place = h("div", { class: "case-officer" });
  home(place, file);
  return place;
}

/** @param {HTMLElement} place @param {CaseDetail} file */
function home(place, file) {
  const { may, assigned } = file;
  const others = file.officers.filter((one) => one.id !== assigned?.id);
  fill(
    place,
    h(
      "p",
      {},
      icon("person", "small"),
      h("span", {}, assigned?.name ?? t("case.nobody")),
      may.take_on && button(t("case.take_on"), () => takeOn(place, file)),
      may.assign && others.length > 0 && button(t("case.give"), () => give(place, file, others)),
    ),
  );
}

/** @param {string} label @param {() => void} onclick */
function button(label, onclick) {
  return h("button", { class: "button ghost slim", type: "button", onclick }, label);
}

/** From a colleague only with a reason. @param {HTMLElement} place @param {CaseDetail} file */
function takeOn(place, file) {
  const me = settings.me;
  if (!me) return;
  const take = (/** @type {string} */ reason) => assign(file, me.id, me.name, reason);
  if (!file.assigned) return void take("").then((sentence) => sentence && home(place, file));
  fill(place, ask({ title: t("case.take_on"), required: true, send: take, leave: () => home(place, file) }));
}

/** @param {HTMLElement} place @param {CaseDetail} file @param {CaseDetail["officers"]} others */
function give(place, file, others) {
  const words = others.map((one) => h("option", { value: one.id }, t("case.load", { name: one.name, n: number(one.open_cases) })));
  const select = h("select", { class: "field" }, words);
  fill(place, ask({
    title: t("case.give"),
    required: file.assigned !== null,
    before: h("label", { class: "label" }, t("case.give_to"), select),
    send: (reason) => {
      const chosen = others.find((one) => String(one.id) === select.value) ?? others[0];
      return assign(file, chosen.id, chosen.name, reason);
    },
    leave: () => home(place, file),
  }));
}

/** @param {CaseDetail} file @param {number} id @param {string} name @param {string} reason */
function assign(file, id, name, reason) {
  const body = { officer: id, seen: file.assigned?.id ?? null, reason };
  return send(`cases/${file.id}/assign`, body, t("case.given", { officer: name }));
}
