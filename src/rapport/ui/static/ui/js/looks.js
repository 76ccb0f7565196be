// Theme and density: at once in this page, in a cookie for whoever is not signed in, with the member otherwise.
import { post } from "./sending.js";
const year = 31536000, root = document.documentElement;
const next = { system: "light", light: "dark", dark: "system", compact: "comfortable", comfortable: "compact" };

export function setLook(what, value) {
  root.dataset[what] = value;
  document.cookie = `${what}=${value}; path=/; max-age=${year}; samesite=lax`;
  const { looks, who } = document.body.dataset;
  if (who) post(looks, { [what]: value });
}

document.addEventListener("click", event => {
  const what = event.target.closest("[data-look]")?.dataset.look;
  if (what) setLook(what, next[root.dataset[what]] ?? next.system);
});
