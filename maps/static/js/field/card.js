// A card: read by the camera where the browser can, typed where it can't.

import { byId, fill, h, icon } from "../dom.js";
import { ascii, length } from "../format.js";
import { t } from "../settings.js";
import { frame } from "./frame.js";
import { distance, outside, sigma, withMapError } from "./gps.js";
import { head } from "./list.js";
import { permitOf } from "./offline.js";
import { current } from "./pack.js";
import { openSheet } from "./sheets.js";

const everyMs = 250;

/** @param {() => Fix | null} where */
export function cardDialog(where) {
  const dialog = /** @type {HTMLDialogElement} */ (byId("card"));
  /** @type {MediaStream | null} */
  let stream = null;
  const stop = () => (stream?.getTracks().forEach((track) => track.stop()), (stream = null));
  dialog.addEventListener("close", stop);
  const result = h("div", { class: "card-result", role: "status" });
  const input = h("input", { id: "number", type: "text", autocomplete: "off", autocapitalize: "characters", spellcheck: "false", dir: "ltr" });
  const look = (/** @type {string} */ text) => fill(result, ...found(text, where()));
  return async () => {
    input.value = "";
    fill(result);
    const view = h("div", { class: "camera-view" });
    fill(
      dialog,
      head(dialog, "card-title", t("card.title")),
      h(
        "div", { class: "sheet-body" },
        view,
        h("form", { class: "number-form", onsubmit: (/** @type {Event} */ e) => (e.preventDefault(), look(input.value)) }, h("label", { for: "number" }, t("card.type")), input, h("button", { class: "wide-button" }, t("card.find"))),
        result,
      ),
    );
    openSheet(dialog);
    stream = await camera(view, (text) => ((input.value = text), look(text)));
  };
}

/** @param {HTMLElement} view @param {(text: string) => void} take */
async function camera(view, take) {
  const Detector = /** @type {any} */ (window).BarcodeDetector;
  const stream = Detector ? await navigator.mediaDevices?.getUserMedia({ video: { facingMode: "environment" } }).catch(() => null) : null;
  if (!stream) {
    fill(view, h("p", { class: "hint-line" }, t("card.no_camera")));
    return null;
  }
  const video = h("video", { muted: true, playsinline: true });
  video.srcObject = stream;
  await video.play();
  fill(view, video, h("p", { class: "hint-line" }, t("card.camera")));
  const detector = new Detector({ formats: ["qr_code"] });
  const search = async () => {
    if (!stream.active) return;
    const [code] = await detector.detect(video).catch(() => []);
    if (code) take(code.rawValue.split(/[/#=]/).at(-1) ?? "");
    else setTimeout(search, everyMs);
  };
  void search();
  return stream;
}

/** @param {string} text @param {Fix | null} fix */
function found(text, fix) {
  const wanted = plain(text);
  const spot = current()?.spots.find((each) => plain(String(each.number)) === wanted);
  if (!spot) return [h("p", { class: "notice bad" }, t("card.unknown"))];
  const permit = permitOf(spot, new Date());
  const state = permit?.state ?? "free";
  return [
    h(
      "article", { class: `verdict ${state === "now" ? "good" : permit ? "bad" : "plain"}` },
      h("h2", {}, icon(state === "now" ? "check" : "alert"), h("span", {}, permit ? t(`spot.${state}`) : t("spot.nobody"))),
      h("p", { class: "detail" }, t("spot.name", { number: spot.number })),
      fix && h("p", { class: "sure" }, far(spot, fix)),
    ),
  ];
}

/** @param {PackRow} spot @param {Fix} fix */
function far(spot, fix) {
  const here = frame(fix.lon, fix.lat);
  const metres = distance(spot.shape.map((polygon) => polygon.map((ring) => ring.map(here.to))));
  const away = outside(metres, withMapError(sigma(fix.accuracy_m), spot.rmse));
  return away ? t("card.far", { distance: length(metres).replace(/\s*\D+$/, "") }) : t("card.at");
}

/** One form for numbers typed with any keyboard. @param {string} text */
function plain(text) {
  return ascii(text).toUpperCase().replace(/[\s‌‐‑–—_-]+/g, "");
}
