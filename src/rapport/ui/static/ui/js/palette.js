// The command palette: a combobox over what this page, the whole product and the search for records offer.
import { SOLID, fit, wordsOf } from "./rank.js";
import { setLook } from "./looks.js";
import { submit } from "./sending.js";
import { undoLast } from "./toasts.js";
import { last } from "./undo.js";

const MOST = 8, KEPT = 5, PAUSE = 120;
const dialog = document.getElementById("palette"), field = dialog?.querySelector("[role=combobox]");
const list = dialog?.querySelector("[role=listbox]"), told = dialog?.querySelector("[role=status]");
const place = `palette:${document.body.dataset.who}`;
let only = "", offers = [], found = [], current = null, wait = 0, asking = null, pressed = null;

const used = () => { try { return JSON.parse(localStorage.getItem(place)) ?? []; } catch { return []; } };
const use = name => localStorage.setItem(place, JSON.stringify([name, ...used().filter(one => one !== name)].slice(0, KEPT)));

function acting(id, text, icon, act, key) {
  const option = document.createElement("div"), label = document.createElement("span");
  option.className = "offer"; option.id = id; option.dataset.name = `here:${text}`;
  option.setAttribute("role", "option"); option.setAttribute("aria-selected", "false");
  label.className = "offer-label"; label.textContent = text;
  option.append(icon ?? "", label);
  if (key) { const cap = document.createElement("kbd"); cap.textContent = key; option.append(cap); }
  option.act = act;
  return option;
}

// What can be done here is what the page shows as its actions; choosing one presses it.
function here() {
  const seen = new Set(), acts = [], undoable = last();
  if (undoable) acts.push(acting("offer-undo", list.dataset.undo.replace("#", undoable.text), dialog.querySelector("[data-undo-icon] svg").cloneNode(true), undoLast, "z"));
  for (const button of document.querySelectorAll("[data-act]")) {
    const text = button.dataset.act || [...button.childNodes].filter(node => !node.matches?.("kbd")).map(node => node.textContent).join(" ").trim();
    if (!text || seen.has(text) || button.disabled || button.closest("[hidden], dialog, .timeline")) continue;
    seen.add(text);
    acts.push(acting(`offer-here-${acts.length}`, text, button.querySelector("svg")?.cloneNode(true), () => press(button), button.dataset.key));
  }
  return acts;
}

function section(name, title, options) {
  const group = document.createElement("div"), head = document.createElement("div");
  group.setAttribute("role", "group"); group.setAttribute("aria-label", title); group.dataset.group = name;
  head.className = "offers-head"; head.setAttribute("aria-hidden", "true"); head.textContent = title;
  group.append(head, ...options);
  return group;
}

async function load() {
  const acts = only ? [] : here().map(option => ({ option, group: "here", title: list.dataset.here }));
  name(acts);
  offers = acts;
  draw();
  const answer = await fetch(dialog.dataset.offers).catch(() => null);  // without a line there is what the page offers itself
  if (!answer?.ok || answer.redirected) return;
  const holder = document.createElement("template");
  holder.innerHTML = await answer.text();
  await pressed;
  const rest = [...holder.content.querySelectorAll("[role=option]")].map(option => {
    const group = option.closest("[role=group]");
    return { option, group: group.dataset.group, title: group.getAttribute("aria-label") };
  });
  if (only) offers = rest.filter(one => one.group === only);
  else offers = [...rest.filter(one => one.group === "recent"), ...acts, ...rest.filter(one => one.group !== "recent")];
  name(rest);
  draw();
}

// What each offer is found by, taken apart once.
function name(some) {
  for (const one of some) {
    one.label = wordsOf(one.option.querySelector(".offer-label").textContent);
    one.others = wordsOf(one.option.dataset.words ?? "");
  }
}

const textOf = one => one.option.querySelector(".offer-label").textContent;
function ranked(typed) {
  const lately = used();
  return offers
    .map(one => {
      const score = fit(typed, one.label, one.others), at = lately.indexOf(one.option.dataset.name);
      return { one, score: score < 0 || at < 0 ? score : score + KEPT - at };
    })
    .filter(({ score }) => score >= 0)
    .sort((a, b) => b.score - a.score)
    .filter(({ one }, at, all) => one.group === "recent" || all.findIndex(other => textOf(other.one) === textOf(one)) === at)  // the page has some of the product's
    .slice(0, MOST);
}

