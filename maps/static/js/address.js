// The address bar keeps the view, so that a link shows a colleague the same thing.

/** What narrows and orders the queue. */
const queue = ["certainty", "kind", "district", "age", "stage", "hour", "at", "only", "order"];

/** @returns {Address} */
export function read() {
  const parts = new URLSearchParams(location.hash.slice(1));
  return {
    view: viewOf(parts.get("map")),
    layers: parts.has("layers") ? (parts.get("layers") ?? "").split(",").filter(Boolean) : null,
    tab: parts.get("tab"),
    selected: thingOf(parts.get("selected")),
    table: parts.get("table") === "1",
    heat: parts.get("heat") === "1",
    queue: Object.fromEntries(queue.map((name) => [name, plain(parts.get(name))])),
  };
}

/**
 * Change parts of the address; a step that "back" should undo is pushed.
 * @param {Partial<Address>} change
 * @param {boolean} [step]
 */
export function write(change, step = false) {
  const hash = text({ ...read(), ...change });
  if (hash === location.hash) return;
  const url = `${location.pathname}${location.search}${hash}`;
  if (step) history.pushState(null, "", url);
  else history.replaceState(null, "", url);
}

/** A code, a number or a day, nothing else. @param {string | null} text */
function plain(text) {
  return /^[a-z0-9_-]{1,40}$/.test(text ?? "") ? /** @type {string} */ (text) : "";
}

/** @param {Address} address */
function text({ view, layers, tab, selected, table, heat, queue }) {
  const parts = [];
  if (view) parts.push(`map=${view.zoom.toFixed(2)}/${view.lat.toFixed(5)}/${view.lon.toFixed(5)}`);
  if (layers) parts.push(`layers=${layers.join(",")}`);
  if (tab) parts.push(`tab=${tab}`);
  if (selected) parts.push(`selected=${selected.type}:${selected.id}`);
  if (table) parts.push("table=1");
  if (heat) parts.push("heat=1");
  for (const [name, value] of Object.entries(queue)) if (value) parts.push(`${name}=${value}`);
  return parts.length ? `#${parts.join("&")}` : "";
}

/** @param {string | null} text @returns {View | null} */
function viewOf(text) {
  const [zoom, lat, lon] = (text ?? "").split("/").map(Number);
  const sane = zoom >= 0 && zoom <= 24 && Math.abs(lat) <= 85 && Math.abs(lon) <= 180;
  return sane ? { zoom, lat, lon } : null;
}

/** @param {string | null} text @returns {Thing | null} */
function thingOf(text) {
  const found = /^([a-z_]+):(\d+)$/.exec(text ?? "");
  return found ? { type: found[1], id: Number(found[2]) } : null;
}

/** The other language shows the same view. */
export function keepWhenSwitching() {
  const form = document.querySelector("form.language");
  form?.addEventListener("submit", () => {
    const next = /** @type {HTMLInputElement} */ (form.querySelector("[name=next]"));
    next.value = location.pathname + location.search + location.hash;
  });
}
