// Evidence on a case's card: photos as thumbnails, the rest in words, each with its hash.

import { act, form } from "./case_form.js";
import { photoField } from "./case_photo.js";
import { done } from "./case_ask.js";
import { fill, h } from "./dom.js";
import { digits, number } from "./format.js";
import { t } from "./settings.js";

const shown = 10;

/** @param {CaseDetail} file */
export function pieces(file) {
  if (!file.sees_evidence) return null;
  const photos = file.evidence.filter((piece) => piece.photo);
  const rest = file.evidence.filter((piece) => !piece.photo);
  const title = h("h3", {}, t("case.evidence"), h("small", {}, number(file.evidence.length)));
  return h(
    "section",
    { class: "part" },
    title,
    photos.length > 0 && h("ul", { class: "shots" }, photos.map(shot)),
    rest.length > 0 && h("ul", { class: "rows" }, rest.map(told)),
    !file.evidence.length && h("p", { class: "quiet-note" }, t("case.no_evidence")),
    file.may.add_photo && adding(file),
  );
}

/** A button, and in its place what to send. @param {CaseDetail} file */
function adding(file) {
  const place = h("div", { class: "paper-acts" });
  const home = () => fill(place, act(t("case.add_photo"), () => fill(place, asked()), "ghost"));
  const asked = () => {
    const field = photoField(file.id, t("case.photo_file"));
    const note = h("input", { class: "field", autocomplete: "off", maxlength: 500 });
    return form({
      title: t("case.add_photo"),
      fields: [field.element, h("label", { class: "label" }, t("case.note"), note)],
      label: t("case.confirm"),
      submit: async () => (await field.send({ note: note.value })) || done(t("case.photo_added")),
      leave: () => (field.stop(), home()),
      stops: true,
    });
  };
  home();
  return place;
}

/** @param {Piece} piece */
function shot(piece) {
  const words = t("case.photo", { n: digits(String(piece.seq)), at: piece.at_label });
  const picture = h("img", { src: piece.photo, alt: words, loading: "lazy", decoding: "async", width: 108, height: 81 });
  return h("li", {}, h("a", { href: piece.photo, target: "_blank", rel: "noopener" }, picture), seal(piece), ...piece.facts.map((row) => h("small", {}, `${row.label}: ${row.value}`)));
}

/** @param {Piece} piece */
function told(piece) {
  const words = piece.facts.map((row) => `${row.label}: ${row.value}`).join(" · ");
  return h(
    "li",
    { class: "piece" },
    h("strong", {}, piece.kind_label),
    seal(piece),
    words && h("p", {}, words),
    h("time", { datetime: piece.at }, `${piece.at_label} · ${piece.by}`),
  );
}

/** The link's number and the beginning of its seal; the whole of it on pointing. @param {Piece} piece */
function seal({ seq, hash }) {
  return h("span", { class: "seal", title: hash }, t("case.link", { n: digits(String(seq)) }), " ", h("code", { dir: "ltr" }, hash.slice(0, shown)));
}
