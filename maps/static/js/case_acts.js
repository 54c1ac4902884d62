// What may be done next with a case: one button a step, a reason in place, a measurement.

import { tell } from "./bus.js";
import { ask, send } from "./case_ask.js";
import { fill, h } from "./dom.js";
import { ascii } from "./format.js";
import { t } from "./settings.js";

/** @param {CaseDetail & { of?: number | null }} file */
export function caseActs(file) {
  const place = h("div", { class: "card-acts case-acts" });
  home(place, file);
  return place;
}

/** @param {HTMLElement} place @param {CaseDetail & { of?: number | null }} file */
function home(place, file) {
  const blocked = file.steps.find((step) => step.blocked);
  fill(
    place,
    blocked && h("p", { class: "blocked", id: "case-blocked" }, blocked.blocked),
    file.may.measure && act(t("case.measure"), blocked ? "" : "ghost", () => fill(place, measurement(place, file))),
    // A notice is served by recording its service, under the papers.
    file.steps.filter(({ to }) => to !== "notice_served").map((step) => button(place, file, step)),
    file.of ? act(t("case.finding"), "ghost", () => tell("choose", { type: "finding", id: file.of, focus: true })) : null,
  );
}

/** @param {string} label @param {string} look @param {() => void} onclick */
function act(label, look, onclick) {
  return h("button", { class: `button slim ${look}`.trim(), type: "button", onclick }, label);
}

/** @param {HTMLElement} place @param {CaseDetail} file @param {CaseStep} step */
function button(place, file, step) {
  const made = act(step.label, step.grave ? "grave" : "", () => !step.blocked && fill(place, question(place, file, step)));
  if (step.blocked) {
    made.setAttribute("aria-disabled", "true");
    made.setAttribute("aria-describedby", "case-blocked");
  }
  return made;
}

/** A step can't be undone: it is confirmed in place. @param {HTMLElement} place @param {CaseDetail} file @param {CaseStep} step */
function question(place, file, step) {
  const done = t("case.step_taken", { stage: t(`stage.${step.to}`) });
  return ask({
    title: step.label,
    required: step.needs_reason,
    grave: step.grave,
    send: (reason) => send(`cases/${file.id}/step`, { to: step.to, seen: file.state, reason }, done),
    leave: () => home(place, file),
  });
}

const methods = ["tape", "laser", "gnss", "paced"];

/** @param {HTMLElement} place @param {CaseDetail} file */
function measurement(place, file) {
  const depth = h("input", { class: "field", type: "text", inputmode: "decimal", autocomplete: "off", dir: "ltr" });
  const method = h("select", { class: "field" }, methods.map((name) => h("option", { value: name }, t(`method.${name}`))));
  // Made once: a second try of the same entry is not a second measurement.
  const client_id = crypto.randomUUID();
  return ask({
    title: t("case.measure"),
    required: false,
    before: h(
      "div",
      { class: "two" },
      h("label", {}, t("case.depth"), depth),
      h("label", {}, t("case.method"), method),
    ),
    send: async (note) => {
      const depth_m = metres(depth.value);
      if (depth_m === null) return t("case.depth_wrong");
      const body = { client_id, depth_m, method: method.value, note, device_at: new Date().toISOString() };
      return send(`cases/${file.id}/measurements`, body, t("case.measured"));
    },
    leave: () => home(place, file),
  });
}

/** ``۱٫۴۰``, ``1,40`` and ``1.40`` are the same length. @param {string} typed */
function metres(typed) {
  const plain = ascii(typed).replace(/[٫,]/, ".").trim();
  return /^\d{1,3}(\.\d+)?$/.test(plain) ? Number(plain) : null;
}
