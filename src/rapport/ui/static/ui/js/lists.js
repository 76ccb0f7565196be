// Lists by keyboard (j k x Space Enter e F2, Shift with the arrows) and the bar for what is selected.
import { onSettled } from "./settling.js";
import { writing } from "./writing.js";

const rows = list => [...list.querySelectorAll("tbody tr[data-id]")];
const ticks = list => [...list.querySelectorAll("tbody .tick input")];

// All that match are more than the rows shown: those that come later are of them, a changed tick ends it.
function refresh(list) {
  const bar = list.querySelector("[data-bulk]");
  if (!bar) return;
  const boxes = ticks(list), matching = bar.querySelector("[data-all]"), whole = Boolean(matching.value);
  if (whole) boxes.forEach(box => { box.checked = true; });
  const chosen = boxes.filter(box => box.checked), some = bar.querySelector("[data-select-matching]");
  bar.hidden = chosen.length === 0;
  bar.querySelector("[data-count]").textContent = whole
    ? list.querySelector(".list-head output")?.textContent.trim() ?? ""
    : chosen.length.toLocaleString(document.documentElement.lang);
  if (some) some.hidden = whole;
  for (const button of bar.querySelectorAll("[formaction]:not([data-whole])")) button.disabled = whole;
  const all = list.querySelector("[data-select-all]");
  if (all) { all.checked = boxes.length > 0 && chosen.length === boxes.length; all.indeterminate = chosen.length > 0 && !all.checked; }
}

const match = (list, value) => { const box = list.querySelector("[data-all]"); if (box) box.value = value; };
let last = null;
document.addEventListener("click", event => {
  const list = event.target.closest?.(".list");
  if (!list) return;
  if (event.target.matches("[data-select-all]")) { match(list, ""); ticks(list).forEach(box => { box.checked = event.target.checked; }); }
  else if (event.target.closest("[data-select-none]")) { match(list, ""); ticks(list).forEach(box => { box.checked = false; }); }
  else if (event.target.closest("[data-select-matching]")) { match(list, "1"); list.querySelector("[data-bulk] .button:not([hidden], [data-select-matching])")?.focus(); }
  else if (event.target.matches("tbody .tick input")) {
    const boxes = ticks(list), here = boxes.indexOf(event.target), from = boxes.indexOf(last);
    if (event.shiftKey && from >= 0) boxes.slice(Math.min(here, from), Math.max(here, from) + 1).forEach(box => { box.checked = event.target.checked; });
    last = event.target;
    match(list, "");
  } else return;
  refresh(list);
});

// An action that asks for a value has the keyboard in its field, and Enter there means this action, not the first.
const enter = menu => { if (menu?.matches?.(".ask:popover-open")) menu.querySelector("input, select")?.focus(); };
document.addEventListener("toggle", event => enter(event.target), true);
document.addEventListener("htmx:afterSwap", event => enter(event.detail.target));
document.addEventListener("keydown", event => {
  if (event.key !== "Enter" || !event.target.matches?.(".ask input, .ask select")) return;
  event.preventDefault();
  event.target.closest(".ask").querySelector("[formaction]")?.click();
});
// The rows chosen go along by their ids, which stand on the rows; whoever means all that match need not send those they saw.
document.addEventListener("formdata", event => {
  if (!event.target.matches("[data-bulk]") || event.formData.get("all")) return;
  for (const box of ticks(event.target.closest(".list"))) if (box.checked) event.formData.append("ids", box.closest("tr").dataset.id);
});
onSettled(() => document.querySelectorAll(".list").forEach(refresh));

// Shift with a click (or Enter) on a head keeps the order there is, and sorts by this what is equal in it.
document.addEventListener("click", event => {
  const head = event.shiftKey && event.target.closest?.("th a[data-further]");
  if (!head) return;
  event.preventDefault();
  event.stopPropagation();
  htmx.ajax("GET", head.dataset.further, { source: head });
}, true);

// What was typed while an answer was on its way is not lost when the list is drawn anew.
let typed = null;
document.addEventListener("htmx:beforeSwap", () => {
  const box = document.activeElement;
  typed = box?.matches?.(".list-search input[type=search]") ? { id: box.id, value: box.value, at: box.selectionStart } : null;
});
document.addEventListener("htmx:afterSettle", () => {
  const box = typed && document.getElementById(typed.id);
  if (box && box.value !== typed.value) {
    box.value = typed.value;
    box.setSelectionRange(typed.at, typed.at);
    box.dispatchEvent(new Event("input", { bubbles: true }));
  }
  typed = null;
});

function move(list, step) {
  const all = rows(list), here = all.indexOf(document.activeElement?.closest("tr[data-id]"));
  const target = all[here < 0 ? 0 : Math.max(0, Math.min(all.length - 1, here + step))];
  target?.focus();
  target?.scrollIntoView({ block: "nearest" });
}

// Shift with the arrows takes the rows it passes along.
function extend(list, row, step) {
  tick(row);
  move(list, step);
  tick(document.activeElement);
  match(list, "");
  refresh(list);
}
function tick(row) { const box = row?.querySelector?.(".tick input"); if (box) { box.checked = true; last = box; } }

document.addEventListener("keydown", event => {
  if (event.ctrlKey || event.metaKey || event.altKey || writing(event.target) || document.querySelector("dialog[open]")) return;
  const list = document.activeElement?.closest?.(".list") ?? document.querySelector(".list");
  if (!list) return;
  const row = document.activeElement?.closest?.("tr[data-id]"), onRow = row && document.activeElement === row;
  if (onRow && event.shiftKey && ["ArrowDown", "ArrowUp"].includes(event.key)) extend(list, row, event.key === "ArrowDown" ? 1 : -1);
  else if (event.key === "j" || (onRow && event.key === "ArrowDown")) move(list, 1);
  else if (event.key === "k" || (onRow && event.key === "ArrowUp")) move(list, -1);
  else if ((event.key === "x" || (event.key === " " && onRow)) && row) row.querySelector(".tick input")?.click();
  else if (event.key === "Enter" && onRow) row.querySelector("td a[href]")?.click();
  else if ((event.key === "e" || event.key === "F2") && row) row.querySelector("td[data-edit]")?.dispatchEvent(new Event("edit", { bubbles: true }));
  else if (event.key === "Escape" && ticks(list).some(box => box.checked)) list.querySelector("[data-select-none]")?.click();
  else return;
  event.preventDefault();
});
