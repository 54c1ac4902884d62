// A spot by its number, from the data on the phone: whether it is held now, and how far.

import { byId, fill, h, icon } from "../dom.js";
import { ascii, digits, length } from "../format.js";
import { settings, t } from "../settings.js";
import { hour } from "./clock.js";
import { frame } from "./frame.js";
import { distance, outside, sigma, withMapError } from "./gps.js";
import { head } from "./list.js";
import { permitOf } from "./offline.js";
import { current } from "./pack.js";
import { openSheet } from "./sheets.js";

const most = 5;
const looks = { now: "good", later: "care", free: "plain" };
const signs = { now: "check", later: "clock", free: "square" };

/** @param {() => Fix | null} where @returns {() => void} opens it */
export function numberDialog(where) {
  const dialog = /** @type {HTMLDialogElement} */ (byId("number"));
  return () => {
    const found = h("div", { class: "found", role: "status" });
    const look = () => fill(found, ...answers(input.value, where()));
    const input = h("input", { id: "number-typed", type: "text", autocomplete: "off", autocapitalize: "characters", spellcheck: "false", enterkeyhint: "search", dir: "ltr", oninput: look });
    fill(
      dialog,
      head(dialog, "number-title", t("number.title")),
      h(
        "div", { class: "sheet-body" },
        h("form", { class: "number-form", onsubmit: (/** @type {Event} */ e) => (e.preventDefault(), look(), input.blur()) }, h("label", { for: "number-typed" }, t("number.type")), input),
        found,
      ),
    );
    openSheet(dialog);
    input.focus();
  };
}

/** @param {string} text @param {Fix | null} fix */
function answers(text, fix) {
  const wanted = plain(text);
  if (!wanted) return [];
  const found = (current()?.spots ?? []).map((spot) => ({ spot, fit: fits(plain(String(spot.number)), wanted) })).filter(({ fit }) => fit);
  if (!found.length) return [h("p", { class: "notice bad" }, t("number.unknown"))];
  found.sort((a, b) => b.fit - a.fit || away(a.spot, fix) - away(b.spot, fix));
  const shown = found[0].fit === 4 ? found.slice(0, 1) : found.slice(0, most);
  const more = found.length - shown.length;
  return [...shown.map(({ spot }) => row(spot, fix)), ...(more && found[0].fit < 4 ? [h("p", { class: "quiet-text" }, t("number.more", { n: digits(String(more)) }))] : [])];
}

/** 4 for the same number, 3 for its end, 2 for its beginning, 1 for a part, 0 for none. @param {string} number @param {string} wanted */
function fits(number, wanted) {
  if (number === wanted) return 4;
  if (number.endsWith(wanted)) return 3;
  return number.startsWith(wanted) ? 2 : Number(number.includes(wanted));
}

/** @param {PackRow} spot @param {Fix | null} fix */
function row(spot, fix) {
  const permit = permitOf(spot, hour());
  const state = permit?.state ?? "free";
  const zone = current()?.zones.find(({ id }) => id === spot.zone);
  return h(
    "article", { class: `verdict ${looks[/** @type {"now"} */ (state)] ?? "bad"}`, "data-spot": spot.number },
    h("h2", {}, icon(signs[/** @type {"now"} */ (state)] ?? "alert"), h("span", {}, permit?.state_label ?? t("spot.nobody"))),
    h("p", { class: "detail" }, [t("spot.name", { number: digits(String(spot.number)) }), zone && (settings.language === "fa" ? zone.fa : zone.en || zone.fa)].filter(Boolean).join(" · ")),
    fix && h("p", { class: "sure" }, far(spot, fix)),
  );
}

/** @param {PackRow} spot @param {Fix} fix */
function far(spot, fix) {
  const metres = away(spot, fix);
  const refuted = outside(metres, withMapError(sigma(fix.accuracy_m), spot.rmse));
  return refuted ? t("number.far", { distance: length(metres) }) : t("spot.maybe");
}

/** @param {PackRow} spot @param {Fix | null} fix */
function away(spot, fix) {
  if (!fix) return 0;
  const here = frame(fix.lon, fix.lat);
  return distance(spot.shape.map((polygon) => polygon.map((ring) => ring.map(here.to))));
}

/** One form for numbers typed with any keyboard. @param {string} text */
function plain(text) {
  return ascii(text).toUpperCase().replace(/[\s‌‐‑–—_-]+/g, "");
}
