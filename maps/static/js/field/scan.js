// The sheet that scans a card: judged on the phone at once, with name and photo by signal.

import { byId, fill, h, icon } from "../dom.js";
import { ascii } from "../format.js";
import { t } from "../settings.js";
import { Refusal, send, session } from "./api.js";
import { cardList } from "./card_list.js";
import { prefix, read } from "./card_token.js";
import { answer, unreadable } from "./card_shown.js";
import { factsOf, verdict } from "./card_verdict.js";
import { textOf, watch } from "./camera.js";
import { head } from "./list.js";
import { current } from "./pack.js";
import { openSheet } from "./sheets.js";

const patienceMs = 8000;

/** @param {() => Fix | null} where @returns {() => void} opens it */
export function scanDialog(where) {
  const dialog = /** @type {HTMLDialogElement} */ (byId("scan"));
  let stop = () => {};
  let turn = 0;
  dialog.addEventListener("close", () => ((turn += 1), stop()));

  const open = () => {
    const video = h("video", { class: "finder", playsinline: true, muted: true, "aria-label": t("scan.camera") });
    const note = h("p", { class: "hint-line", role: "status" }, t("scan.aim"));
    const lens = h("div", { class: "lens" }, video, h("i", { "aria-hidden": "true" }));
    const found = h("div", { class: "found", role: "status" });
    const typed = h("input", { id: "scan-typed", type: "text", autocomplete: "off", autocapitalize: "characters", spellcheck: "false", dir: "ltr", maxlength: 30 });
    const photo = h("input", { class: "sr", id: "scan-photo", type: "file", accept: "image/*", onchange: () => void fromPhoto() });

    /** @param {Node} shown */
    const tell = (shown) => {
      stop();
      lens.hidden = note.hidden = true;
      fill(found, shown, h("button", { class: "wide-button", type: "button", onclick: open }, icon("scan"), t("scan.next")));
      found.scrollIntoView({ block: "nearest" });
    };
    /** @param {string} text */
    const scanned = async (text) => {
      navigator.vibrate?.(60);
      const mine = ++turn;
      await judge({ token: text }, where(), (shown) => mine === turn && tell(shown));
    };
    const fromPhoto = async () => {
      const [file] = photo.files ?? [];
      const text = file ? await textOf(file).catch(() => "") : "";
      photo.value = "";
      if (text) await scanned(text);
      else fill(found, h("p", { class: "notice bad" }, t("scan.nothing")));
    };
    const look = async (/** @type {Event} */ event) => {
      event.preventDefault();
      typed.blur();
      const mine = ++turn;
      if (typed.value.trim()) await judge({ number: typed.value }, where(), (shown) => mine === turn && tell(shown));
    };

    fill(
      dialog,
      head(dialog, "scan-title", t("scan.title")),
      h(
        "div", { class: "sheet-body" },
        lens, note, found, photo,
        h("label", { class: "slim", for: "scan-photo" }, icon("camera"), t("scan.photo")),
        h("form", { class: "number-form", onsubmit: look }, h("label", { for: "scan-typed" }, t("scan.type")), typed, h("button", { class: "slim" }, icon("search"), t("scan.look"))),
      ),
    );
    openSheet(dialog);
    const mine = ++turn;
    watch(video, (text) => void scanned(text)).then(
      (end) => (mine === turn && dialog.open ? (stop = end) : end()),
      () => ((lens.hidden = true), (note.textContent = t("scan.no_camera"))),
    );
  };
  return open;
}

/**
 * The phone's answer first, then the register's where it is reached.
 * @param {{ token?: string, number?: string }} asked @param {Fix | null} fix @param {(shown: Node) => void} tell
 */
async function judge(asked, fix, tell) {
  const own = await mine(asked, fix);
  tell(own.shown);
  if (!own.ask) return;
  try {
    const body = new FormData();
    for (const [name, value] of Object.entries(asked)) body.set(name, value);
    const { csrf } = await session();
    const told = await send("card", body, csrf, AbortSignal.timeout(patienceMs));
    const facts = factsFrom(told, Boolean(asked.number));
    tell(answer(facts, verdict(facts, fix, current()), told));
  } catch (error) {
    const refusal = error instanceof Refusal ? error : null;
    if (refusal?.status === 400 || refusal?.status === 404) tell(unreadable(refusal.detail.reason ?? "unknown_number", refusal.message));
  }
}

/** @param {{ token?: string, number?: string }} asked @param {Fix | null} fix */
async function mine({ token, number }, fix) {
  const list = cardList();
  if (token !== undefined && !token.startsWith(prefix)) return { shown: unreadable("no_card"), ask: false };
  if (!list) return { shown: unreadable("no_list"), ask: true };
  if (token !== undefined) {
    const found = await read(token, list.keys);
    // A key that is newer than the list: the register knows.
    if ("wrong" in found) return { shown: unreadable(found.wrong), ask: found.wrong === "unknown_key" };
    const facts = factsOf(found, list);
    return { shown: answer(facts, verdict(facts, fix, current()), null), ask: true };
  }
  const facts = byNumber(number ?? "", list);
  return { shown: facts ? answer(facts, verdict(facts, fix, current()), null) : unreadable("not_here"), ask: true };
}

/** What the list says of a number alone. @param {string} text @param {CardList} list @returns {CardFacts | null} */
function byNumber(text, list) {
  const serial = Number(/^K?-?(\d+)$/.exec(ascii(text).toUpperCase().replace(/\s/g, ""))?.[1] ?? NaN);
  const ended = list.ended.get(serial);
  const permits = list.held.get(serial);
  if (!ended && !permits) return null;
  const state = !ended ? "valid" : ended.reason === "suspended" ? "suspended" : "revoked";
  return { serial, vendor: "", goods: [], issued: new Date(0), expires: new Date(0), state, since: ended?.since ?? null, reason: ended?.reason ?? "", permits: permits ?? [], known: list.at, typed: true };
}

/** @param {any} told @param {boolean} typed @returns {CardFacts} */
function factsFrom(told, typed) {
  const { serial, vendor, goods, state, reason, permits } = told;
  return {
    serial, vendor, goods, state, reason, permits, typed, known: null,
    since: told.since ? new Date(told.since) : null, issued: new Date(told.issued_at), expires: new Date(told.expires_at),
  };
}
