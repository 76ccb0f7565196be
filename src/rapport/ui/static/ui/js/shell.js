// Theme, density, and the keys that work everywhere.
import { writing } from "./writing.js";
const year = 31536000;
const keep = (name, value) => { document.cookie = `${name}=${value}; path=/; max-age=${year}; samesite=lax`; };
const root = document.documentElement;
const next = { system: "light", light: "dark", dark: "system" };

document.addEventListener("click", event => {
  if (event.target.closest("[data-theme-switch]")) {
    root.dataset.theme = next[root.dataset.theme] ?? "system";
    keep("theme", root.dataset.theme);
  }
  if (event.target.closest("[data-density-switch]")) {
    root.dataset.density = root.dataset.density === "compact" ? "comfortable" : "compact";
    keep("density", root.dataset.density);
  }
});


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
  else if (event.key === "/") {
    const box = document.getElementById("search") ?? document.querySelector("[type=search]");
    if (box) { event.preventDefault(); box.focus(); box.select(); }
  } else if (event.key === "?") document.getElementById("keys")?.showModal();
  else {
    const target = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (target) { event.preventDefault(); target.click(); }
  }
});
document.addEventListener("keydown", event => {
  if (event.key === "Escape" && writing(event.target) && event.target.type === "search") event.target.blur();
});
