// Notices on a case's card: issue one, print it, and record how it was served.

import { done, send } from "./case_ask.js";
import { act, form, section, sheets } from "./case_form.js";
import { photoField } from "./case_photo.js";
import { fill, h } from "./dom.js";
import { digits, typed } from "./format.js";
import { t } from "./settings.js";

/** @param {CaseDetail} file @param {Papers} papers */
export function noticePart(file, papers) {
  const place = h("div", { class: "paper-acts" });
  home(place, file, papers);
  const listed = papers.notices.length > 0 && h("ul", { class: "paper-list" }, papers.notices.map((notice) => row(notice, papers.may.read)));
  return section(t("papers.notices"), [listed, place.childElementCount ? place : null]);
}

/** @param {Notice} notice @param {boolean} read */
function row(notice, read) {
  return h(
    "li",
    {},
    h("strong", {}, t("papers.notice", { number: notice.number_label })),
    read && sheets(notice.pdf, notice.number_label),
    h("span", {}, t("papers.issued", { moment: notice.issued_label })),
    h("span", {}, t("papers.deadline", { day: notice.deadline_label })),
    h("span", { class: notice.served_at ? "" : "waits" }, notice.served_at ? t("papers.served", { how: notice.served_label }) : t("papers.unserved")),
    notice.slip && h("a", { href: notice.slip, target: "_blank", rel: "noopener" }, t("papers.slip")),
  );
}

/** @param {HTMLElement} place @param {CaseDetail} file @param {Papers} papers */
function home(place, file, papers) {
  const { may, blocked } = papers;
  const waiting = papers.notices.find((notice) => !notice.served_at);
  fill(
    place,
    may.issue && blocked ? h("p", { class: "quiet-note", id: "notice-blocked" }, blocked) : null,
    may.issue && issueButton(place, file, papers),
    may.serve && waiting ? act(t("papers.serve"), () => fill(place, service(place, file, papers, waiting))) : null,
    slipButton(place, file, papers),
  );
}

/** For a slip that comes after its service. @param {HTMLElement} place @param {CaseDetail} file @param {Papers} papers */
function slipButton(place, file, papers) {
  const last = papers.notices.at(-1);
  if (!last?.served_at || last.slip || !papers.may.slip) return null;
  const asked = () => {
    const slip = photoField(file.id, t("case.photo_file"));
    return form({
      title: t("papers.add_slip"),
      fields: [slip.element],
      label: t("case.confirm"),
      submit: async () => (await slip.send({ notice: String(last.id) })) || done(t("papers.slip_added")),
      leave: () => (slip.stop(), home(place, file, papers)),
      stops: true,
    });
  };
  return act(t("papers.add_slip"), () => fill(place, asked()), "ghost");
}

/** @param {HTMLElement} place @param {CaseDetail} file @param {Papers} papers */
function issueButton(place, file, papers) {
  const made = act(t("papers.issue"), () => !papers.blocked && fill(place, confirmation(place, file, papers)));
  if (papers.blocked) {
    made.setAttribute("aria-disabled", "true");
    made.setAttribute("aria-describedby", "notice-blocked");
  }
  return made;
}

/** A number can't be given back. @param {HTMLElement} place @param {CaseDetail} file @param {Papers} papers */
function confirmation(place, file, papers) {
  const wait = h("p", { class: "quiet-note" }, t("papers.issue_means"));
  return form({
    title: t("papers.issue"),
    fields: [wait],
    label: t("papers.issue_and_print"),
    submit: () => {
      wait.textContent = t("papers.printing");
      return send(`cases/${file.id}/notices`, {}, t("papers.was_issued"));
    },
    leave: () => home(place, file, papers),
  });
}

/** @param {HTMLElement} place @param {CaseDetail} file @param {Papers} papers @param {Notice} notice */
function service(place, file, papers, notice) {
  const now = new Date();
  const how = h("select", { class: "field" }, papers.ways.map((way) => h("option", { value: way.code }, way.label)));
  const day = h("input", { class: "field", value: typed(now), inputmode: "numeric", autocomplete: "off", dir: "ltr" });
  const hour = h("input", { class: "field", value: clock(now), inputmode: "numeric", autocomplete: "off", dir: "ltr" });
  const witness = h("input", { class: "field", autocomplete: "off", maxlength: 200 });
  const slip = photoField(file.id, t("papers.slip_file"));
  let touched = false;
  for (const input of [day, hour]) input.addEventListener("input", () => (touched = true));
  return form({
    title: t("papers.serve_which", { number: notice.number_label }),
    fields: [
      h("label", { class: "label" }, t("papers.how"), how),
      h("div", { class: "two" }, h("label", { class: "label" }, t("papers.day"), day), h("label", { class: "label" }, t("papers.hour"), hour)),
      h("label", { class: "label" }, t("papers.witness"), witness),
      slip.element,
    ],
    label: t("case.confirm"),
    submit: async () => {
      const wrong = slip.chosen() ? await slip.send({ notice: String(notice.id) }) : "";
      if (wrong) return wrong;
      const when = touched ? { day: day.value, hour: hour.value } : {};
      const body = { how: how.value, witness: witness.value, slip: slip.filed(), ...when };
      return send(`notices/${notice.id}/service`, body, t("papers.was_served"));
    },
    leave: () => (slip.stop(), home(place, file, papers)),
  });
}

/** @param {Date} moment */
function clock(moment) {
  const shape = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: "Asia/Tehran" });
  return digits(shape.format(moment));
}
