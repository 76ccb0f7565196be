// The columns of a list: moved and widened in the chooser, widened by the edge of their heads.
import { onSettled } from "./settling.js";

const NARROWEST = 4, WIDEST = 60;
const rem = () => parseFloat(getComputedStyle(document.documentElement).fontSize);
const clamp = width => Math.max(NARROWEST, Math.min(WIDEST, Math.round(width)));

function widthOf(list, name) {
  const head = list.querySelector(`th[data-column="${CSS.escape(name)}"]`);
  return head ? head.getBoundingClientRect().width / rem() : 8;
}

document.addEventListener("click", event => {
  const button = event.target.closest?.("[data-column-move], [data-column-width]");
  if (!button) return;
  const item = button.closest("li"), box = item.querySelector("input");
  if (button.dataset.columnMove === "-1") item.previousElementSibling?.before(item);
  else if (button.dataset.columnMove === "1") item.nextElementSibling?.after(item);
  else {
    const [name, width] = box.value.split(":");
    box.checked = true;
    box.value = `${name}:${clamp((Number(width) || widthOf(button.closest(".list"), name)) + Number(button.dataset.columnWidth))}`;
  }
  button.focus();
});

// By keyboard: Alt with the arrows moves the column whose box has the focus.
document.addEventListener("keydown", event => {
  const item = event.altKey && event.target.closest?.(".columns-list li");
  if (!item || !["ArrowDown", "ArrowUp"].includes(event.key)) return;
  event.preventDefault();
  if (event.key === "ArrowUp") item.previousElementSibling?.before(item);
  else item.nextElementSibling?.after(item);
  event.target.focus();
});

// A chosen width makes the table wider than its place rather than its neighbours narrower.
const widen = () => document.querySelectorAll("table[data-wide]").forEach(table => { table.style.minInlineSize = `${table.dataset.wide}rem`; });
widen();
onSettled(widen);

// Dragging the edge of a head: the whole layout goes into the address, as the chooser would send it.
const EDGE = 6;
const near = (head, event) => Math.abs(head.getBoundingClientRect().right - event.clientX) <= EDGE;
const menuOf = head => head.closest(".list").querySelector(".columns-menu");
let drag = null;
document.addEventListener("pointermove", event => {
  if (drag) { drag.head.style.inlineSize = `${drag.width + event.clientX - drag.x}px`; return; }
  const head = event.target.closest?.(".list th[data-column]");
  head?.classList.toggle("resizing", near(head, event) && Boolean(menuOf(head)));
});
document.addEventListener("pointerdown", event => {
  const head = event.target.closest?.(".list th.resizing");
  if (!head || !near(head, event) || !menuOf(head)) return;
  event.preventDefault();
  drag = { head, x: event.clientX, width: head.getBoundingClientRect().width };
});
document.addEventListener("pointerup", async event => {
  if (!drag) return;
  const { head, x, width } = drag, menu = menuOf(head), later = menu.querySelector(".later");
  drag = null;
  if (later) await htmx.ajax("GET", later.href, { source: later, target: menu, swap: "innerHTML" });
  const form = menu.querySelector("form");
  const box = form.querySelector(`li[data-column="${CSS.escape(head.dataset.column)}"] input`);
  box.value = `${head.dataset.column}:${clamp((width + event.clientX - x) / rem())}`;
  form.requestSubmit();
});
