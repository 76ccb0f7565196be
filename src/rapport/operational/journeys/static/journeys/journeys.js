// Drawing a journey: steps are dragged onto a plus, arrow keys go from step to step, Delete removes one.
const board = document.getElementById("journey-board");
const steps = () => [...board.querySelectorAll(".journey-open, .journey-plus")];
const send = (address, values) => htmx.ajax("POST", address, { target: board, swap: "innerHTML", values });
let carried = "", back = "";
board.querySelector("[aria-current=step]")?.scrollIntoView({ block: "nearest", inline: "nearest" });

board.addEventListener("dragstart", event => {
  const step = event.target.closest?.(".journey-step[draggable]");
  if (!step) return;
  carried = step.dataset.id;
  event.dataTransfer.setData("text/plain", carried);
  event.dataTransfer.effectAllowed = "move";
});
board.addEventListener("dragover", event => {
  const plus = event.target.closest?.(".journey-plus");
  for (const one of board.querySelectorAll(".journey-plus.over")) one.classList.toggle("over", one === plus);
  if (!plus || !carried) return;
  plus.classList.add("over");
  event.preventDefault();
});
board.addEventListener("drop", event => {
  const plus = event.target.closest?.(".journey-plus");
  if (!plus || !carried) return;
  event.preventDefault();
  send(board.dataset.move, { step: carried, place: plus.dataset.place });
});
board.addEventListener("dragend", () => { carried = ""; });

// The nearest in the direction of the arrow: further to the side counts twice.
function nearest(from, key) {
  const at = from.getBoundingClientRect(), across = key === "ArrowLeft" || key === "ArrowRight", sign = key === "ArrowDown" || key === "ArrowRight" ? 1 : -1;
  let best = null, least = Infinity;
  for (const one of steps()) {
    const box = one.getBoundingClientRect();
    const x = box.x + box.width / 2 - at.x - at.width / 2, y = box.y + box.height / 2 - at.y - at.height / 2;
    const ahead = sign * (across ? x : y), aside = Math.abs(across ? y : x);
    if (one !== from && ahead > 4 && ahead + 2 * aside < least) { least = ahead + 2 * aside; best = one; }
  }
  return best;
}
board.addEventListener("keydown", event => {
  const here = event.target.closest?.(".journey-open, .journey-plus");
  if (!here) return;
  if (event.key.startsWith("Arrow")) {
    event.preventDefault();
    nearest(here, event.key)?.focus();
  } else if ((event.key === "Delete" || event.key === "Backspace") && here.closest("[draggable]")) {
    event.preventDefault();
    send(board.dataset.remove, { step: here.closest("[draggable]").dataset.id });
  } else if (event.key === "z" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    board.querySelector("[data-undo]:not(:disabled)")?.click();
  }
});
// What is chosen is marked, and a change of the picture leaves the keyboard where it was.
board.addEventListener("click", event => {
  const step = event.target.closest?.(".journey-open");
  if (!step) return;
  for (const one of board.querySelectorAll("[aria-current=step]")) one.removeAttribute("aria-current");
  step.setAttribute("aria-current", "step");
});
board.addEventListener("htmx:beforeSwap", event => { if (event.detail.target === board) back = document.activeElement?.id ?? ""; });
board.addEventListener("htmx:afterSwap", event => {
  const panel = document.getElementById("journey-panel");
  if (event.detail.target === board) {
    const there = board.querySelector("[aria-current=step]") ?? (back ? document.getElementById(back) : null) ?? board.querySelector(".journey-open");
    there?.focus({ preventScroll: false });
  } else if (event.detail.target === panel) panel.querySelector("input:not([type=hidden]), select, textarea, .journey-kinds button")?.focus();
});
