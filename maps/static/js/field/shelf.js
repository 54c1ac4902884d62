// Where reports lie on the phone: on its disk, and in memory what the disk had no room
// for. Nothing leaves the shelf but by the officer's will, or old and acknowledged.

import { shrink } from "./photos.js";
import { all, find, forget, keep } from "./store.js";

/** Longer sides, in pixels, that photos are tried at when the phone is nearly full. */
const smaller = [1600, 1024, 640];
const sentDays = 30;

/** Only what could not be put on the disk whole; lost with the page, and said so. @type {Map<string, KeptReport>} */
const memory = new Map();

/** @returns {Promise<KeptReport[]>} the newest first */
export async function reports() {
  const kept = await all().catch(() => []);
  const found = [...memory.values(), ...kept.filter(({ id }) => !memory.has(id))];
  return found.sort((a, b) => b.made_at.localeCompare(a.made_at));
}

/** Whether leaving the page would lose anything that is not sent. */
export function held() {
  return [...memory.values()].some((report) => report.state !== "sent");
}

/** As much of it as the phone has room for. @param {KeptReport} report @returns {Promise<"kept" | "shrunk" | "text_only" | "memory">} */
export async function add(report) {
  if (await fits(report)) return "kept";
  if (report.photos.length) {
    for (const side of smaller) {
      const photos = await Promise.all(report.photos.map((photo) => shrink(photo, side)));
      if (await fits({ ...report, photos })) return "shrunk";
    }
  }
  // The photos themselves still go out, if this page lives until there is signal.
  memory.set(report.id, report);
  return report.photos.length && (await fits(withoutPhotos(report))) ? "text_only" : "memory";
}

/** @param {KeptReport} report */
function withoutPhotos(report) {
  return { ...report, photos: [], lost_photos: report.photos.length };
}

/** @param {KeptReport} report */
async function fits(report) {
  try {
    await keep(report);
    return true;
  } catch {
    return false;
  }
}

/** A report that has come further. @param {KeptReport} report */
export async function replace(report) {
  // Whole on the disk is best; what was in memory for want of room is tried again.
  if (await fits(report)) return void memory.delete(report.id);
  const known = await find(report.id).catch(() => undefined);
  memory.set(report.id, report);
  if (known) await fits({ ...report, photos: known.photos, lost_photos: known.lost_photos });
}

/** Only by the officer's own decision. @param {string} id */
export async function discard(id) {
  memory.delete(id);
  await forget(id).catch(() => {});
}

/** What the server acknowledged long ago needs no room here. @param {Date} [now] */
export async function tidy(now = new Date()) {
  const oldest = new Date(now.getTime() - sentDays * 86_400_000).toISOString();
  for (const { id, state, sent_at } of await reports()) {
    if (state === "sent" && sent_at && sent_at < oldest) await discard(id);
  }
}
