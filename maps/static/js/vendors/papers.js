// Papers of priority: what class, which number, until when, who saw the original.

import { h } from "../dom.js";
import { settings, t } from "../settings.js";
import { toast } from "../toast.js";
import { choice, field, form, opens } from "./ask.js";

/** @param {VendorFile} file @param {VendorPaper[]} papers @param {Act} act */
export function papersPart(file, papers, act) {
  return h(
    "section", { class: "part" },
    h("h3", {}, t("papers.title")),
    papers.length ? h("ul", { class: "lines" }, papers.map((paper) => line(paper, file, act))) : h("p", { class: "quiet-note" }, t("papers.none")),
    file.may.edit && opens(t("papers.add"), (back) => add(file, act, back)),
  );
}

/** @param {VendorPaper} paper @param {VendorFile} file @param {Act} act */
function line(paper, file, act) {
  const state = paper.withdrawn ? t("papers.withdrawn", { reason: paper.withdrawn }) : paper.counts ? paper.until_label : t("papers.ended");
  return h(
    "li", { class: "line" },
    h("strong", {}, paper.title),
    h("span", { class: `badge ${paper.counts ? "valid" : "ended"}` }, state),
    h("small", {}, `${paper.paper} · `, h("span", {}, t("paper.number", { number: paper.number })), ` · ${paper.verified_label}`),
    file.may.edit && paper.counts && opens(t("papers.withdraw"), (back) => {
      const why = field(t("papers.why"), { maxlength: 300 });
      return form(t("papers.withdraw"), [why.element], () => act(`register/papers/${paper.id}/withdraw`, { reason: why.input.value }), { cancel: back, grave: true });
    }, "quiet"),
  );
}

/** @param {VendorFile} file @param {Act} act @param {() => void} back */
function add(file, act, back) {
  const kinds = settings.choices?.kinds ?? [];
  const kind = choice(t("papers.kind"), kinds.map(([code, title, paper]) => [code, `${title} (${paper})`]));
  const number = field(t("papers.number"), { maxlength: 60, dir: "ltr" });
  const until = field(t("papers.until"), { maxlength: 20, dir: "ltr", placeholder: settings.language === "fa" ? "۱۴۰۷/۱۲/۲۹" : "2029-03-19" });
  const seen = h("input", { type: "checkbox" });
  const save = async () => {
    if (!seen.checked) return void toast(t("papers.seen_needed"), { bad: true });
    return act(`register/vendors/${file.id}/papers`, { kind: kind.input.value, number: number.input.value, valid_until: until.input.value });
  };
  return form(
    t("papers.add"),
    [kind.element, h("div", { class: "pair" }, number.element, until.element), h("label", { class: "tick" }, seen, h("span", {}, t("papers.seen")))],
    save,
    { cancel: back },
  );
}
