// One finger pans, two zoom, a touch that stays is a tap.

const slack = 7;

/** @param {HTMLElement} element @param {{ pan(dx: number, dy: number): void, zoom(f: number): void, tapped(x: number, y: number): void }} plan */
export function gestures(element, plan) {
  /** @type {Map<number, { x: number, y: number }>} */
  const down = new Map();
  let moved = 0;
  element.addEventListener("pointerdown", (event) => {
    if (!down.size) moved = 0;
    down.set(event.pointerId, { x: event.clientX, y: event.clientY });
    element.setPointerCapture(event.pointerId);
  });
  element.addEventListener("pointermove", (event) => {
    const before = down.get(event.pointerId);
    if (!before) return;
    const [dx, dy] = [event.clientX - before.x, event.clientY - before.y];
    const spread = apart(down);
    down.set(event.pointerId, { x: event.clientX, y: event.clientY });
    moved += Math.hypot(dx, dy);
    if (moved < slack) return;
    if (down.size === 2 && spread) plan.zoom(spread / (apart(down) || spread));
    else plan.pan(dx, dy);
  });
  const up = (/** @type {PointerEvent} */ event) => {
    const alone = down.delete(event.pointerId) && !down.size;
    if (!alone || moved >= slack || event.type === "pointercancel") return;
    const box = element.getBoundingClientRect();
    plan.tapped(event.clientX - box.left, event.clientY - box.top);
  };
  element.addEventListener("pointerup", up);
  element.addEventListener("pointercancel", up);
  element.addEventListener("wheel", (event) => (event.preventDefault(), plan.zoom(event.deltaY > 0 ? 1.15 : 1 / 1.15)), { passive: false });
}

/** @param {Map<number, { x: number, y: number }>} down */
function apart(down) {
  const [a, b] = [...down.values()];
  return b ? Math.hypot(a.x - b.x, a.y - b.y) : 0;
}
