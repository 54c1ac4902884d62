// A card on the page: the sentence first, then where and until when, then who it should be.

import { h, icon } from "../dom.js";
import { digits } from "../format.js";
import { settings, t } from "../settings.js";
import { lastDay } from "./hours.js";

const signs = { good: "check", care: "clock", bad: "alert", doubt: "offline", plain: "square" };

/** @param {CardFacts} facts @param {CardVerdict} verdict @param {any} told what the register added, if it was reached */
export function answer(facts, { state, tone, title, detail, sure }, told) {
  return h(
    "div", { class: "card-answer" },
    h(
      "article", { class: `verdict ${tone}`, "data-card": state, "data-from": told ? "register" : "phone" },
      h("h2", {}, icon(signs[/** @type {"good"} */ (tone)] ?? "square"), h("span", {}, title)),
      detail && h("p", { class: "detail" }, detail),
      h("p", { class: "sure" }, sure),
      facts.typed && h("p", { class: "sure" }, t("card.typed_advice")),
    ),
    person(facts, told),
  );
}

/** @param {CardFacts} facts @param {any} told */
function person(facts, told) {
  const name = told?.name ?? told?.pseudonym ?? "";
  const numbers = [facts.vendor, `K-${String(facts.serial).padStart(5, "0")}`].filter(Boolean).join(" · ");
  return h(
    "article", { class: told?.portrait ? "bearer with-face" : "bearer" },
    told?.portrait && h("img", { src: told.portrait, alt: t("card.portrait") }),
    h(
      "div", {},
      name && h("strong", {}, name),
      told?.trade && h("span", {}, told.trade),
      h("bdi", { dir: "ltr" }, digits(numbers)),
      facts.goods.length > 0 && h("span", {}, facts.goods.map((code) => t(`goods.${code}`)).join(settings.language === "fa" ? "، " : ", ")),
      facts.expires.getTime() > 0 && h("span", {}, t("card.until", { day: lastDay(facts.expires) })),
    ),
    h("p", { class: "compare" }, icon("person", "small"), t(told?.portrait ? "card.compare_shown" : "card.compare")),
  );
}

/** What is no card, or none that can be judged. @param {string} why @param {string} [sentence] the register's own */
export function unreadable(why, sentence = "") {
  const tone = why === "forged" ? "bad" : why === "no_card" ? "plain" : "doubt";
  return h(
    "article", { class: `verdict ${tone}`, "data-card": why },
    h("h2", {}, icon(signs[/** @type {"bad"} */ (tone)]), h("span", {}, why === "unknown_number" ? sentence : t(`card.${why}`))),
    h("p", { class: "detail" }, t(`card.${why}_advice`)),
  );
}
