/* What visitors of a shop do, told to Rapport: nothing before consent, nothing lost on a bad line. */
(() => {
  "use strict";
  const script = document.currentScript;
  const key = script.dataset.key;
  const door = script.dataset.to || new URL("/ingest/v1/events", script.src).href;
  const PAUSE = 30 * 60e3, MOST = 200, PART = 50, SOON = 2000;
  const waiting = window.rapport && window.rapport.q || [];
  let agreed = false, queue = [], timer = 0, busy = false, tries = 0, page = "";

  const store = {
    get(name) { try { return JSON.parse(localStorage.getItem("rapport." + name)); } catch { return null; } },
    set(name, value) { try { localStorage.setItem("rapport." + name, JSON.stringify(value)); } catch { /* full or shut */ } },
    drop() { try { for (const name of ["visitor", "session", "queue", "user", "popups"]) localStorage.removeItem("rapport." + name); } catch { /* shut */ } },
  };
  const id = () => crypto.randomUUID ? crypto.randomUUID()
    : [...crypto.getRandomValues(new Uint8Array(16))].map(one => one.toString(16).padStart(2, "0")).join("");

  function visitor() {
    const known = store.get("visitor") || id();
    store.set("visitor", known);
    return known;
  }

  function session() {
    const now = Date.now(), last = store.get("session");
    const one = last && now - last.at < PAUSE ? last.id : id();
    store.set("session", { id: one, at: now });
    return one;
  }

  // An answer may come when consent is withdrawn already: then nothing is kept any more.
  function keep() { queue = queue.slice(-MOST); if (agreed) store.set("queue", queue); }

  function note(event, fields) {
    if (!agreed) return;
    queue.push({
      ...fields, event, id: id(), visitor: visitor(), session: session(), user: store.get("user") || undefined,
      at: new Date().toISOString(), url: location.href.slice(0, 2000), language: navigator.language,
    });
    keep();
    plan(queue.length >= PART ? 0 : SOON);
  }

  function plan(delay) { if (!timer) timer = setTimeout(() => { timer = 0; send(); }, delay); }

  const body = part => JSON.stringify({ key, sent_at: new Date().toISOString(), batch: part });

  async function send() {
    if (busy || !agreed || !queue.length || navigator.onLine === false) return;
    busy = true;
    const part = queue.slice(0, PART);
    let again = true;
    try {
      // As text it needs no question ahead; the answer says whether it was kept.
      const answer = await fetch(door, { method: "POST", body: body(part), headers: { "content-type": "text/plain" }, credentials: "omit", keepalive: true });
      again = answer.status === 429 || answer.status >= 500;
    } catch { /* the line is down: it waits */ }
    busy = false;
    if (!again) { const sent = new Set(part.map(one => one.id)); queue = queue.filter(one => !sent.has(one.id)); keep(); }
    tries = again ? tries + 1 : 0;
    if (queue.length) plan(again ? Math.min(300e3, SOON * 2 ** tries) : 0);
  }

  function leave() {
    if (!agreed || busy || !queue.length || !navigator.sendBeacon) return;
    const part = queue.slice(0, PART);
    if (navigator.sendBeacon(door, new Blob([body(part)], { type: "text/plain" }))) { queue = queue.slice(part.length); keep(); }
  }

  function seePage() {
    if (location.href === page) return;
    const before = page || document.referrer;
    page = location.href;
    note("page", { title: document.title.slice(0, 500), referrer: before.slice(0, 2000) || undefined });
  }

  // Pop-ups are a script of their own, which only pages ask for that name it, and only once somebody agreed.
  function bringPopups() {
    if (!script.dataset.popups || document.querySelector("script[data-rapport]")) return;
    visitor();
    const more = document.createElement("script");
    more.src = new URL(script.dataset.popups, script.src).href;
    more.dataset.key = key;
    more.dataset.rapport = "popups";
    document.head.append(more);
  }

  const say = {
    consent(yes) {
      agreed = yes === true;
      if (!agreed) { queue = []; store.drop(); page = ""; return; }
      queue = store.get("queue") || [];
      if (script.dataset.pages !== "no") seePage();
      bringPopups();
      plan(SOON);
    },
    identify(user, traits, signature) {
      if (!agreed) return;
      if (user) store.set("user", String(user));
      note("identify", { ...traits, signature });
    },
    forget() { store.drop(); },
    page() { page = ""; seePage(); },
  };

  window.rapport = (name, ...rest) => say[name] ? say[name](...rest) : note(name, rest[0]);
  for (const name of ["pushState", "replaceState"]) {
    const real = history[name];
    history[name] = function (...rest) { real.apply(this, rest); if (agreed && script.dataset.pages !== "no") setTimeout(seePage); };
  }
  addEventListener("popstate", () => agreed && script.dataset.pages !== "no" && seePage());
  addEventListener("online", () => plan(0));
  addEventListener("pagehide", leave);
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && leave());
  if (script.dataset.consent === "given") say.consent(true);
  for (const call of waiting) window.rapport(...call);
})();
