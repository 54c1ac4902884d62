// The service worker: keeps the page's files under their version, so that it opens
// without signal. SHELL (version, files) is written above this by the server.

/* global SHELL */
const CACHE = `meydan-field-${SHELL.version}`;
const PAGE = "/field/";
/** How long a weak signal may hold the page back before the kept one is shown. */
const PATIENCE_MS = 4000;
const self_ = /** @type {any} */ (self);

self_.addEventListener("install", (/** @type {any} */ event) => event.waitUntil(install()));
self_.addEventListener("activate", (/** @type {any} */ event) => event.waitUntil(activate()));
self_.addEventListener("fetch", (/** @type {any} */ event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (request.mode === "navigate" && url.pathname === PAGE) event.respondWith(page(request));
  else if (SHELL.files.includes(url.pathname)) event.respondWith(kept(request, url.pathname));
});

async function install() {
  const cache = await caches.open(CACHE);
  await cache.addAll(SHELL.files.map((/** @type {string} */ file) => new Request(file, { cache: "reload" })));
  // The page itself is kept when it was opened by a signed-in person, here or in page().
  await page(new Request(PAGE)).catch(() => {});
  await self_.skipWaiting();
}

async function activate() {
  for (const name of await caches.keys()) {
    if (!name.startsWith("meydan-field-") || name === CACHE) continue;
    // Without signal an older page is better than none, until a newer one is here.
    const old = await (await caches.open(name)).match(PAGE);
    const cache = await caches.open(CACHE);
    if (old && !(await cache.match(PAGE))) await cache.put(PAGE, old);
    await caches.delete(name);
  }
  await self_.clients.claim();
}

/** The newest page when there is signal, the kept one when there is none. @param {Request} request */
async function page(request) {
  const cache = await caches.open(CACHE);
  const asked = fetch(request).then(async (response) => {
    if (response.ok && !response.redirected && response.type === "basic") await cache.put(PAGE, response.clone());
    return response;
  });
  const old = await cache.match(PAGE);
  if (!old) return asked;
  asked.catch(() => {});
  const late = new Promise((done) => setTimeout(() => done(old), PATIENCE_MS));
  return Promise.race([asked.catch(() => old), late]);
}

/** @param {Request} request @param {string} path */
async function kept(request, path) {
  const found = await (await caches.open(CACHE)).match(path);
  return found ?? fetch(request);
}
