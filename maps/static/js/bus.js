// What one part of the page tells the others.

/**
 * choose: a thing, or null · chosen: its card · layers: ids switched on · moved: the map's view
 * · changed: a right or a case · table: open or not · tab: which · aim: fly to a box or
 * point · mark: a pin · act: what a card offers · pick: ask for a place · picked: the place
 * · still: all that is in view is drawn · filters: of the queue, from the address
 * · then: what the map has otherwise on another day, or null
 * · map: MapLibre's own, for who draws on it · drawing: whether somebody does
 * · proofs: what proves the verdicts on a place, or null
 * · heat: the table of hours, open or not · narrow: the places that the filters leave, or null
 * @typedef {"choose" | "chosen" | "layers" | "moved" | "changed" | "table" | "tab" | "aim" | "mark"
 *   | "act" | "pick" | "picked" | "still" | "filters" | "heat" | "narrow" | "then" | "proofs" | "map" | "drawing"} News
 */

const bus = new EventTarget();

/** @param {News} news @param {(detail: any) => void} work */
export function on(news, work) {
  bus.addEventListener(news, (event) => work(/** @type {CustomEvent} */ (event).detail));
}

/** @param {News} news @param {unknown} [detail] */
export function tell(news, detail = null) {
  bus.dispatchEvent(new CustomEvent(news, { detail }));
}
