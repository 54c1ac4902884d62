// Reports on their way: kept on the phone until the server has acknowledged them.

import { t } from "../settings.js";
import { Refusal, send, session } from "./api.js";
import { hashOf } from "./photos.js";
import { add as put, discard as drop, held, reports, replace, tidy } from "./shelf.js";

export { reports };

const firstWaitMs = 4000;
const longestWaitMs = 300_000;
const patienceMs = 30_000;
/** A slow uplink: no report is given up that such a phone could still send. */
const bytesAMs = 20;
/** How often a refusal that may be a stale token is taken for one. */
const staleTries = 3;

const listeners = /** @type {Set<() => void>} */ (new Set());
const answeredListeners = /** @type {Set<(report: KeptReport) => void>} */ (new Set());
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;

export const state = { sending: false, signedOut: false };

/** @param {() => void} work called when anything changed */
export function onChange(work) {
  listeners.add(work);
}

/** @param {(report: KeptReport) => void} work called when a report was received or refused */
export function onAnswered(work) {
  answeredListeners.add(work);
}

/** @param {KeptReport} report */
async function settle(report) {
  await replace(report);
  for (const work of answeredListeners) work(report);
}

function changed() {
  for (const work of listeners) work();
}

/** Keep a report, as much of it as the phone has room for. @param {KeptReport} report */
export async function keep(report) {
  const how = await put(report);
  changed();
  return how;
}

/** Only by the officer's own decision. @param {string} id */
export async function discard(id) {
  await drop(id);
  changed();
}

/** Send what waits. One page at a time; the server knows each report by its id. @param {boolean} [now] also those whose turn is later */
export async function flush(now = false) {
  if (navigator.locks) await navigator.locks.request("meydan-outbox", { ifAvailable: true }, (lock) => lock && sendAll(now));
  else if (!state.sending) await sendAll(now);
  await plan();
}

/** @param {boolean} now */
async function sendAll(now) {
  const due = (await reports()).filter((r) => r.state === "waiting" && (now || r.next_at <= Date.now())).reverse();
  if (!due.length) return;
  state.sending = true;
  changed();
  try {
    const who = await session();
    state.signedOut = !who.username;
    while (due.length) {
      const report = due[0];
      if (report.person === who.username) await sendOne(report, who.csrf);
      due.shift();
    }
  } catch (error) {
    // Nobody is there: this one and all behind it wait their turn again.
    for (const report of due) await later(report, error);
  } finally {
    state.sending = false;
    changed();
  }
}

/** Throws only when the server was not reached. @param {KeptReport} report @param {string} csrf */
async function sendOne(report, csrf) {
  const photos = await Promise.all(report.photos.map(({ blob }) => hashOf(blob)));
  const body = new FormData();
  body.set("report", JSON.stringify({ ...report.payload, id: report.id, sent_at: new Date().toISOString(), photos }));
  for (const { blob, name } of report.photos) body.append("photos", blob, name);
  const bytes = report.photos.reduce((sum, { blob }) => sum + blob.size, 0);
  try {
    const answer = await send("reports", body, csrf, AbortSignal.timeout(patienceMs + bytes / bytesAMs));
    await settle({ ...report, state: "sent", sent_at: new Date().toISOString(), answer, error: "", photos: [], photo_count: answer.photos ?? photos.length });
  } catch (error) {
    await answered(report, error);
  }
  changed();
}

/** @param {KeptReport} report @param {unknown} error */
async function answered(report, error) {
  const refusal = error instanceof Refusal ? error : null;
  if (refusal?.status === 0) throw error;
  if (refusal?.status === 401) {
    state.signedOut = true;
    return;
  }
  const { reason } = refusal?.detail ?? {};
  // 403 without a reason may be a token that has just changed: the next one is right.
  const stale = refusal?.status === 403 && !reason && report.tries < staleTries;
  if (!refusal || refusal.passing || reason === "torn" || stale) return later(report, error);
  await settle({ ...report, state: "refused", error: refusal.message, reason: reason ?? "" });
}

/** @param {KeptReport} report @param {unknown} error */
async function later(report, error) {
  const wait = Math.min(longestWaitMs, firstWaitMs * 2 ** report.tries) * (0.75 + Math.random() / 2);
  const sentence = error instanceof Refusal ? error.message : t("error.offline");
  await replace({ ...report, tries: report.tries + 1, next_at: Date.now() + wait, error: sentence });
}

/** Wake up for the next one. */
async function plan() {
  clearTimeout(timer);
  const next = (await reports()).filter((r) => r.state === "waiting").map((r) => r.next_at);
  if (!next.length || state.signedOut) return;
  timer = setTimeout(() => void flush(), Math.max(1000, Math.min(...next) - Date.now()));
}

/** Begin: send at once when there is signal again or somebody looks at the page. */
export function start() {
  addEventListener("online", () => void flush(true));
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && void flush());
  addEventListener("beforeunload", (event) => held() && event.preventDefault());
  void tidy().then(() => flush(true));
}
