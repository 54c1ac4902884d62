// The answer to "what is allowed here now?" from the data on the phone alone, in the
// form of the server's, as gis_app/web/field/here.py words it.

import { digits, number } from "../format.js";
import { settings, t } from "../settings.js";
import { frame } from "./frame.js";
import { confirmed, distance, inside, outside, sigma, withMapError } from "./gps.js";
import { lastDay, standing, when } from "./hours.js";

const reachM = 60;
const strictest = ["no_vending", "restricted", "permitted"];
const tones = { permitted: "good", restricted: "care", no_vending: "bad" };
const states = ["now", "suspended", "later", "ended", "revoked"];

/** @param {Fix} fix @param {Pack | null} pack @param {Date} now @returns {Answer} */
export function answer(fix, pack, now) {
  if (!pack) return plain(t("offline.no_data"), t("offline.no_data_advice"));
  const here = frame(fix.lon, fix.lat);
  const sigmaM = sigma(fix.accuracy_m);
  const zones = near(pack.zones, fix, here, reachM).map((zone) => judged(zone, sigmaM, now));
  const spots = near(pack.spots, fix, here, reachM).slice(0, 5).map((spot) => spotTold(spot, sigmaM, now));
  if (!zones.length && !covered(pack, fix)) return plain(t("offline.beyond"), t("offline.beyond_advice"));
  return {
    offline: pack.at,
    place: { street: street(pack, fix, here), way: "", block: "", district: null },
    headline: headline(zones, fix, now),
    asked: now,
    zones: [],
    spots,
  };
}

const undecided = { verdict: "undecided", tone: "doubt", advice: t("sure.tape") };

/** @param {string} title @param {string} detail @returns {Answer} */
function plain(title, detail) {
  return { place: { street: "", way: "", block: "", district: null }, headline: { verdict: "undecided", tone: "doubt", title, detail, sure: "", advice: "" }, zones: [], spots: [] };
}

/**
 * Things within reach, in metres from the fix, the nearest first.
 * @param {PackRow[]} rows @param {Fix} fix @param {ReturnType<typeof frame>} here @param {number} reach
 */
function near(rows, fix, here, reach) {
  const margin = reach / 80_000;
  const [lon, lat] = [fix.lon, fix.lat];
  return rows
    .filter(({ box }) => box[0] - margin <= lon && lon <= box[2] + margin && box[1] - margin <= lat && lat <= box[3] + margin)
    .map((row) => {
      const shape = row.shape.map((polygon) => polygon.map((ring) => ring.map(here.to)));
      return { row, shape, distanceM: distance(shape) };
    })
    .filter(({ distanceM }) => distanceM <= reach)
    .sort((a, b) => a.distanceM - b.distanceM);
}

/** @param {any} found @param {number} sigmaM @param {Date} now */
function judged({ row, shape, distanceM }, sigmaM, now) {
  const total = withMapError(sigmaM, row.rmse);
  return { row, distanceM, p: total === null ? null : inside(total, shape), stands: standing(row, now) };
}

/** Whether the data reach here at all: some way lies under or beside the fix. @param {Pack} pack @param {Fix} fix */
function covered(pack, { lon, lat }) {
  const margin = 0.002;
  return pack.ways.some(({ box }) => box[0] - margin < lon && lon < box[2] + margin && box[1] - margin < lat && lat < box[3] + margin);
}

/** @param {Pack} pack @param {Fix} fix @param {ReturnType<typeof frame>} here */
function street(pack, fix, here) {
  let best = { name: "", far: 60 };
  for (const row of pack.streets) {
    const m = 0.0008;
    if (fix.lon < row.box[0] - m || fix.lon > row.box[2] + m || fix.lat < row.box[1] - m || fix.lat > row.box[3] + m) continue;
    const far = distance(row.shape.map((lines) => lines.map((line) => [...line, ...line.toReversed()].map(here.to))));
    if (far < best.far) best = { name: name(row), far };
  }
  return best.name;
}

/** @param {PackRow} row */
function name(row) {
  return settings.language === "fa" ? row.fa || row.en : row.en || row.fa;
}

/** @param {ReturnType<typeof judged>[]} zones @param {Fix} fix @param {Date} now */
function headline(zones, fix, now) {
  const proved = zones.filter((zone) => zone.p !== null && zone.p >= confirmed);
  proved.sort((a, b) => Number(b.stands.holds) - Number(a.stands.holds) || strictest.indexOf(a.row.kind) - strictest.indexOf(b.row.kind));
  const likely = proved[0] ?? zones.toSorted((a, b) => chance(b) - chance(a))[0];
  const accuracy = t("sure.fix", { accuracy: number(fix.accuracy_m) });
  if (fix.mock) return { ...undecided, title: t("mock.title"), detail: t("mock.detail"), sure: accuracy };
  const sure = surely(likely, accuracy);
  if (proved[0]) return { verdict: "zone_confirmed", ...inZone(proved[0], now), sure, advice: t("sure.spot") };
  const total = zones.reduce((sum, zone) => sum + (zone.p ?? 0), 0);
  if (zones.every((zone) => zone.p !== null) && total <= 1 - confirmed) {
    return { verdict: "outside_zones", tone: "plain", title: t("zone.none"), detail: nearest(zones), sure: t("sure.outside", { accuracy, share: share(1 - total) }), advice: "" };
  }
  return { ...undecided, title: t("zone.line"), detail: perhaps(likely, now), sure };
}

