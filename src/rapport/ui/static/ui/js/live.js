// A live page hears at /live what changed and asks for the touched parts again, with its reader's own rights.
// Hidden pages hear nothing; whoever comes back, or lost the connection, asks for everything once.
const NAMES = ["customer", "home", "job", "resync"], LONGEST = 60000;

class Live extends HTMLElement {
  connectedCallback() {
    this.pause = 1000; this.missed = false;
    this.seen = () => { if (document.hidden) this.leave(); else this.listen(); };
    document.addEventListener("visibilitychange", this.seen);
    this.seen();
  }
  disconnectedCallback() { document.removeEventListener("visibilitychange", this.seen); this.leave(); }

  listen() {
    if (this.source) return;
    clearTimeout(this.timer);
    const topics = this.dataset.topics.split(" ").map(topic => `topic=${encodeURIComponent(topic)}`).join("&");
    this.source = new EventSource(`/live?${topics}`);
    this.source.onopen = () => {
      this.pause = 1000; this.dataset.state = "open";
      if (this.missed) this.tell("everything");
      this.missed = false;
    };
    this.source.onerror = () => {
      this.missed = true; this.dataset.state = "lost";
      if (this.source?.readyState !== EventSource.CLOSED) return;             // it tries again by itself
      this.leave();
      this.timer = setTimeout(() => { if (!document.hidden) this.listen(); }, this.pause * (0.5 + Math.random()));
      this.pause = Math.min(this.pause * 2, LONGEST);
    };
    for (const name of NAMES) this.source.addEventListener(name, event => this.hear(name, JSON.parse(event.data)));
  }
  leave() { this.source?.close(); this.source = null; this.missed = true; clearTimeout(this.timer); }

  hear(name, hint) {
    if (name === "resync") this.tell("everything");
    else if (name === "job") this.tell("job");
    else for (const what of (hint.what ?? "everything").split(" ")) this.tell(what);
  }
  tell(what) { document.body.dispatchEvent(new Event(`${what}-changed`)); }
}
customElements.define("ui-live", Live);

// What somebody is writing in is not drawn anew under their hands: it is asked for when they are done.
const busy = part => part.querySelector(".editing, textarea:focus, input:focus, select:focus") || [...part.querySelectorAll("textarea")].some(field => field.value !== field.defaultValue);
const follows = part => part.getAttribute?.("hx-trigger")?.includes("-changed from:body");
document.addEventListener("htmx:beforeRequest", event => {
  const part = event.detail.elt;
  if (!follows(part) || event.detail.requestConfig.triggeringEvent?.type === "click" || !busy(part)) return;
  part.dataset.stale = "1";
  event.preventDefault();
});
const later = () => setTimeout(() => {
  for (const part of document.querySelectorAll("[data-stale]")) {
    if (busy(part)) continue;
    delete part.dataset.stale;
    htmx.ajax("GET", part.getAttribute("hx-get"), { source: part, target: part, swap: "outerHTML" });
  }
}, 300);
document.addEventListener("focusout", later);
document.addEventListener("htmx:afterSettle", later);
