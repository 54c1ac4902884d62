// Small menus close by Escape, by a click elsewhere, and when another one opens.

import { onEscape } from "./keys.js";

export function startMenus() {
  document.addEventListener("click", (event) => {
    for (const menu of open()) if (!menu.contains(/** @type {Node} */ (event.target)) || chosen(event.target)) menu.open = false;
  });
  onEscape(() => {
    const [menu] = open();
    if (!menu) return false;
    menu.open = false;
    menu.querySelector("summary")?.focus();
    return true;
  });
}

/** @returns {HTMLDetailsElement[]} */
function open() {
  return [...document.querySelectorAll("details.menu[open]")].map((menu) => /** @type {HTMLDetailsElement} */ (menu));
}

/** @param {EventTarget | null} target */
function chosen(target) {
  return target instanceof Element && target.closest(".menu-box a");
}
