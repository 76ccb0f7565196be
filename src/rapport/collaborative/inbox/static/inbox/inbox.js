// The inbox: rows open beside the list, drafts are kept while one writes, colleagues see who is here.
const inbox = document.querySelector("[data-inbox]");
const reading = () => document.getElementById("reading");
const wide = () => Boolean(reading()?.checkVisibility());
const token = () => JSON.parse(document.body.getAttribute("hx-headers") ?? "{}")["X-CSRFToken"] ?? "";
const post = (address, values, more = {}) => fetch(address, { method: "POST", body: new URLSearchParams(values), headers: { "X-CSRFToken": token() }, ...more });
const rows = () => [...document.querySelectorAll(".inbox-list tbody tr[data-id]")];
let open = new URLSearchParams(location.search).get("open") ?? "";

function mark() { for (const row of rows()) row.toggleAttribute("data-open", row.dataset.id === open); }

function show(id) {
  keep.flush();
  open = id;
  mark();
  const here = new URL(location.href);
  here.searchParams.set("open", id);
  history.replaceState(history.state, "", here);
  htmx.ajax("GET", `/conversations/${id}`, { source: reading(), target: reading(), swap: "innerHTML" });
}

document.addEventListener("click", event => {
  const link = event.target.closest?.(".inbox-list tbody a[href^='/conversations/']");
  if (!link || !wide() || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  show(link.closest("tr").dataset.id);
});
// What is done leads on to the conversation below it.
document.addEventListener("thread-done", () => {
  const all = rows(), at = all.findIndex(row => row.dataset.id === open), next = all[at + 1] ?? all[at - 1];
  if (inbox && wide() && next) { show(next.dataset.id); next.focus({ preventScroll: true }); }
});

// The list is asked for again at once, and after a flood at most every other second, the last change included.
let waiting = 0, told = 0;
const stale = () => { told = Date.now(); waiting = 0; if (!document.querySelector(".inbox-list [data-bulk]:not([hidden])")) document.body.dispatchEvent(new Event("inbox-stale")); };
const hear = () => { waiting ||= setTimeout(stale, Math.max(150, 2000 - (Date.now() - told))); };
for (const name of ["conversations-changed", "everything-changed"]) document.body.addEventListener(name, hear);

// A draft is kept half a second after the last key, and when one leaves.
const keep = {
  timer: 0, form: null,
  later(form) { clearTimeout(this.timer); this.form = form; this.timer = setTimeout(() => this.flush(), 500); },
  flush() {
    clearTimeout(this.timer);
    const form = this.form;
    this.form = null;
    if (form) post(form.dataset.draft, { text: form.elements.text.value }, { keepalive: true }).catch(() => {});
  },
};
addEventListener("pagehide", () => keep.flush());

// A sign of being here, of writing, of having gone on to another; whoever just leaves is forgotten after a while.
let typed = 0, signed = "";
const frame = () => document.getElementById("thread");
function sign() {
  const here = frame();
  if (!here || document.hidden) return;
  signed = here.dataset.present;
  post(signed, { doing: Date.now() - typed < 15000 ? "typing" : "looking" }).catch(() => {});
}
function gone() { if (signed) post(signed, { doing: "gone" }).catch(() => {}); signed = ""; }
setInterval(sign, 20000);
document.addEventListener("visibilitychange", sign);
document.addEventListener("input", event => {
  const form = event.target.closest?.("[data-draft]");
  if (!form) return;
  keep.later(form);
  const began = Date.now() - typed > 15000;
  typed = Date.now();
  if (began) sign();
});
document.addEventListener("htmx:beforeRequest", event => {
  if (event.target.matches?.("[data-draft]")) { clearTimeout(keep.timer); keep.form = null; typed = 0; }
});

// A slash at the beginning of a line offers canned replies: arrows choose, Enter or Tab takes, Escape leaves.
let offered = null, chosen = 0, field = null;
const slash = () => /(?:^|\n)\/([\w-]{0,40})$/u.exec(field.value.slice(0, field.selectionStart));
const shut = () => { offered?.remove(); offered = null; };
const choose = step => { const all = [...offered.children]; chosen = (chosen + step + all.length) % all.length; all.forEach((one, at) => one.setAttribute("aria-selected", at === chosen)); };
function insert(text) {
  const [, typed] = slash(), start = field.selectionStart - typed.length - 1;
  field.setRangeText(text, start, field.selectionStart, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
  shut(); field.focus();
}
async function offer() {
  const found = slash();
  if (!found) { shut(); return; }
  const answer = await fetch(`${field.form.dataset.replies}?q=${encodeURIComponent(found[1])}`, { headers: { Accept: "application/json" } }).catch(() => null);
  if (!answer?.ok || slash()?.[1] !== found[1]) return;
  const { label, replies } = await answer.json();
  shut();
  if (!replies.length) return;
  offered = document.createElement("ul");
  offered.className = "mentions"; offered.setAttribute("role", "listbox"); offered.setAttribute("aria-label", label);
  for (const { shortcut, name, text } of replies) {
    const item = document.createElement("li");
    item.setAttribute("role", "option"); item.textContent = `/${shortcut} · ${name}`; item.dir = "auto"; item.filled = text;
    item.addEventListener("pointerdown", event => { event.preventDefault(); insert(text); });
    offered.append(item);
  }
  field.after(offered); chosen = 0; choose(0);
}
document.addEventListener("input", event => { if (event.target.matches?.("[data-replies] textarea")) { field = event.target; offer(); } });
document.addEventListener("keydown", event => {
  if (!offered || event.target !== field) return;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) choose(step);
  else if (event.key === "Enter" || event.key === "Tab") insert(offered.children[chosen].filled);
  else if (event.key === "Escape") shut();
  else return;
  event.preventDefault(); event.stopPropagation();
}, true);

const bottom = () => { const said = document.getElementById("messages"); if (said) said.scrollTop = said.scrollHeight; };
document.addEventListener("htmx:afterSwap", event => {
  const target = event.detail.target;
  if (target.id === "reading" || target.id === "thread") { if (signed && signed !== frame()?.dataset.present) gone(); typed = 0; sign(); }
  if (["reading", "thread", "said"].includes(target.id)) bottom();
  mark();
});
// A key that opens a place to write puts the keyboard there at once: the next letter is a letter already.
document.addEventListener("click", event => {
  const name = event.target.closest?.("[data-focus]")?.dataset.focus;
  if (name) document.getElementById(name)?.focus();
});
document.addEventListener("toggle", event => { if (event.newState === "open" && event.target.matches?.(".thread-actions .menu")) event.target.querySelector("input:not([type=hidden], [type=datetime-local]), button")?.focus(); }, true);

mark();
bottom();
sign();
