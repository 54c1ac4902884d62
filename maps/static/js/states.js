// Loading, empty, refused and offline: each says what to do.

import { h, icon } from "./dom.js";
import { t } from "./settings.js";

/** Grey places where rows will be. @param {number} [rows] */
export function loading(rows = 4) {
  const ghosts = Array.from({ length: rows }, () => h("div", { class: "ghost-item" }));
  return h("div", { class: "ghosts", role: "status" }, h("span", { class: "sr" }, t("state.loading")), ghosts);
}

/** @param {string} title @param {string} advice @param {string} [picture] @param {Node | null} [act] */
export function empty(title, advice, picture = "check", act = null) {
  return h("div", { class: "state" }, icon(picture), h("strong", {}, title), h("p", {}, advice), act);
}

/** @param {any} error @param {() => void} again */
export function refused(error, again) {
  if (error.status === 401) return empty(t("state.signed_out"), error.message, "person", signIn());
  const title = error.offline ? t("state.offline") : t("state.refused");
  const button = h(
    "button",
    { class: "button ghost slim", type: "button", onclick: again },
    icon("retry", "small"),
    t("act.again"),
  );
  const box = empty(title, error.message, error.offline ? "offline" : "alert", button);
  box.setAttribute("role", "alert");
  return box;
}

/** Back to where one was, after signing in. */
function signIn() {
  const next = encodeURIComponent(location.pathname + location.hash);
  return h("a", { class: "button slim", href: `/accounts/sign-in/?next=${next}` }, t("act.sign_in"));
}