/** Which zone to speak of when none is proved; of equals the nearest. @param {ReturnType<typeof judged>} zone */
function chance({ p, distanceM }) {
  return Math.round(10_000 * (p ?? (distanceM === 0 ? 0.5 : 0)));
}

/** @param {ReturnType<typeof judged> | undefined} likely @param {string} accuracy */
function surely(likely, accuracy) {
  if (!likely) return accuracy;
  return likely.p === null ? t("sure.map", { accuracy }) : t("sure.zone", { accuracy, share: share(likely.p) });
}

/** Never "100 %": a position has no certainty, only a probability. @param {number} p */
function share(p) {
  return number(Math.min(99, Math.round(100 * p)));
}

/** What holds if this is inside. @param {ReturnType<typeof judged>} zone @param {Date} now */
function perhaps({ row, stands }, now) {
  const hours = hoursOf(stands, now);
  const rule = [t(`rule.${row.kind}`), row.kind === "no_vending" ? "" : goods(row.goods), hours].filter(Boolean).join(settings.language === "fa" ? "، " : ", ");
  return t("zone.perhaps", { name: name(row), rule });
}

/** @param {ReturnType<typeof judged>[]} zones */
function nearest(zones) {
  const [first] = zones.filter((zone) => zone.distanceM > 0);
  if (!first) return t("zone.none_near");
  return t("zone.nearest", { name: name(first.row), distance: number(first.distanceM) });
}

/** @param {ReturnType<typeof judged>} zone @param {Date} now */
function inZone({ row, stands }, now) {
  const called = { name: name(row) };
  const hours = hoursOf(stands, now);
  const both = hours ? t("zone.goods_hours", { goods: goods(row.goods), hours }) : goods(row.goods);
  if (row.kind === "no_vending") {
    return stands.holds
      ? { tone: "bad", title: t("zone.no_vending", called), detail: hours }
      : { tone: "care", title: t("zone.ban_not_now", called), detail: hours };
  }
  if (!stands.holds) return { tone: "bad", title: t("zone.not_now", called), detail: both };
  return { tone: tones[/** @type {"permitted"} */ (row.kind)], title: t(`zone.${row.kind}`, called), detail: both };
}

/** @param {{ holds: boolean, change: Date | null }} stands @param {Date} now */
function hoursOf({ holds, change }, now) {
  if (!change) return holds ? t("hours.always") : "";
  return t(holds ? "hours.until" : "hours.from", { time: when(change, now) });
}

/** @param {string[]} codes */
function goods(codes) {
  if (!codes?.length) return t("goods.all");
  const words = codes.map((code) => t(`goods.${code}`));
  if (words.length < 2) return words.join("");
  const comma = settings.language === "fa" ? "، " : ", ";
  return t("list.and", { all_but_last: words.slice(0, -1).join(comma), last: words.at(-1) ?? "" });
}

/** @param {any} found @param {number} sigmaM @param {Date} now @returns {SpotHere} */
function spotTold({ row, distanceM }, sigmaM, now) {
  const permit = permitOf(row, now);
  return {
    id: row.id,
    number: row.number,
    label: t("spot.name", { number: digits(String(row.number)) }),
    distance_m: distanceM,
    verdict: outside(distanceM, withMapError(sigmaM, row.rmse)) ? "outside_spot" : "undecided",
    permit,
    free_label: permit?.state === "now" ? "" : t("spot.free"),
  };
}

/** The permit that is told first, without its holder: names stay on the server. @param {any} row @param {Date} now */
export function permitOf(row, now) {
  const known = (row.permits ?? []).map((/** @type {any} */ permit) => {
    const stands = standing(permit, now);
    const state = permit.status !== "active" ? permit.status : stands.ended ? "ended" : stands.holds ? "now" : "later";
    const label = state === "later" && stands.change ? t("spot.from", { time: when(stands.change, now) }) : t(`spot.${state}`);
    const until = permit.until ? t("spot.until", { last: lastDay(new Date(permit.until)) }) : "";
    return { holder: null, state, state_label: label, valid_label: until, week_label: "" };
  });
  known.sort((/** @type {any} */ a, /** @type {any} */ b) => states.indexOf(a.state) - states.indexOf(b.state));
  return known[0] ?? null;
}
