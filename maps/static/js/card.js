// The card: asks for a thing, shows what this role may know of it, and what may be done.

import { dropped, get, newest } from "./api.js";
import { on, tell } from "./bus.js";
import { grounds, parts } from "./card_parts.js";
import { rightActions } from "./card_rights.js";
import { caseActs } from "./case_acts.js";
import { caseBody } from "./case_card.js";
import { fileOf, openButton } from "./case_open.js";
import { scale } from "./certainty.js";
import { byId, fill, h, icon, say } from "./dom.js";
import { onEscape } from "./keys.js";
import { settings, t } from "./settings.js";
import { loading, refused } from "./states.js";

const signal = newest();
/** @type {Thing | null} */
let shown = null;

export function startCard() {
  on("choose", choose);
  on("changed", () => shown && choose({ ...shown, quietly: true }));
  onEscape(() => shown && (close(), true));
}

function close() {
  tell("choose", null);
  document.querySelector("canvas")?.focus();
}

/** @param {(Thing & { quietly?: boolean, focus?: boolean }) | null} thing */
async function choose(thing) {
  const card = byId("card");
  const asked = signal();
  shown = thing && { type: thing.type, id: thing.id };
  if (!thing) {
    card.hidden = true;
    tell("proofs", null);
    tell("chosen", null);
    return;
  }
  if (!thing.quietly) fill(card, head("", "", ""), h("div", { class: "card-body" }, loading(3)));
  card.hidden = false;
  try {
    const answer = await ask(thing, asked);
    draw(card, answer);
    if (thing.focus) card.focus();
    if (!thing.quietly) say(answer.title);
    tell("chosen", answer);
  } catch (error) {
    if (dropped(error)) return;
    fill(card, head("", t("card.none"), ""), h("div", { class: "card-body" }, refused(error, () => choose(thing))));
  }
}

/** @param {Thing} thing @param {AbortSignal} asked */
async function ask(thing, asked) {
  // A case's finding is a number here: the map draws the case's own shape.
  if (thing.type === "case") {
    const file = await get(`cases/${thing.id}`, {}, asked);
    return { ...file, type: "case", of: file.finding, finding: undefined };
  }
  const path = `card/${thing.type}/${thing.id}`;
  if (thing.type !== "finding") return get(path, {}, asked);
  const [card, finding] = await Promise.all([get(path, {}, asked), get(`findings/${thing.id}`, {}, asked)]);
  return { ...card, finding };
}

/** @param {HTMLElement} card @param {CaseDetail & Thing} file */
function drawCase(card, file) {
  card.dataset.type = "case";
  const look = file.overdue ? "overdue" : "";
  fill(
    card,
    head(`${t("case.case", { number: file.number_label })} · ${file.track_label}`, file.title, "", look),
    h("div", { class: "card-body", tabindex: "0" }, caseBody(file)),
    caseActs(file),
  );
}

/** @param {HTMLElement} card @param {Card & { finding?: FindingDetail }} answer */
function draw(card, answer) {
  if (answer.type === "case") return drawCase(card, /** @type {any} */ (answer));
  const { finding } = answer;
  tell("proofs", null);
  const kind = finding ? `${t("type.finding")} · ${finding.certainty_label}` : t(`type.${answer.type}`);
  card.dataset.type = answer.type;
  fill(
    card,
    head(kind, answer.title, finding ? "" : answer.subtitle, finding?.certainty),
    h("div", { class: "card-body", tabindex: "0" }, finding ? [verdict(finding), fileOf(finding)].flat() : null, parts(answer, rightActions)),
    h("div", { class: "card-acts" }, acts(answer)),
  );
}

/** @param {string} kind @param {string} title @param {string} sub @param {string} [certainty] */
function head(kind, title, sub, certainty = "") {
  return h(
    "header",
    { class: `card-head ${certainty}` },
    h("p", { class: "card-kind" }, kind),
    h("h2", {}, title),
    sub && h("p", { class: "card-sub" }, sub),
    h("button", { class: "card-close", type: "button", "aria-label": t("act.close"), onclick: close }, icon("close")),
  );
}

/** The sentence, then the scale; the numbers follow. @param {FindingDetail} finding */
function verdict(finding) {
  return [h("p", { class: "verdict" }, finding.why), scale(finding), grounds(finding)];
}

/** @param {Card & { finding?: FindingDetail }} answer */
function acts(answer) {
  const { finding } = answer;
  /** @type {(Node | false | null)[]} */
  const found = [finding ? openButton(finding) : null];
  found.push(...answer.actions.map((action) =>
    act(action.label, () => tell("act", { id: action.id, thing: answer }), true),
  ));
  if (finding && settings.may.allocate) {
    found.push(act(t("card.spots_near"), () => tell("act", { id: "near", thing: answer }), !finding.file?.may_open));
  }
  if (finding) found.push(open(finding.unit, finding.unit.label));
  if (finding?.occupation) {
    found.push(open({ type: "occupation", id: finding.occupation.id }, finding.occupation.kind_label));
  }
  return found;
}

/** @param {string} label @param {() => void} onclick @param {boolean} [first] */
function act(label, onclick, first = false) {
  return h("button", { class: first ? "button slim" : "button ghost slim", type: "button", onclick }, label);
}

/** @param {Thing} thing @param {string} label */
function open({ type, id }, label) {
  return act(label, () => tell("choose", { type, id, focus: true }));
}
