// Lists by keyboard (j k x Space Enter e F2) and the bar for what is selected.
import { writing } from "./writing.js";

const rows = list => [...list.querySelectorAll("tbody tr[data-id]")];
const ticks = list => [...list.querySelectorAll("tbody .tick input")];

function refresh(list) {
  const bar = list.querySelector("[data-bulk]");
  if (!bar) return;
  const boxes = ticks(list), chosen = boxes.filter(box => box.checked);
  bar.hidden = chosen.length === 0;
  if (bar.hidden) bar.querySelector("[data-all]").value = "";
  if (!bar.querySelector("[data-all]").value) bar.querySelector("[data-count]").textContent = chosen.length.toLocaleString(document.documentElement.lang);
  const all = list.querySelector("[data-select-all]");
  if (all) { all.checked = boxes.length > 0 && chosen.length === boxes.length; all.indeterminate = chosen.length > 0 && !all.checked; }
}

let last = null;
document.addEventListener("click", event => {
  const list = event.target.closest?.(".list");
  if (!list) return;
  if (event.target.matches("[data-select-all]")) ticks(list).forEach(box => { box.checked = event.target.checked; });
  if (event.target.closest("[data-select-none]")) ticks(list).forEach(box => { box.checked = false; });
  const matching = event.target.closest("[data-select-matching]");
  if (matching) {
    list.querySelector("[data-all]").value = "1";
    list.querySelector("[data-count]").textContent = list.querySelector(".list-head output")?.textContent.trim() ?? "";
    matching.hidden = true;
    for (const button of list.querySelectorAll("[data-bulk] [formaction]:not([data-whole])")) button.disabled = true;
    return;
  }
  if (event.target.matches("tbody .tick input")) {
    const boxes = ticks(list), here = boxes.indexOf(event.target), from = boxes.indexOf(last);
    if (event.shiftKey && from >= 0) boxes.slice(Math.min(here, from), Math.max(here, from) + 1).forEach(box => { box.checked = event.target.checked; });
    last = event.target;
    list.querySelector("[data-all]").value = "";
  }
  refresh(list);
});
document.addEventListener("htmx:afterSettle", () => document.querySelectorAll(".list").forEach(refresh));

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

document.addEventListener("keydown", event => {
  if (event.ctrlKey || event.metaKey || event.altKey || writing(event.target) || document.querySelector("dialog[open]")) return;
  const list = document.activeElement?.closest?.(".list") ?? document.querySelector(".list");
  if (!list) return;
  const row = document.activeElement?.closest?.("tr[data-id]"), onRow = row && document.activeElement === row;
  if (event.key === "j" || (onRow && event.key === "ArrowDown")) move(list, 1);
  else if (event.key === "k" || (onRow && event.key === "ArrowUp")) move(list, -1);
  else if ((event.key === "x" || (event.key === " " && onRow)) && row) row.querySelector(".tick input")?.click();
  else if (event.key === "Enter" && onRow) row.querySelector("td a[href]")?.click();
  else if ((event.key === "e" || event.key === "F2") && row) row.querySelector("td[data-edit]")?.dispatchEvent(new Event("edit", { bubbles: true }));
  else if (event.key === "Escape" && ticks(list).some(box => box.checked)) list.querySelector("[data-select-none]")?.click();
  else return;
  event.preventDefault();
});
