// A live page hears at /live what changed and asks for the touched parts again, with its reader's own rights.
// Hidden pages hear nothing; whoever comes back, or lost the connection, asks for everything once.
// All parts of a page share one stream, since browsers open few connections to a server.
import { onSettled } from "./settling.js";

const NAMES = ["conversation", "customer", "home", "job", "notice", "realtime", "resync"], LONGEST = 60000;
const parts = new Set();
const leaving = [];
let source = null, pause = 1000, missed = false, timer = 0, heard = "";

const tell = what => document.body.dispatchEvent(new Event(`${what}-changed`));
const mark = state => parts.forEach(part => { part.dataset.state = state; });
const wanted = () => [...new Set([...parts].flatMap(part => part.dataset.topics.split(" ")))].sort();

function hear(name, hint) {
  if (name === "resync") tell("everything");
  else if (name === "job") tell("job");
  else for (const what of (hint.what ?? "everything").split(" ")) tell(what);
}

function release() { for (const one of leaving.splice(0)) one.close(); }
function leave() { source?.close(); release(); source = null; missed = true; clearTimeout(timer); }

function listen() {
  const topics = wanted().map(topic => `topic=${encodeURIComponent(topic)}`).join("&");
  if (document.hidden || !topics || (source && topics === heard)) return;
  clearTimeout(timer);
  if (source) leaving.push(source);                                           // it hears until the other does
  heard = topics;
  const opened = source = new EventSource(`/live?${topics}`);
  source.onopen = () => {
    if (opened !== source) return;
    release();
    pause = 1000; mark("open");
    if (missed) tell("everything");
    missed = false;
  };
  source.onerror = () => {
    if (opened !== source) return;
    missed = true; mark("lost"); release();
    if (source.readyState !== EventSource.CLOSED) return;                     // it tries again by itself
    leave();
    timer = setTimeout(listen, pause * (0.5 + Math.random()));
    pause = Math.min(pause * 2, LONGEST);
  };
  for (const name of NAMES) source.addEventListener(name, event => hear(name, JSON.parse(event.data)));
}
document.addEventListener("visibilitychange", () => { if (document.hidden) leave(); else listen(); });

class Live extends HTMLElement {
  // Listening can wait until the page stands painted.
  connectedCallback() { parts.add(this); requestAnimationFrame(() => setTimeout(listen)); }
  disconnectedCallback() { parts.delete(this); if (!parts.size) leave(); }
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
onSettled(later);
