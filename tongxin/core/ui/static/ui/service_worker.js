// The worker of a device. It keeps files of the front end, whose names change with their content, and the one page that
// says that there is no connection. Pages are never kept: they belong to somebody. self.TONGXIN comes from the server.
const { version, offline, static: files } = self.TONGXIN;
const SHELL = `tongxin-${version}-${offline}`;
const HASHED = /\.[0-9a-f]{12}\.\w+$/;

const install = async () => {
  const cache = await caches.open(SHELL);
  const page = await fetch(offline, { credentials: "omit", cache: "no-store" });
  if (!page.ok) throw new Error("The page without a connection cannot be had.");
  const parts = [...(await page.clone().text()).matchAll(/(?:href|src)="([^"#]+)/g)].map((found) => found[1]);
  await cache.put(offline, page);
  await cache.addAll([...new Set(parts)].filter((part) => part.startsWith(files)));
};

const cleanUp = async () => {
  const old = (await caches.keys()).filter((name) => name.startsWith("tongxin-") && name !== SHELL);
  await Promise.all(old.map((name) => caches.delete(name)));
};

const file = async (request) => {
  const cache = await caches.open(SHELL);
  const kept = await cache.match(request);
  if (kept && HASHED.test(new URL(request.url).pathname)) return kept;
  try {
    const fresh = await fetch(request);
    if (fresh.ok) await cache.put(request, fresh.clone());
    return fresh;
  } catch (error) {
    if (kept) return kept;
    throw error;
  }
};

const page = async (request) => {
  try {
    return await fetch(request);
  } catch (error) {
    const kept = await caches.match(offline);
    if (kept) return kept;
    throw error;
  }
};

self.addEventListener("install", (event) => event.waitUntil(install().then(() => self.skipWaiting())));
self.addEventListener("activate", (event) => event.waitUntil(cleanUp().then(() => self.clients.claim())));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(request));
  else if (request.method === "GET" && url.pathname.startsWith(files)) event.respondWith(file(request));
});
