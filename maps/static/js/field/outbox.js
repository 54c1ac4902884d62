// Reports on their way: kept on the phone until the server has acknowledged them.

import { t } from "../settings.js";
import { Refusal, send, session } from "./api.js";
import { shrink } from "./photos.js";
import { all, find, forget, full, keep } from "./store.js";

const firstWaitMs = 4000;
const longestWaitMs = 300_000;
const patienceMs = 90_000;
/** Longer sides, in pixels, that photos are tried at when the phone is nearly full. */
const smaller = [1600, 1024, 640];

/** Only what could not be put on the disk; lost with the page, and said so. @type {Map<string, KeptReport>} */
const memory = new Map();
const listeners = /** @type {Set<() => void>} */ (new Set());
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;

export const state = { sending: false, signedOut: false };

/** @param {() => void} work called when anything changed */
export function onChange(work) {
  listeners.add(work);
}

function changed() {
  for (const work of listeners) work();
}

/** @returns {Promise<KeptReport[]>} */
export async function reports() {
  const kept = await all().catch(() => []);
  return [...memory.values(), ...kept.filter(({ id }) => !memory.has(id))];
}

/**
 * Keep a report, as much of it as the phone has room for.
 * @param {KeptReport} report @returns {Promise<"kept" | "shrunk" | "text_only" | "memory">}
 */
export async function add(report) {
  const how = await put(report);
  changed();
  void flush();
  return how;
}

/** @param {KeptReport} report */
async function put(report) {
  try {
    await keep(report);
    return "kept";
  } catch (error) {
    if (!full(error)) return hold(report);
  }
  for (const side of smaller) {
    try {
      const photos = await Promise.all(report.photos.map((photo) => shrink(photo, side)));
      await keep({ ...report, photos });
      return "shrunk";
    } catch (error) {
      if (!full(error)) return hold(report);
    }
  }
  try {
    await keep({ ...report, photos: [], lost_photos: report.photos.length });
    // The photos themselves still go out, if this page lives until there is signal.
    memory.set(report.id, report);
    return "text_only";
  } catch {
    return hold(report);
  }
}

/** @param {KeptReport} report @returns {"memory"} */
function hold(report) {
  memory.set(report.id, report);
  return "memory";
}

/** @param {KeptReport} report */
async function update(report) {
  if (memory.has(report.id)) {
    if (report.state === "waiting") memory.set(report.id, report);
    else memory.delete(report.id);
    const known = await find(report.id).catch(() => undefined);
    await keep({ ...report, photos: known?.photos ?? [] }).catch(() => {});
  } else {
    await keep(report).catch(() => hold(report));
  }
  changed();
}

/** Only by the officer's own decision. @param {string} id */
export async function discard(id) {
  memory.delete(id);
  await forget(id).catch(() => {});
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
  const due = (await reports()).filter((r) => r.state === "waiting" && (now || r.next_at <= Date.now()));
  if (!due.length) return;
  state.sending = true;
  changed();
  try {
    const who = await session();
    state.signedOut = !who.username;
    for (const report of due.reverse()) {
      if (report.person === who.username) await sendOne(report, who.csrf);
    }
  } catch (error) {
    // No session could be asked for: every one of them waits its turn again.
    for (const report of due) await later(report, error);
  } finally {
    state.sending = false;
    changed();
  }
}

/** @param {KeptReport} report @param {string} csrf */
async function sendOne(report, csrf) {
  const body = new FormData();
  body.set("report", JSON.stringify({ ...report.payload, id: report.id, sent_at: new Date().toISOString() }));
  for (const { blob, name } of report.photos) body.append("photos", blob, name);
  try {
    const answer = await send("reports", body, csrf, AbortSignal.timeout(patienceMs));
    await update({ ...report, state: "sent", sent_at: new Date().toISOString(), answer, error: "", photos: [], photo_count: report.photos.length });
  } catch (error) {
    await answered(report, error);
  }
}

/** @param {KeptReport} report @param {unknown} error */
async function answered(report, error) {
  const refusal = error instanceof Refusal ? error : null;
  if (refusal?.status === 401) {
    state.signedOut = true;
    return;
  }
  // 403 without a reason is a token that has just changed: the next one is right.
  const stale = refusal?.status === 403 && !refusal.detail.reason;
  if (!refusal || refusal.passing || stale) return later(report, error);
  await update({ ...report, state: "refused", error: refusal.message, reason: refusal.detail.reason ?? "" });
}

/** @param {KeptReport} report @param {unknown} error */
async function later(report, error) {
  const wait = Math.min(longestWaitMs, firstWaitMs * 2 ** report.tries) * (0.75 + Math.random() / 2);
  const sentence = error instanceof Refusal ? error.message : t("error.offline");
  await update({ ...report, tries: report.tries + 1, next_at: Date.now() + wait, error: sentence });
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
  void flush(true);
}
