// One vendor's file: who, photo, trade, permits, papers, cards.

import { post, Refusal, upload } from "../api.js";
import { fill, h, icon } from "../dom.js";
import { hashOf, take } from "../field/photos.js";
import { settings, t } from "../settings.js";
import { toast } from "../toast.js";
import { field, form, opens, ticks } from "./ask.js";
import { cardsPart } from "./cards.js";
import { papersPart } from "./papers.js";

/** @param {Element} place @param {VendorFile} file @param {(file: VendorFile) => void} changed */
export function showFile(place, file, changed) {
  /** @param {VendorFile} next */
  const again = (next) => (showFile(place, next, changed), changed(next));
  /** @type {Act} */
  const act = async (path, body, done = t("file.saved")) => {
    again(await post(path, body));
    toast(done, { seconds: 4 });
    return true;
  };
  const own = `register/vendors/${file.id}`;
  fill(
    place,
    h(
      "article", { class: "sheet-of", "data-vendor": file.id },
      h(
        "header", { class: "file-head" },
        portrait(file, own, again),
        h(
          "div", { class: "file-who" },
          h("h2", {}, file.name ?? file.pseudonym),
          h("p", { class: "file-code" }, h("bdi", { dir: "ltr" }, file.code_label), file.name && h("span", {}, ` · ${t("file.pseudonym")} `, h("bdi", { dir: "ltr" }, file.pseudonym))),
          facts(file),
          file.suspended_because && h("p", { class: "problem" }, t("file.suspended", { reason: file.suspended_because })),
          file.may.edit && h("div", { class: "row-of" }, opens(t("file.change"), (back) => change(file, own, act, back)), standing(file, own, act)),
        ),
      ),
      cardsPart(file, act),
      permits(file),
      file.papers && papersPart(file, file.papers, act),
    ),
  );
}

/** @param {VendorFile} file */
function facts(file) {
  const rows = [
    [t("file.trade"), file.trade || "–"],
    [t("file.goods"), file.goods_label],
    file.name !== null && [t("file.phone"), t(file.has_phone ? "file.phone_kept" : "file.phone_none")],
  ].filter((row) => row !== false);
  return h("dl", { class: "facts" }, rows.map(([label, value]) => h("div", {}, h("dt", {}, label), h("dd", {}, value))));
}

/** @param {VendorFile} file @param {string} own @param {Act} act @param {() => void} back */
function change(file, own, act, back) {
  const trade = field(t("file.trade"), { value: file.trade, maxlength: 80 });
  const phone = field(t("file.phone_new"), { inputmode: "tel", dir: "ltr", maxlength: 20 });
  const goods = ticks(t("file.goods"), settings.choices?.goods ?? [], file.goods);
  const save = () => act(own, { trade: trade.input.value, goods: goods.values(), phone: phone.input.value });
  return form(t("file.save"), [h("div", { class: "pair" }, trade.element, phone.element), goods.element], save, { cancel: back });
}

/** @param {VendorFile} file @param {string} own @param {Act} act */
function standing(file, own, act) {
  if (file.status === "suspended") {
    const resume = () => act(`${own}/suspension`, { suspended: false }).catch((/** @type {Error} */ error) => toast(error.message, { bad: true }));
    return h("button", { class: "button ghost slim", type: "button", onclick: resume }, t("file.resume"));
  }
  return opens(t("file.suspend"), (back) => {
    const why = field(t("file.why_suspend"), { maxlength: 300 });
    return form(t("file.suspend"), [why.element], () => act(`${own}/suspension`, { suspended: true, reason: why.input.value }), { cancel: back, grave: true });
  }, "button grave slim");
}

/** @param {VendorFile} file @param {string} own @param {(file: VendorFile) => void} again */
function portrait(file, own, again) {
  const shown = file.portrait
    ? h("img", { class: "portrait", src: file.portrait, alt: file.name ?? "" })
    : h("div", { class: "portrait none" }, icon("person"), file.name !== null && h("span", {}, t("file.no_photo")));
  if (!file.may.edit) return h("div", { class: "portrait-of" }, shown);
  const id = "portrait-file";
  const input = h("input", { class: "sr", id, type: "file", accept: "image/jpeg,image/png,image/webp", onchange: () => void send() });
  const note = h("p", { class: "portrait-note", role: "status" }, file.portrait ? "" : t("file.photo_advice"));
  const send = async () => {
    const chosen = input.files?.[0];
    if (!chosen) return;
    note.textContent = t("file.sending");
    try {
      const { blob } = await take(chosen);
      const body = new FormData();
      body.set("sha256", await hashOf(blob));
      body.set("photo", blob, chosen.name);
      again(await upload(`${own}/portrait`, body, () => {}, new AbortController().signal));
    } catch (error) {
      note.textContent = error instanceof Refusal ? error.message : String(/** @type {Error} */ (error).message);
      note.classList.add("bad");
    }
  };
  return h("div", { class: "portrait-of" }, shown, input, h("label", { class: "button ghost slim", for: id }, icon("camera", "small"), t(file.portrait ? "file.new_photo" : "file.add_photo")), note);
}

/** @param {VendorFile} file */
function permits(file) {
  return h(
    "section", { class: "part" },
    h("h3", {}, t("permits.title")),
    file.permits.length
      ? h("ul", { class: "lines" }, file.permits.map((permit) => h(
        "li", { class: "line" },
        h("a", { href: `/workbench/#selected=spot:${permit.spot_id}` }, permit.spot),
        h("span", { class: `badge ${permit.state}` }, permit.state_label),
        h("small", {}, `${permit.week} · ${permit.valid}`),
      )))
      : h("p", { class: "quiet-note" }, t("permits.none")),
  );
}
