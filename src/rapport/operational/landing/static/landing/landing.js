/* What a visitor did with a landing page, told without any cookie: it was shown, and a button was followed. */
(() => {
  "use strict";
  const told = document.body.dataset.told, code = document.body.dataset.way;
  if (!told) return;
  const who = new URLSearchParams(location.search).get("who") || "";
  const tell = what => navigator.sendBeacon(told, new Blob([JSON.stringify({ code, what, who })], { type: "text/plain" }));
  if (document.prerendering) document.addEventListener("prerenderingchange", () => tell("shown"), { once: true });
  else tell("shown");
  document.addEventListener("click", event => { if (event.target.closest("main a[href]")) tell("followed"); });
})();
