// Keys, cards that are no longer good, and who holds which spot: fetched with the data of
// one's districts, kept on the phone, without persons.

import { Refusal, reach } from "./api.js";
import { load, save } from "./store.js";

const patienceMs = 30_000;
/** After this a list says nothing about who is still good. */
export const stalesAfterMs = 24 * 3_600_000;

/** @type {CardList | null} */
let list = null;

export function cardList() {
  return list;
}

/** Read what the phone keeps for this person. @param {string} person */
export async function restoreCards(person) {
  const kept = await load("cards").catch(() => undefined);
  if (kept?.person === person) list = opened(kept.body, kept.at);
}

/** Ask for a newer one; without signal the kept one stays. @param {string} person */
export async function renewCards(person) {
  const kept = await load("cards").catch(() => undefined);
  const mine = kept?.person === person ? kept : null;
  /** @type {Record<string, string>} */
  const headers = mine ? { "If-None-Match": mine.tag } : {};
  const response = await reach("/api/field/cards", { headers, cache: "no-store", signal: AbortSignal.timeout(patienceMs) });
  if (response.status !== 304 && !response.ok) throw new Refusal(response.status, "");
  const at = new Date().toISOString();
  const body = response.status === 304 && mine ? mine.body : await response.json();
  list = opened(body, at);
  const tag = response.headers.get("ETag") ?? "";
  await save("cards", { person, tag, at, body }).catch(() => {});
}

/** @param {any} body @param {string} at @returns {CardList} */
function opened(body, at) {
  return {
    at: new Date(at),
    keys: body.keys ?? [],
    ended: new Map((body.ended ?? []).map((/** @type {[number, number, string]} */ [serial, since, reason]) => [serial, { since: new Date(since * 1000), reason }])),
    held: new Map(Object.entries(body.held ?? {}).map(([serial, permits]) => [Number(serial), permits])),
  };
}
