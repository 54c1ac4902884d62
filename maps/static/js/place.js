// What the siting rules say of a place: choose it on the map, see the stall and what was measured.

import { dropped, newest, post } from "./api.js";
import { on, tell } from "./bus.js";
import { fill, h, icon, say } from "./dom.js";
import { ascii, digits } from "./format.js";
import { t } from "./settings.js";
import { loading, refused } from "./states.js";
import { verdictList } from "./verdict_list.js";

const signal = newest();
const size = { length: "2", depth: "1.5" };
/** @type {LonLat | null} */
let point = null;
let open_ = false;
const answer = h("div", { class: "place-answer" });

export const place = {
  open: () => {
    open_ = true;
    if (point) ask();
  },
  leave: () => {
    open_ = false;
    tell("proofs", null);
    tell("mark", null);
  },
};

export function placePart() {
  on("picked", (chosen) => {
    if (!open_) return;
    point = chosen;
    queueMicrotask(() => tell("mark", null)); // the stall itself is drawn there
    ask();
  });
  return h(
    "div",
    { class: "place" },
    h("p", { class: "first-note" }, t("place.intro")),
    h("div", { class: "two" }, side("length", t("place.length")), side("depth", t("place.depth"))),
    h("button", { class: "button slim", type: "button", id: "choose-place", onclick: () => tell("pick") }, icon("pin", "small"), t("place.choose")),
    answer,
  );
}

/** @param {"length" | "depth"} name @param {string} label */
function side(name, label) {
  const input = h("input", { class: "field", inputmode: "decimal", value: digits(size[name]), autocomplete: "off", onchange: () => {
    size[name] = ascii(input.value).trim();
    if (point) ask();
  } });
  return h("label", { class: "label" }, label, input);
}

async function ask() {
  if (!point) return;
  signal();
  const [lon, lat] = point;
  fill(answer, loading(3));
  try {
    const found = await post("siting", { lon, lat, length_m: Number(size.length), depth_m: Number(size.depth) });
    show(found);
  } catch (error) {
    if (!dropped(error)) fill(answer, refused(error, ask));
  }
}

/** @param {PlaceAnswer} found */
function show(found) {
  const title = found.lawful ? t("place.lawful") : t("place.unlawful");
  fill(
    answer,
    h("p", { class: `place-verdict ${found.lawful ? "lawful" : "unlawful"}` }, icon(found.lawful ? "check" : "close", "small"), h("strong", {}, title)),
    h("p", { class: "quiet-note" }, found.zone ? t("place.zone", { zone: found.zone.label }) : t("place.no_zone")),
    found.bans.map((name) => h("p", { class: "blocked" }, t("place.ban", { zone: name }))),
    verdictList(found.verdicts, (shown) => tell("proofs", { ring: found.ring, lawful: found.lawful, verdicts: shown })),
  );
  say(title);
}
