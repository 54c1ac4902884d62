// Ending a rule after a day.

import { post } from "./api.js";
import { form } from "./case_form.js";
import { h } from "./dom.js";
import { ascii, typed } from "./format.js";
import { t } from "./settings.js";

/** @param {RuleRow} rule @param {() => void} done @param {() => void} leave */
export function ending(rule, done, leave) {
  const day = h("input", { class: "field", value: typed(new Date()), inputmode: "numeric", autocomplete: "off", dir: "ltr" });
  const submit = async () => {
    try {
      await post(`rules/${rule.id}/end`, { last_day: ascii(day.value) });
    } catch (error) {
      return /** @type {Error} */ (error).message;
    }
    done();
    return "";
  };
  const label = h("label", { class: "label" }, t("rules.last_day"), day);
  return form({ title: t("rules.end_title"), fields: [label], label: t("rules.end"), submit, leave });
}
