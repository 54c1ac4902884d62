// The data of one's districts: fetched when new, kept on the phone, read from there.

import { Refusal, reach } from "./api.js";
import { boxOf } from "./frame.js";
import { load, save } from "./store.js";
import { decode } from "./twkb.js";

const patienceMs = 60_000;

/** @type {Pack | null} */
let pack = null;

/** What is kept, decoded; null before the first time. */
export function current() {
  return pack;
}

/** Read what the phone keeps for this person. @param {string} person */
export async function restore(person) {
  const kept = await load("pack").catch(() => undefined);
  if (kept?.person === person) pack = opened(kept.body, kept.at);
  return pack;
}

/** Ask for a newer one; without signal the kept one stays. @param {string} person */
export async function renew(person) {
  const kept = await load("pack").catch(() => undefined);
  const mine = kept?.person === person ? kept : null;
  /** @type {Record<string, string>} */
  const headers = mine ? { "If-None-Match": mine.tag } : {};
  const response = await reach("/api/field/package", { headers, cache: "no-store", signal: AbortSignal.timeout(patienceMs) });
  if (response.status !== 304 && !response.ok) throw new Refusal(response.status, "");
  const at = new Date().toISOString();
  const fresh = response.status === 304 && mine ? mine.body : await response.json();
  pack = opened(fresh, at);
  const tag = response.headers.get("ETag") ?? "";
  // A full phone still has the data until the page is closed.
  await save("pack", { person, tag, at, body: fresh }).catch(() => {});
  return pack;
}

/** @param {any} body @param {string} at @returns {Pack} */
function opened(body, at) {
  const shaped = (/** @type {any[] | null} */ rows) => (rows ?? []).map((row) => {
    const shape = decode(row.shape);
    return { ...row, shape, box: boxOf(shape.flat()) };
  });
  return {
    at: new Date(at),
    districts: body.districts ?? [],
    zones: shaped(body.zones),
    spots: shaped(body.spots),
    ways: shaped(body.ways),
    streets: shaped(body.streets),
  };
}