function draw() {
  const typed = field.value.trim();
  if (typed) {
    const records = new Set(found.flatMap(group => [...group.querySelectorAll("[role=option]")]).map(option => option.id));
    const best = ranked(typed).filter(({ one }) => !records.has(one.option.id)), sure = best[0]?.score >= SOLID;   // opened last and found: shown once
    const commands = best.length ? [section("best", list.dataset.best, best.map(({ one }) => one.option))] : [];
    list.replaceChildren(...(sure ? [...commands, ...found] : [...found, ...commands]));
  } else {
    const again = used().flatMap(name => offers.filter(one => one.option.dataset.name === name && one.group !== "here").slice(0, 1));
    const groups = new Map(again.length ? [["again", { title: list.dataset.again, options: again.map(one => one.option) }]] : []);
    for (const one of offers.filter(one => !again.includes(one))) {
      if (!groups.has(one.group)) groups.set(one.group, { title: one.title, options: [] });
      groups.get(one.group).options.push(one.option);
    }
    list.replaceChildren(...[...groups].map(([name, { title, options }]) => section(name, title, options)));
  }
  const all = options();
  point(all[0] ?? null);
  told.textContent = list.dataset.found.replace("#", all.length);
  list.classList.toggle("nothing", !all.length && Boolean(typed));
}

const options = () => [...list.querySelectorAll("[role=option]")];
function point(option) {
  current?.setAttribute("aria-selected", "false");
  current = option;
  current?.setAttribute("aria-selected", "true");
  if (current) field.setAttribute("aria-activedescendant", current.id); else field.removeAttribute("aria-activedescendant");
  current?.scrollIntoView({ block: "nearest" });
}

// What arrives while a pointer presses the list is drawn once it let go: a click is of what was pressed.
function hold() {
  pressed = new Promise(done => { for (const end of ["pointerup", "pointercancel"]) addEventListener(end, () => setTimeout(done), { once: true }); });
}

// Records are found by the server with the reader's rights; an answer to older words is dropped.
async function find() {
  asking?.abort();
  const typed = field.value.trim();
  if (!typed || only || !dialog.dataset.records) { found = []; draw(); return; }
  asking = new AbortController();
  try {
    const answer = await fetch(`${dialog.dataset.records}?q=${encodeURIComponent(typed)}`, { signal: asking.signal });
    if (!answer.ok || answer.redirected) return;
    const holder = document.createElement("template");
    holder.innerHTML = await answer.text();
    await pressed;
    if (field.value.trim() !== typed) return;
    found = [...holder.content.children];
  } catch { return; }
  const kept = current?.id;
  draw();
  const again = kept && options().find(option => option.id === kept);
  if (again) point(again);
}

function choose(option, apart) {
  const { how, href, name } = option.dataset;
  dialog.close();
  if (option.closest("[data-group=records]") === null) use(name);
  if (option.act) option.act();
  else if (how === "look") setLook(...href.split(":"));
  else if (how === "dialog") htmx.ajax("GET", href, { target: "#dialog", swap: "innerHTML" });
  else if (how === "post") submit(href, { next: location.pathname + location.search, ...JSON.parse(option.dataset.post) });
  else if (apart) window.open(href, "_blank", "noopener");
  else location.assign(href);
}

// A tab that was pressed gives the keyboard to the first field of its part, where that is still on its way once it came.
function press(button) {
  button.click();
  const part = document.getElementById(button.getAttribute("aria-controls"));
  const enter = () => { const first = part?.querySelector("textarea, input:not([type=hidden])"); first?.focus(); return first; };
  if (!enter()) part?.addEventListener("htmx:afterSettle", enter, { once: true });
}

// Opened by its key (`early.js`), it may stand open already with something typed.
function begin(group = "") {
  only = group; found = [];
  load();
  if (field.value) find();
}

if (dialog) {
  if (dialog.open) begin();
  document.addEventListener("palette", () => begin());
  dialog.addEventListener("close", () => { field.value = ""; });
  document.addEventListener("click", event => {
    if (event.ctrlKey || event.metaKey || !event.target.closest("[data-palette]")) return;
    event.preventDefault();
    if (document.querySelector("dialog[open]")) return;
    dialog.showModal();
    field.focus();
    begin(event.target.closest("[data-palette]").dataset.palette);
  });
  field.addEventListener("input", () => { draw(); clearTimeout(wait); wait = setTimeout(find, PAUSE); });
  field.addEventListener("keydown", event => {
    if (event.isComposing) return;                                        // Chinese is still being put together
    const all = options(), at = all.indexOf(current);
    if (event.key === "ArrowDown") point(all[(at + 1) % all.length] ?? null);
    else if (event.key === "ArrowUp") point(all.at(at - 1) ?? null);
    else if (event.key === "PageDown") point(all[Math.min(at + MOST, all.length - 1)] ?? null);
    else if (event.key === "PageUp") point(all[Math.max(at - MOST, 0)] ?? null);
    else if (event.key === "Enter") { if (current) choose(current, event.ctrlKey || event.metaKey); else if (field.value.trim()) location.assign(`${dialog.dataset.search}?q=${encodeURIComponent(field.value.trim())}`); }
    else return;
    event.preventDefault(); event.stopPropagation();
  });
  list.addEventListener("click", event => { const option = event.target.closest("[role=option]"); if (option) choose(option, event.ctrlKey || event.metaKey); });
  list.addEventListener("pointermove", event => { const option = event.target.closest("[role=option]"); if (option && option !== current) point(option); });
  list.addEventListener("pointerdown", hold);
  list.addEventListener("mousedown", event => event.preventDefault());     // the field keeps the keyboard
}
