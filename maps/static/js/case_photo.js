// A photo for a case: chosen, made small enough, sent with its progress, filed once.

import { dropped, upload } from "./api.js";
import { h } from "./dom.js";
import { hashOf, take } from "./field/photos.js";
import { number } from "./format.js";
import { t } from "./settings.js";

const types = "image/jpeg,image/png,image/webp";
let made = 0;

/** A field with its own progress; `send` gives back what is wrong, in words. @param {number} id of the case @param {string} label */
export function photoField(id, label) {
  const name = `photo-${(made += 1)}`;
  const input = h("input", { class: "field", id: name, type: "file", accept: types, "aria-describedby": `${name}-state` });
  const bar = h("progress", { max: 1, value: 0, hidden: true, "aria-labelledby": `${name}-state` });
  const state = h("p", { class: "quiet-note", id: `${name}-state`, role: "status" });
  let stopping = new AbortController();
  let client = crypto.randomUUID();
  let filed = false;
  input.addEventListener("change", () => {
    client = crypto.randomUUID(); // another photo is another piece
    filed = false;
    state.textContent = "";
  });

  /** @param {number} share */
  const progress = (share) => {
    bar.value = share;
    state.textContent = share < 1 ? t("case.photo_sending", { percent: number(100 * share) }) : t("case.photo_checking");
  };

  /** @param {Record<string, string>} about */
  const send = async (about) => {
    const chosen = input.files?.[0];
    if (!chosen) return t("case.photo_none");
    if (filed) return "";
    stopping = new AbortController();
    bar.hidden = false;
    try {
      const { blob } = await take(chosen);
      const body = new FormData();
      for (const [key, value] of Object.entries({ client_id: client, sha256: await hashOf(blob), ...about })) body.set(key, value);
      body.set("photo", blob, chosen.name);
      progress(0);
      await upload(`cases/${id}/evidence/photos`, body, progress, stopping.signal);
      filed = true;
      return "";
    } catch (error) {
      return dropped(error) ? t("case.photo_stopped") : /** @type {Error} */ (error).message;
    } finally {
      bar.hidden = true;
      state.textContent = "";
    }
  };

  return {
    element: h("div", { class: "photo-field" }, h("label", { class: "label", for: name }, label), input, bar, state),
    chosen: () => Boolean(input.files?.length),
    filed: () => (filed ? client : null),
    stop: () => stopping.abort(),
    send,
  };
}
