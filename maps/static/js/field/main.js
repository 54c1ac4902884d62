// The officers' phone page: puts position, answer, map, reports and signal together.

import { byId, fill, h, icon } from "../dom.js";
import { number } from "../format.js";
import { settings, t } from "../settings.js";
import * as answers from "./answer.js";
import { get, Refusal } from "./api.js";
import { hour } from "./clock.js";
import { coarsestM, oldestS } from "./gps.js";
import { listDialog } from "./list.js";
import { renewCards, restoreCards } from "./card_list.js";
import { answer as answerHere } from "./offline.js";
import { onChange, reports, start as startOutbox, state as outbox } from "./outbox.js";
import { numberDialog } from "./number.js";
import { current, renew, restore } from "./pack.js";
import { Plan } from "./plan.js";
import { ageS, now, watch } from "./position.js";
import { reportDialog } from "./report.js";
import { scanDialog } from "./scan.js";
import { tellAnswers } from "./told.js";

const everyMs = 3000;
const renewMs = 10 * 60_000;
const checkMs = 6000;
const person = settings.person?.username ?? "";
const plan = new Plan();
/** @type {Fix | null} */
let fix = null;
let asked = 0;
let offline = !navigator.onLine;
let turn = 0;

const openReport = reportDialog(plan, () => answers.elsewhere());
const openList = listDialog(openReport);
const openNumber = numberDialog(() => fix);
const openScan = scanDialog(() => fix);

fill(
  byId("big"),
  big("scan", "big.scan", "brand", openScan),
  settings.may.report && big("camera", "big.report", "red", () => openReport()),
  big("search", "big.number", "plain", openNumber),
  big("locate", "big.here", "plain", () => void askNow()),
  big("save", "big.list", "plain", () => void openList()),
);

/** @param {string} sign @param {string} word @param {string} look @param {() => void} work */
function big(sign, word, look, work) {
  return h("button", { class: `big-button ${look}`, type: "button", onclick: work }, icon(sign), h("span", {}, t(word)));
}

/** @param {Fix} found */
function take(found) {
  fix = found;
  plan.at(found);
  const wait = everyMs - (Date.now() - asked);
  if (wait <= 0) void check(found);
  else setTimeout(() => fix === found && Date.now() - asked >= everyMs && void check(found), wait);
}

async function askNow() {
  plan.recentre();
  answers.waiting(t("fix.wait"), t("fix.wait_advice"));
  const found = await now();
  if (!found) return answers.waiting(t("fix.none"), t("fix.none_advice"), askNow);
  fix = found;
  plan.at(found);
  await check(found);
}

/** The server's answer; the phone's own when the server is not reached. @param {Fix} found */
async function check(found) {
  asked = Date.now();
  const mine = ++turn;
  const age = ageS(found);
  if (!(age <= oldestS)) return answers.waiting(t("fix.old"), t("fix.old_advice", { age: number(age) }), askNow);
  if (!(found.accuracy_m <= coarsestM)) {
    return answers.waiting(t("fix.coarse"), t("fix.coarse_advice", { accuracy: number(found.accuracy_m) }), askNow);
  }
  if (offline) answers.show(answerHere(found, current(), hour()));
  try {
    const told = await get("check", { lon: found.lon, lat: found.lat, accuracy: found.accuracy_m, age_s: Math.max(0, age), mock: found.mock }, AbortSignal.timeout(checkMs));
    reached(true);
    if (mine === turn) answers.show(told);
  } catch (error) {
    failed(error, found, mine);
  }
}

/** @param {unknown} error @param {Fix} found @param {number} mine */
function failed(error, found, mine) {
  const refusal = error instanceof Refusal ? error : new Refusal(0, "");
  if (refusal.status === 0) reached(false);
  if (refusal.status === 401) signedOut();
  if (mine !== turn) return;
  if (refusal.passing || refusal.status === 401) answers.show(answerHere(found, current(), hour()));
  else answers.waiting(t("fix.refused"), refusal.message, askNow);
}

function signedOut() {
  outbox.signedOut = true;
  void tally();
}

/** @param {boolean} yes whether the server was reached just now */
function reached(yes) {
  if (offline !== yes) return;
  offline = !yes;
  void tally();
}

async function tally() {
  const found = await reports();
  const count = (/** @type {string} */ state) => found.filter((report) => report.state === state).length;
  const [sent, waiting, refused] = ["sent", "waiting", "refused"].map(count);
  fill(
    byId("foot"),
    counter("foot.sent", sent, "sent"), counter("foot.waiting", waiting, "waiting"), counter("foot.refused", refused, refused ? "refused" : ""),
  );
  const net = byId("net");
  const n = number(waiting);
  const word = outbox.signedOut ? t("net.signed_out", { n })
    : offline ? t(waiting ? "net.offline_waiting" : "net.offline", { n })
    : outbox.sending ? t("net.sending") : waiting ? t("net.waiting", { n }) : "";
  net.hidden = !word;
  net.textContent = word;
}

/** @param {string} word @param {number} count @param {string} look */
function counter(word, count, look) {
  return h("button", { class: `count ${look}`, type: "button", onclick: () => void openList() }, t(word), " ", h("b", {}, number(count)));
}

tellAnswers(() => void openList());
byId("net").onclick = () => (outbox.signedOut ? location.assign("/accounts/sign-in/?next=/field/") : void openList());
addEventListener("offline", () => reached(false));
addEventListener("online", () => (reached(true), void renewed(), fix && void askNow()));
onChange(() => void tally());

async function renewed() {
  try {
    plan.pack = await renew(person);
    reached(true);
    await renewCards(person);
  } catch (error) {
    if (error instanceof Refusal && error.status === 401) signedOut();
    else if (error instanceof Refusal && error.status === 0) reached(false);
  }
  plan.draw();
}

async function start() {
  answers.waiting(t("fix.wait"), t("fix.wait_advice"));
  plan.pack = await restore(person);
  await restoreCards(person);
  plan.draw();
  watch(take, (title, advice) => fix || answers.waiting(title, advice, askNow));
  startOutbox();
  await Promise.all([renewed(), tally(), document.fonts?.ready]);
  plan.draw();
  setInterval(() => void renewed(), renewMs);
  await navigator.storage?.persist?.();
}

void start();
if ("serviceWorker" in navigator) void navigator.serviceWorker.register("/field/worker.js", { scope: "/field/" });
