// The worker of the installed product. It keeps files that draw pages and one page for when there is no connection;
// pages and data are never kept: they are asked of the server each time, or there is none.
const CACHE = "rapport-files-1";

self.addEventListener("install", event => {
  event.waitUntil(caches.open(CACHE).then(cache => cache.addAll(TOLD.kept)).then(() => self.skipWaiting()));
});
self.addEventListener("activate", event => {
  const old = names => names.filter(name => name !== CACHE).map(name => caches.delete(name));
  event.waitUntil(caches.keys().then(names => Promise.all(old(names))).then(() => self.clients.claim()));
});

async function file(request) {
  const cache = await caches.open(CACHE);
  try {
    const answer = await fetch(request);
    if (answer.ok && answer.type === "basic") await cache.put(request, answer.clone());
    return answer;
  } catch (lost) {
    const kept = await cache.match(request);
    if (kept) return kept;
    throw lost;
  }
}

self.addEventListener("fetch", event => {
  const { request } = event, address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(fetch(request).catch(() => caches.match(TOLD.offline)));
  else if (address.pathname.startsWith(TOLD.files)) event.respondWith(file(request));
});
