// The keys that work everywhere: g and a letter goes, a letter beside a button presses it.
import { writing } from "./writing.js";

let going = 0;
document.addEventListener("keydown", event => {
  if (event.ctrlKey || event.metaKey || event.altKey || writing(event.target) || document.querySelector("dialog[open]")) return;
  if (going && Date.now() - going < 1200) {
    going = 0;
    const target = document.querySelector(`[data-go="${CSS.escape(event.key)}"]`);
    if (target) { event.preventDefault(); target.click(); }
    return;
  }
  if (event.key === "g") going = Date.now();
  else {
    const target = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (!target) return;
    event.preventDefault();
    if (target.matches("input")) { target.focus(); target.select(); } else target.click();
  }
});
document.addEventListener("keydown", event => {
  if (event.key === "Escape" && writing(event.target) && event.target.type === "search") event.target.blur();
});

// Where one is stands in sight, however many rooms there are: on arriving, and when a phone opens the bar.
const side = document.getElementById("side");
const showPlace = () => side?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
addEventListener("load", showPlace);
side?.addEventListener("toggle", showPlace);

// A part of the side bar stays on the next page as it was left, unless it holds that page.
function keepAsLeft(part) {
  const name = `open-${part.dataset.kept}`;
  const left = localStorage.getItem(name);
  if (left && !part.querySelector("[aria-current]")) part.open = left === "1";
  part.querySelector("summary").addEventListener("click", () => localStorage.setItem(name, part.open ? "0" : "1"));
}
document.querySelectorAll("details[data-kept]:not([hx-get])").forEach(keepAsLeft);
addEventListener("load", () => document.querySelectorAll("details[data-kept][hx-get]").forEach(keepAsLeft));
