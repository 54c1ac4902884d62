// Report an obstruction: what, how large, a photo, send. Meant for twenty seconds.

import { byId, fill, h, icon } from "../dom.js";
import { number } from "../format.js";
import { t } from "../settings.js";
import { toast } from "../toast.js";
import { again, begun, kinds, made, sizeOf } from "./draft.js";
import { footprint } from "./footprint.js";
import { coarsestM, oldestS } from "./gps.js";
import { head } from "./list.js";
import { discard, flush, keep } from "./outbox.js";
import { most, take } from "./photos.js";
import { ageS, now } from "./position.js";
import { similar, similarPanel } from "./report_similar.js";
import { closeSheet, openSheet } from "./sheets.js";
import { photoField, sizeFields } from "./report_fields.js";
import { kept } from "./told.js";

/** A position as young as this is as good as a new one: a step of the officer. */
const freshS = 2;
/** How much of the map a stall is drawn on. */
const closeUpM = 8;

/**
 * @param {import("./plan.js").Plan} plan
 * @param {() => string} elsewhere a sentence when this is not one's own district
 * @returns {(old?: KeptReport) => void} opens the form, empty or to correct a refused report
 */
export function reportDialog(plan, elsewhere) {
  const dialog = /** @type {HTMLDialogElement} */ (byId("report"));
  const home = byId("plan");
  /** @type {Draft} */
  let draft = begun(null);
  const redraw = () => {
    show(plan, draft);
    const back = remembered(dialog);
    fill(dialog, ...form());
    dialog.querySelector(".plan-slot")?.prepend(home);
    back();
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
      elsewhere() && h("p", { class: "notice" }, elsewhere()),
      h("div", { class: "plan-slot" }, !draft.drawing && h("p", { class: "hint-line" }, t("report.place"))),
      h("fieldset", { class: "kinds" }, h("legend", {}, t("report.kind")), kinds.map(kindChip)),
      sizeFields(draft, redraw),
      photoField(draft, (files) => void addPhotos(files), redraw),
      h("label", { class: "note-field" }, t("report.note"), h("textarea", { rows: 2, maxlength: 300, oninput: (/** @type {Event} */ e) => (draft.note = /** @type {HTMLTextAreaElement} */ (e.target).value) }, draft.note)),
    ),
    h("div", { class: "sheet-foot" }, draft.error && h("p", { class: "notice bad", role: "alert" }, draft.error), draft.similar ? panel() : sendButton()),
  ];

  /** @param {string} kind */
  const kindChip = (kind) => h(
    "label", { class: "kind-chip" },
    h("input", { type: "radio", name: "kind", value: kind, checked: draft.kind === kind, onchange: () => ((draft = { ...draft, kind, ...sizeOf(kind) }), redraw()) }),
    h("span", {}, t(`kind.${kind}`)),
  );

  /** @param {LonLat} place */
  const tapped = (place) => {
    if (draft.drawing) draft.corners.push(place);
    else draft.at = place;
    redraw();
  };

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
    draft = { ...draft, fix, busy: false, similar: await similar(fix, draft.kind) };
    if (draft.similar?.items.length || draft.similar?.cases.length) return redraw();
    await finish();
  };

  const finish = async () => {
    if (draft.busy) return;
    draft.busy = true;
    const { corrects, id } = draft;
    kept(id, await keep(made(draft)));
    void flush();
    // The corrected one goes out under its own id: the refused one was never taken.
    if (corrects) await discard(corrects);
    close();
  };

  const panel = () => similarPanel(/** @type {Similar} */ (draft.similar), {
    drop: () => (close(), toast(t("report.dropped"))),
    send: (about) => ((draft.about = about ?? null), void finish()),
  });

  return (old) => {
    draft = old ? again(old) : begun(plan.fix);
    plan.onTap = tapped;
    plan.recentre(closeUpM);
    openSheet(dialog);
    redraw();
  };
}

/** A form that is made anew stays where it was scrolled to, and keeps the focus. @param {HTMLElement} dialog @returns {() => void} */
function remembered(dialog) {
  const top = dialog.querySelector(".sheet-body")?.scrollTop ?? 0;
  const focused = document.activeElement;
  const label = focused?.getAttribute("aria-label");
  const value = focused?.getAttribute("value");
  const place = !focused || !dialog.contains(focused) ? null
    : focused.id ? `#${focused.id}` : label ? `[aria-label="${CSS.escape(label)}"]` : value ? `[value="${CSS.escape(value)}"]` : null;
  return () => {
    dialog.querySelector(".sheet-body")?.scrollTo(0, top);
    if (place) /** @type {HTMLElement | null} */ (dialog.querySelector(place))?.focus({ preventScroll: true });
  };
}

/** @param {import("./plan.js").Plan} plan @param {Draft} draft */
function show(plan, draft) {
  if (!draft.drawing) plan.reach = Math.max(plan.reach, 0.7 * Math.max(draft.length, draft.depth));
  plan.corners = draft.drawing ? draft.corners : [];
  plan.footprint = draft.drawing ? null : (/** @type {Fix} */ fix) => footprint(fix, draft);
  plan.draw();
}

/** A position good enough to report by; nobody waits for a newer one than needed. @param {() => Fix | null} last */
async function fixNow(last) {
  const good = (/** @type {Fix | null} */ fix, age = oldestS) => (fix && ageS(fix) <= age && fix.accuracy_m <= coarsestM ? fix : null);
  return good(last(), freshS) ?? good(await now(good(last()) ? 1500 : 6000)) ?? good(last());
}
