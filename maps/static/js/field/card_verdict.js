// What a card is worth here and now, from its own words and what the phone knows.

import { digits, length, number } from "../format.js";
import { settings, t } from "../settings.js";
import { hour } from "./clock.js";
import { frame } from "./frame.js";
import { distance, outside, sigma, withMapError } from "./gps.js";
import { dated, standing, when } from "./hours.js";
import { stalesAfterMs } from "./card_list.js";

/** From the middle of a spot to its corner, where only the middle is known. */
const halfM = 1.3;

/**
 * What is known of a card without asking: its own words, the list, and how old that is.
 * @param {{ claims: CardClaims, key: CardKey }} read @param {CardList} list @returns {CardFacts}
 */
export function factsOf({ claims, key }, list) {
  const ended = list.ended.get(claims.serial);
  // A phone whose clock was set back has still seen the hour of its list.
  const now = Math.max(hour().getTime(), list.at.getTime());
  const state = ended ? (ended.reason === "suspended" ? "suspended" : "revoked") : key.withdrawn ? "key_withdrawn" : claims.expires.getTime() <= now ? "expired" : "valid";
  return {
    ...claims, state,
    since: ended?.since ?? (key.withdrawn ? new Date(key.withdrawn) : null),
    reason: ended?.reason ?? "",
    permits: list.held.get(claims.serial) ?? [],
    known: list.at, typed: false,
  };
}

/** @param {CardFacts} facts @param {Fix | null} fix @param {Pack | null} pack @returns {CardVerdict} */
export function verdict(facts, fix, pack) {
  const now = hour();
  const sure = facts.known ? t("card.list_of", { date: dated(facts.known) }) : t("card.fresh");
  if (facts.state !== "valid") return { ...bad(facts), sure };
  const age = facts.known ? now.getTime() - facts.known.getTime() : 0;
  if (age > stalesAfterMs) {
    return { state: "old_list", tone: "doubt", title: t("card.old_list"), detail: t("card.old_list_detail", { days: number(Math.floor(age / stalesAfterMs)) }), sure };
  }
  if (facts.typed) return { state: "typed", tone: "doubt", title: t("card.typed"), detail: places(facts, now), sure };
  return { ...placed(facts, fix, pack, now), sure };
}

/** @param {CardFacts} facts */
function bad({ state, since, reason, expires }) {
  const day = since ? dated(since) : "";
  /** @type {Record<string, string>} */
  const details = {
    revoked: t("card.since", { what: t(`reason.${reason}`), day }),
    suspended: t("card.suspended_detail"),
    key_withdrawn: t("card.since", { what: t("card.key_detail"), day }),
    expired: t("card.expired_on", { day: dated(expires) }),
  };
  return { state, tone: "bad", title: t(`card.${state}`), detail: details[state] ?? "" };
}

/** @param {CardFacts} facts @param {Fix | null} fix @param {Pack | null} pack @param {Date} now */
function placed(facts, fix, pack, now) {
  const held = facts.permits.map((permit) => ({ permit, stands: standing(permit, now), far: far(permit, fix, pack) }));
  if (!held.length) return { state: "no_spot", tone: "care", title: t("card.no_spot"), detail: t(facts.known ? "card.no_spot_known" : "card.no_spot_at_all") };
  const open = held.find(({ stands, far: { here } }) => stands.holds && here) ?? held.find(({ stands, far: { here } }) => stands.holds && here === null);
  if (open?.far.here) return { state: "here", tone: "good", title: t("card.here", { number: digits(open.permit.number) }), detail: until(open.stands, now) };
  if (open) return { state: "valid", tone: "good", title: t("card.valid"), detail: places(facts, now) };
  if (held.some(({ far: { here } }) => here)) return { state: "not_now", tone: "care", title: t("card.not_now"), detail: places(facts, now) };
  const nearest = held.toSorted((a, b) => (a.far.metres ?? Infinity) - (b.far.metres ?? Infinity))[0].far;
  const away = nearest.metres === null ? "" : t("card.away", { distance: length(nearest.metres) });
  const elsewhere = nearest.here === false;
  return {
    state: elsewhere ? "elsewhere" : "not_now", tone: "care", title: t(elsewhere ? "card.elsewhere" : "card.not_now"),
    detail: [places(facts, now), away].filter(Boolean).join(" · "),
  };
}

/** How far a spot is, and whether one may be at it; null where that is not known. @param {CardPermit} permit @param {Fix | null} fix @param {Pack | null} pack */
function far({ spot, point, rmse }, fix, pack) {
  if (!fix) return { metres: null, here: null };
  const { to } = frame(fix.lon, fix.lat);
  const row = pack?.spots.find(({ id }) => id === spot);
  if (!row && !point) return { metres: null, here: null };
  const metres = row ? distance(row.shape.map((polygon) => polygon.map((ring) => ring.map(to)))) : Math.max(0, Math.hypot(...to(point ?? [0, 0])) - halfM);
  return { metres, here: !outside(metres, withMapError(sigma(fix.accuracy_m), row ? row.rmse : (rmse ?? null))) };
}

/** Every spot in words. @param {CardFacts} facts @param {Date} now */
function places({ permits }, now) {
  if (!permits.length) return "";
  const each = permits.slice(0, 3).map((permit) => {
    const hours = until(standing(permit, now), now);
    const spot = t("spot.name", { number: digits(permit.number) });
    return hours ? t("card.spot", { spot, hours }) : spot;
  });
  return each.join(settings.language === "fa" ? "؛ " : "; ");
}

/** @param {{ holds: boolean, change: Date | null }} stands @param {Date} now */
function until({ holds, change }, now) {
  if (!change) return holds ? t("hours.always") : "";
  return t(holds ? "hours.until" : "hours.from", { time: when(change, now) });
}
