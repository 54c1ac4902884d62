// Report an obstruction: what, how large, a photo, send. Meant for twenty seconds.

import { byId, fill, h, icon } from "../dom.js";
import { number } from "../format.js";
import { settings, t } from "../settings.js";
import { toast } from "../toast.js";
import { get } from "./api.js";
import { footprint, streetBearing } from "./footprint.js";
import { coarsestM, oldestS } from "./gps.js";
import { head } from "./list.js";
import { add, discard } from "./outbox.js";
import { current } from "./pack.js";
import { most, take } from "./photos.js";
import { ageS, now } from "./position.js";
import { closeSheet, openSheet } from "./sheets.js";
import { photoField, sizeFields } from "./report_fields.js";

/** What each kind usually measures: length along the street, depth across it, metres. */
const usual = {
  stall: [2, 1.5], goods: [2, 1], vehicle: [4, 1.8], kiosk: [2, 2], material: [3, 2],
  deck: [3, 1], stairs: [1.5, 1], fence: [4, 0.3], wall: [4, 0.3],
};
const duplicatesMs = 2500;
/** A position as young as this is as good as a new one: a step of the officer. */
const freshS = 2;
/** How much of the map a stall is drawn on. */
const closeUpM = 14;

/**
 * @param {import("./plan.js").Plan} plan
 * @returns {(old?: KeptReport) => void} opens the form, empty or to correct a refused report
 */
export function reportDialog(plan) {
  const dialog = /** @type {HTMLDialogElement} */ (byId("report"));
  const home = byId("plan");
  /** @type {Draft} */
  let draft = empty();
  const redraw = () => {
    show(plan, draft);
    fill(dialog, ...form());
    dialog.querySelector(".plan-slot")?.append(home);
  };
  const close = () => {
    byId("main").prepend(home);
    plan.footprint = null;
    plan.corners = [];
    plan.onTap = null;
    closeSheet(dialog);
    plan.recentre();
  };
  const leave = () => (draft.photos.length || draft.note ? toast(t("report.discard_draft"), { label: t("act.leave"), act: close }) : close());
  dialog.addEventListener("cancel", (event) => (event.preventDefault(), leave()));

  const form = () => [
    head(dialog, "report-title", t("report.title"), leave),
    h(
      "div", { class: "sheet-body" },
      draft.error && h("p", { class: "notice bad", role: "alert" }, draft.error),
      h("div", { class: "plan-slot" }),
      h("fieldset", { class: "kinds" }, h("legend", {}, t("report.kind")), Object.keys(usual).map(kindChip)),
      sizeFields(draft, redraw),
      photoField(draft, (files) => void addPhotos(files), redraw),
      h("label", { class: "note-field" }, t("report.note"), h("textarea", { rows: 2, maxlength: 300, oninput: (/** @type {Event} */ e) => (draft.note = /** @type {HTMLTextAreaElement} */ (e.target).value) }, draft.note)),
    ),
    h("div", { class: "sheet-foot" }, draft.duplicates ? duplicates() : sendButton()),
  ];

  /** @param {string} kind */
  const kindChip = (kind) => h(
    "label", { class: "kind-chip" },
    h("input", { type: "radio", name: "kind", value: kind, checked: draft.kind === kind, onchange: () => ((draft = { ...draft, kind, ...sizeOf(kind) }), redraw()) }),
    h("span", {}, t(`kind.${kind}`)),
  );

  /** @param {FileList} files */
  const addPhotos = async (files) => {
    for (const file of files) {
      if (draft.photos.length >= most) return void toast(t("report.too_many", { n: number(most) }), { bad: true });
      try {
        draft.photos.push(await take(file));
      } catch (error) {
        toast(error instanceof Error ? error.message : String(error), { bad: true });
      }
    }
    redraw();
  };

  const sendButton = () => h(
    "button", { class: "wide-button red", id: "send", type: "button", disabled: draft.busy || (draft.drawing && draft.corners.length < 3), onclick: () => void submit() },
    icon("fly"), navigator.onLine ? t("report.send") : t("report.keep"),
  );

  const submit = async () => {
    draft = { ...draft, busy: true, error: "" };
    redraw();
    const fix = await fixNow(() => plan.fix);
    if (!fix) {
      draft = { ...draft, busy: false, error: t("report.no_fix") };
      return redraw();
    }
    draft = { ...draft, fix, busy: false, duplicates: await similar(fix, draft.kind) };
    if (draft.duplicates?.length) return redraw();
    await finish();
  };

  const finish = async () => {
    const old = draft.corrects;
    const how = await add(made(draft));
    // The corrected one goes out under its own id: the refused one was never taken.
    if (old) await discard(old);
    close();
    toast(t(how === "kept" ? "report.kept" : `report.${how}`), { bad: how !== "kept" && how !== "shrunk", seconds: how === "kept" ? 4 : 15 });
  };

  const duplicates = () => h(
    "div", { class: "duplicates" },
    h("p", {}, h("strong", {}, t("report.duplicates"))),
    h("ul", {}, (draft.duplicates ?? []).map((each) => h("li", {}, h("b", {}, each.kind_label), " ", each.seen_label, " · ", t("unit.m", { n: number(each.distance_m) })))),
    h("button", { class: "wide-button", type: "button", onclick: () => (close(), toast(t("report.dropped"))) }, t("report.same")),
    h("button", { class: "wide-button red", type: "button", onclick: () => void finish() }, t("report.other")),
  );

  return (old) => {
    draft = old ? again(old) : { ...empty(), bearing: bearingHere(plan.fix) };
    plan.onTap = (place) => draft.drawing && (draft.corners.push(place), redraw());
    plan.recentre(closeUpM);
    openSheet(dialog);
    redraw();
  };
}

