// Witnesses: their seals before the call opens, their words after the list was frozen.

import { post } from "../api.js";
import { fill, h } from "../dom.js";
import { t } from "../settings.js";
import { act, button, done, input, part, refusal, table } from "./parts.js";

/** @param {string} path @param {OfficeRound} call @param {(newer?: OfficeRound) => Promise<void>} changed @param {boolean} [taking] whether words are taken here */
export function witnessesPart(path, call, changed, taking = false) {
  const mayEdit = call.may.plan && call.stage === "draft";
  const place = h("div", {});
  const show = () => fill(place, listing(path, call, changed, taking),
    mayEdit && h("p", { class: "quiet-note" }, t("witness.how")),
    mayEdit && h("p", { class: "acts" }, button(t("rounds.edit"), "ghost", () => edit(place, path, call, changed, show))));
  show();
  return part(t("witness.title"), place);
}

/** @param {string} path @param {OfficeRound} call @param {(newer?: OfficeRound) => Promise<void>} changed @param {boolean} taking */
function listing(path, call, changed, taking) {
  const mayTake = taking && call.may.plan && call.stage === "frozen";
  const after = call.stage === "frozen" || call.record !== null;
  const heads = after ? [t("witness.name"), t("witness.seal"), t("witness.word")] : [t("witness.name"), t("witness.seal")];
  const rows = call.witnesses.map((one) => {
    const seal = h("code", { dir: "ltr", class: "hash" }, one.commit);
    if (!after) return [one.name, seal];
    if (one.revealed) return [one.name, seal, h("span", {}, h("b", { class: "ok" }, `✓ ${t("witness.revealed")}`), " ", h("bdi", {}, one.word))];
    return [one.name, seal, mayTake ? taker(path, one, changed) : t("witness.silent")];
  });
  return h("div", {}, rows.length > 0 && table(t("witness.title"), heads, rows), mayTake && h("p", { class: "quiet-note" }, t("witness.substitute")));
}

/** @param {string} path @param {OfficeWitness} one @param {(newer?: OfficeRound) => Promise<void>} changed */
function taker(path, one, changed) {
  const word = input("", { maxlength: 200, dir: "auto", "aria-label": `${one.name}: ${t("witness.word")}`, placeholder: t("witness.word") });
  const note = refusal();
  const take = button(t("witness.take"), "", async (self) => {
    const newer = await act(self, () => post(`${path}/witnesses/${one.id}/reveal`, { word: word.value }), note);
    if (newer) await changed(newer);
  });
  return h("div", { class: "taker" }, word, take, note);
}

/** @param {HTMLElement} place @param {string} path @param {OfficeRound} call @param {(newer?: OfficeRound) => Promise<void>} changed @param {() => void} leave */
function edit(place, path, call, changed, leave) {
  const rows = call.witnesses.map(({ name, commit }) => ({ name, commit }));
  while (rows.length < 3) rows.push({ name: "", commit: "" });
  const list = h("ol", { class: "witness-rows" });
  const note = refusal();
  const draw = () => fill(list, rows.map((one, i) => h("li", {},
    bound(one, "name", t("witness.name"), { maxlength: 120, dir: "auto" }),
    bound(one, "commit", t("witness.seal"), { maxlength: 80, dir: "ltr", spellcheck: "false", class: "field hash" }),
    button("×", "ghost", () => (rows.splice(i, 1), draw()), { "aria-label": t("rounds.remove") }))));
  draw();
  const save = button(t("rounds.save"), "", async (self) => {
    const witnesses = rows.filter(({ name, commit }) => name.trim() || commit.trim());
    const newer = await act(self, () => post(`${path}/witnesses`, { witnesses }), note);
    if (!newer) return;
    done(t("rounds.saved"));
    await changed(newer);
  });
  fill(place, h("p", { class: "quiet-note" }, t("witness.how")), list, note, h("div", { class: "acts" },
    button(t("witness.add"), "ghost", () => (rows.push({ name: "", commit: "" }), draw())), save, button(t("rounds.cancel"), "ghost", leave)));
  list.querySelector("input")?.focus();
}

/** @param {{ name: string, commit: string }} one @param {"name" | "commit"} name @param {string} label @param {Record<string, any>} more */
function bound(one, name, label, more) {
  return input(one[name], {
    "aria-label": label, placeholder: label, ...more,
    oninput: (/** @type {Event} */ event) => (one[name] = /** @type {HTMLInputElement} */ (event.currentTarget).value),
  });
}
