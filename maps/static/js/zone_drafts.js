// A draft of a zone in the list: where it stands, and what may be done with it.

import { post } from "./api.js";
import { tell } from "./bus.js";
import { form } from "./case_form.js";
import { fill, h } from "./dom.js";
import { ascii, digits, typed } from "./format.js";
import { t } from "./settings.js";
import { toast } from "./toast.js";

/** @param {ZoneRow} row @param {(row: ZoneRow) => void} edit @param {() => void} again */
export function draftRow(row, edit, again) {
  const acts = h("div", { class: "rule-acts" });
  const link = (/** @type {string} */ label, /** @type {() => void} */ onclick) => h("button", { class: "link", type: "button", onclick }, label);
  const act = async (/** @type {string} */ path, body = {}) => {
    try {
      const done = await post(`zones/drafts/${row.id}/${path}`, body);
      tell("changed", {});
      toast(t(`zones.done_${done.stage}`, { code: done.code }));
    } catch (error) {
      return /** @type {Error} */ (error).message;
    }
    again();
    return "";
  };
  const usual = () => fill(acts,
    row.stage === "draft" && link(t("zones.open"), () => edit(row)),
    row.stage !== "published" && link(t("zones.publish"), () => fill(acts, publishing(act, usual))),
    link(t("zones.withdraw"), () => act("withdraw").then((wrong) => wrong && fill(acts, h("p", { class: "error-note" }, wrong)))));
  usual();
  return h("li", { class: `rule-row ${row.stage === "published" ? "coming" : ""}` },
    h("p", {}, h("strong", {}, `${row.name || digits(row.code)} · ${digits(row.code)}`)),
    h("p", { class: "rule-told" }, h("span", { class: "chip-word" }, row.stage_label), [row.kind_label, row.valid_label, digits(row.legal_ref), row.why].filter(Boolean).join(" · ")),
    acts);
}

/** @param {(path: string, body: object) => Promise<string>} act @param {() => void} leave */
function publishing(act, leave) {
  const day = h("input", { class: "field", value: typed(new Date()), inputmode: "numeric", autocomplete: "off", dir: "ltr" });
  const label = h("label", { class: "label" }, t("zones.first_day"), day);
  return form({ title: t("zones.publish_title"), fields: [label], label: t("zones.publish"), submit: () => act("publish", { first_day: ascii(day.value) }), leave });
}
