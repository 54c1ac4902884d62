// What was sent, what waits, what was refused and why, with a way on for each.

import { byId, fill, h, icon } from "../dom.js";
import { digits, number } from "../format.js";
import { settings, t } from "../settings.js";
import { dated, when } from "./hours.js";
import { closeSheet, openSheet } from "./sheets.js";
import { discard, flush, onChange, reports, state } from "./outbox.js";

const signs = { sent: "check", waiting: "clock", refused: "alert" };

/** @param {(report: KeptReport) => void} correct */
export function listDialog(correct) {
  const dialog = /** @type {HTMLDialogElement} */ (byId("list"));
  const draw = async () => dialog.open && fill(dialog, ...content(dialog, await reports(), correct));
  onChange(() => void draw());
  return async () => {
    openSheet(dialog);
    await draw();
  };
}

/** @param {HTMLDialogElement} dialog @param {KeptReport[]} found @param {(report: KeptReport) => void} correct */
function content(dialog, found, correct) {
  const waits = found.some((report) => report.state === "waiting");
  return [
    head(dialog, "list-title", t("list.title")),
    h(
      "div", { class: "sheet-body" },
      state.signedOut && waits && signIn(),
      !found.length && h("div", { class: "nothing" }, icon("save"), h("p", {}, t("list.empty")), h("p", { class: "quiet-text" }, t("list.empty_advice"))),
      h("ul", { class: "reports" }, found.map((report) => row(report, correct, dialog))),
    ),
    waits && h("div", { class: "sheet-foot" }, h("button", { class: "wide-button", type: "button", onclick: () => void flush(true) }, icon("retry"), t("list.retry"))),
  ].filter((part) => part !== false);
}

/** @param {HTMLDialogElement} dialog @param {string} id @param {string} title @param {() => void} [leave] */
export function head(dialog, id, title, leave = () => closeSheet(dialog)) {
  return h(
    "header", { class: "sheet-head" },
    h("h2", { id }, title),
    h("button", { class: "close", type: "button", onclick: leave, "aria-label": t("act.close") }, icon("close")),
  );
}

function signIn() {
  return h(
    "p", { class: "notice" },
    t("list.signed_out"), " ",
    h("a", { href: "/accounts/sign-in/?next=/field/" }, t("act.sign_in")),
  );
}

/** @param {KeptReport} report @param {(report: KeptReport) => void} correct @param {HTMLDialogElement} dialog */
function row(report, correct, dialog) {
  const { payload, photos, photo_count } = report;
  const size = payload.size && `${number(payload.size.length_m, 1)} × ${t("unit.m", { n: number(payload.size.depth_m, 1) })}`;
  const count = photos.length || photo_count || 0;
  const pictures = count ? t("list.photos", { n: number(count) }) : t("list.no_photos");
  return h(
    "li", { class: `report-row ${report.state}`, "data-id": report.id },
    h("span", { class: "report-state" }, icon(signs[report.state]), t(`list.${report.state}`)),
    h("strong", {}, t(`kind.${payload.kind}`)),
    h("small", {}, [dated(new Date(report.made_at)), size, pictures, report.answer && t("list.number", { n: digits(String(report.answer.occupation)) })].filter(Boolean).join(" · ")),
    report.error && report.state !== "sent" && h("p", { class: "why" }, report.error),
    report.lost_photos ? h("p", { class: "why" }, t("list.lost_photos", { n: number(report.lost_photos) })) : null,
    report.person !== settings.person?.username && report.state !== "sent" && h("p", { class: "why" }, t("list.other", { name: report.person })),
    report.state === "waiting" && report.tries > 0 && h("small", {}, [t("list.tries", { n: number(report.tries) }), t("list.next", { time: when(new Date(report.next_at), new Date()) })].join(" · ")),
    report.state === "refused" && actions(report, correct, dialog),
  );
}

/** @param {KeptReport} report @param {(report: KeptReport) => void} correct @param {HTMLDialogElement} dialog */
function actions(report, correct, dialog) {
  const place = h("div", { class: "row-actions" });
  const first = () => fill(
    place,
    h("button", { type: "button", class: "slim", onclick: () => (closeSheet(dialog), correct(report)) }, t("list.correct")),
    h("button", { type: "button", class: "slim grave", onclick: ask }, t("list.discard")),
  );
  const ask = () => fill(
    place,
    h("p", {}, t("list.sure")),
    h("button", { type: "button", class: "slim grave", onclick: () => void discard(report.id) }, t("list.discard_yes")),
    h("button", { type: "button", class: "slim", onclick: first }, t("act.stay")),
  );
  first();
  return place;
}
