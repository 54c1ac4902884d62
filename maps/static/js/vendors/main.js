// The register of vendors: a list beside one file.

import { keepWhenSwitching } from "../address.js";
import { dropped, get, newest } from "../api.js";
import { byId, calmly, fill, h, icon, say } from "../dom.js";
import { number } from "../format.js";
import { startMenus } from "../menus.js";
import { settings, t } from "../settings.js";
import { empty, loading, refused } from "../states.js";
import { showFile } from "./file.js";
import { registerForm } from "./register.js";

const signal = newest();
const shows = ["all", "no_card", "ending", "no_portrait", "suspended"];
const list = byId("list");
const place = byId("file");
const q = /** @type {HTMLInputElement} */ (byId("q"));
let show = "all";
/** @type {number | null} */
let chosen = Number(location.hash.slice(1)) || null;
/** @type {VendorRow[]} */
let rows = [];

async function load(after = "") {
  if (!after) {
    rows = [];
    fill(list, loading(6));
  }
  try {
    const answer = await get("register/vendors", { q: q.value, show, after }, signal());
    rows.push(...answer.items);
    draw(answer);
  } catch (error) {
    if (!dropped(error)) fill(list, refused(error, () => void load()));
  }
}

/** @param {VendorList} answer */
function draw({ counts, next }) {
  fill(byId("shows"), shows.map((name) => chip(name, counts[name])));
  const more = next && h("button", { class: "button ghost wide", type: "button", onclick: () => void load(next) }, t("act.more"));
  fill(list, rows.length ? [...rows.map(row), more || null] : empty(t("list.nothing"), t("list.nothing_advice"), "search"));
  say(t("list.shown", { n: number(rows.length) }));
}

/** @param {string} name @param {number} n */
function chip(name, n) {
  const onclick = () => ((show = name), (q.value = ""), void load());
  return h("button", { class: "show", type: "button", "aria-pressed": String(show === name && !q.value), onclick }, t(`show.${name}`), " ", h("b", {}, number(n)));
}

/** @param {VendorRow} vendor */
function row(vendor) {
  const { card } = vendor;
  const face = vendor.portrait ? h("img", { class: "face", src: vendor.portrait, alt: "", loading: "lazy" }) : h("span", { class: "face none" }, icon("person"));
  const state = !card ? t("list.no_card") : card.state === "valid" ? t("list.until", { day: card.until_label }) : card.state_word;
  return h(
    "button",
    { class: "vendor", type: "button", "data-id": vendor.id, "aria-current": vendor.id === chosen ? "true" : null, onclick: () => void open(vendor.id, true) },
    face,
    h("span", { class: "vendor-name" }, vendor.name ?? vendor.pseudonym),
    h("bdi", { class: "vendor-code", dir: "ltr" }, vendor.code_label),
    h("span", { class: "vendor-what" }, vendor.trade || vendor.goods_label),
    h("span", { class: `badge ${vendor.status === "suspended" ? "suspended" : card ? (card.ends_soon ? "soon" : card.state) : "none"}` }, vendor.status === "suspended" ? vendor.status_label : state),
  );
}

/** @param {number} id @param {boolean} [goThere] on a phone the file is below the list */
async function open(id, goThere = false) {
  chosen = id;
  history.replaceState(null, "", `#${id}`);
  for (const each of list.querySelectorAll("[data-id]")) each.toggleAttribute("aria-current", each.getAttribute("data-id") === String(id));
  fill(place, loading(5));
  try {
    showFile(place, await get(`register/vendors/${id}`), changed);
    if (goThere) {
      place.focus({ preventScroll: true });
      if (matchMedia("(max-width: 860px)").matches) place.scrollIntoView();
    }
  } catch (error) {
    fill(place, refused(error, () => void open(id)));
  }
}

/** @param {VendorFile} file */
function changed(file) {
  const at = rows.findIndex(({ id }) => id === file.id);
  if (at < 0) return void load();
  rows[at] = file;
  list.querySelector(`[data-id="${file.id}"]`)?.replaceWith(row(file));
}

q.addEventListener("input", calmly(() => void load(), 250));
document.getElementById("register")?.addEventListener("click", () => {
  chosen = null;
  registerForm(place, (id) => void open(id, true), () => void load());
});
startMenus();
keepWhenSwitching();
if (chosen) void open(chosen);
else fill(place, empty(t("file.choose"), t("file.choose_advice"), "folder"));
void load();
if (settings.may.edit) document.body.classList.add("edits");
