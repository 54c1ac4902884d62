// Full-screen sheets over the page; notes stay above them, which modal dialogs forbid.

const under = ["header.top", "#main", "#foot"];

/** @param {HTMLDialogElement} sheet */
export function openSheet(sheet) {
  if (!sheet.open) sheet.show();
  behind(true);
}

/** @param {HTMLDialogElement} sheet */
export function closeSheet(sheet) {
  sheet.close();
  behind(Boolean(document.querySelector("dialog[open]")));
}

/** @param {boolean} still whether what lies under the sheet can't be reached */
function behind(still) {
  for (const place of under) document.querySelector(place)?.toggleAttribute("inert", still);
}

addEventListener("keydown", (event) => {
  const sheet = /** @type {HTMLDialogElement | null} */ (document.querySelector("dialog[open]"));
  if (event.key !== "Escape" || !sheet) return;
  if (sheet.dispatchEvent(new Event("cancel", { cancelable: true }))) closeSheet(sheet);
});