/** @returns {Draft} */
function empty() {
  return { kind: "stall", ...sizeOf("stall"), bearing: 0, corners: [], drawing: false, photos: [], note: "", busy: false, error: "", duplicates: null, fix: null, corrects: null };
}

/** @param {KeptReport} old @returns {Draft} */
function again(old) {
  const { size, kind, note, outline } = old.payload;
  const [length, depth] = size ? [size.length_m, size.depth_m] : usual.stall;
  return { ...empty(), kind, note, length, depth, bearing: size?.bearing_deg ?? 0, corners: outline ? outline.coordinates[0].slice(0, -1) : [], drawing: Boolean(outline), photos: old.photos, error: old.error, corrects: old.id };
}

/** @param {string} kind */
function sizeOf(kind) {
  const [length, depth] = usual[/** @type {"stall"} */ (kind)] ?? usual.stall;
  return { length, depth };
}

/** Along the nearest street, as most things in it stand. @param {Fix | null} fix */
function bearingHere(fix) {
  const pack = current();
  return fix && pack ? streetBearing(pack, fix) : 0;
}

/** @param {import("./plan.js").Plan} plan @param {Draft} draft */
function show(plan, draft) {
  plan.corners = draft.drawing ? draft.corners : [];
  plan.footprint = draft.drawing || !plan.fix ? null : footprint(plan.fix, draft);
  plan.draw();
}

/** A position good enough to report by; nobody waits for a newer one than needed. @param {() => Fix | null} last */
async function fixNow(last) {
  const good = (/** @type {Fix | null} */ fix, age = oldestS) => (fix && ageS(fix) <= age && fix.accuracy_m <= coarsestM ? fix : null);
  return good(last(), freshS) ?? good(await now(good(last()) ? 1500 : 6000)) ?? good(last());
}

/** What was reported here already; without signal nobody knows. @param {Fix} fix @param {string} kind */
async function similar(fix, kind) {
  const params = { lon: fix.lon, lat: fix.lat, accuracy: fix.accuracy_m, kind };
  const found = await get("duplicates", params, AbortSignal.timeout(duplicatesMs)).catch(() => null);
  return found?.items ?? null;
}

/** @param {Draft} draft @returns {KeptReport} */
function made(draft) {
  const at = new Date().toISOString();
  const fix = /** @type {Fix} */ (draft.fix);
  const ring = [...draft.corners, draft.corners[0]];
  return {
    id: crypto.randomUUID(),
    person: settings.person?.username ?? "",
    made_at: at,
    state: "waiting",
    payload: {
      kind: draft.kind,
      note: draft.note.trim(),
      seen_at: at,
      fix: { lon: fix.lon, lat: fix.lat, accuracy_m: fix.accuracy_m, age_s: Math.max(0, ageS(fix)), mock: fix.mock },
      ...(draft.drawing ? { outline: { type: "Polygon", coordinates: [ring] } } : { size: { length_m: draft.length, depth_m: draft.depth, bearing_deg: draft.bearing } }),
    },
    photos: draft.photos,
    tries: 0,
    next_at: 0,
    error: "",
  };
}
