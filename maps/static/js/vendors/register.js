// A new vendor: who, of what trade, with which goods. One person has one file.

import { post, Refusal } from "../api.js";
import { fill, h } from "../dom.js";
import { settings, t } from "../settings.js";
import { toast } from "../toast.js";
import { field, form, ticks } from "./ask.js";

/** @param {Element} place @param {(id: number) => void} open @param {() => void} listed */
export function registerForm(place, open, listed) {
  const id = field(t("register.national_id"), { advice: t("register.national_id_advice"), inputmode: "numeric", dir: "ltr", maxlength: 40 });
  const name = field(t("register.name"), { maxlength: 120 });
  const phone = field(t("register.phone"), { inputmode: "tel", dir: "ltr", maxlength: 20 });
  const trade = field(t("register.trade"), { advice: t("register.trade_advice"), maxlength: 80 });
  const goods = ticks(t("register.goods"), settings.choices?.goods ?? []);

  const send = async (same = false) => {
    const body = {
      national_id: id.input.value, name: name.input.value, phone: phone.input.value, trade: trade.input.value, goods: goods.values(), same,
    };
    const made = await post("register/vendors", body);
    toast(t(made.known ? "register.done_known" : "register.done", { code: made.code_label }));
    listed();
    open(made.id);
  };

  /** What can be done about a refusal. @param {Refusal} error */
  const wrong = ({ detail }) => {
    if (detail.vendor) {
      return h("button", { class: "button ghost slim", type: "button", onclick: () => open(detail.vendor) }, t("register.open", { code: detail.code }));
    }
    if (detail.reason !== "name") return null;
    const again = () => send(true).catch((/** @type {Error} */ error) => toast(error.message, { bad: true }));
    return h("button", { class: "button ghost slim", type: "button", onclick: again }, t("register.same"));
  };

  fill(
    place,
    h(
      "article", { class: "sheet-of" },
      h("h2", {}, t("register.title")),
      form(t("register.do"), [h("div", { class: "pair" }, id.element, name.element), h("div", { class: "pair" }, phone.element, trade.element), goods.element], () => send(), { wrong }),
    ),
  );
  id.input.focus();
  place.scrollIntoView({ block: "nearest" });
}
