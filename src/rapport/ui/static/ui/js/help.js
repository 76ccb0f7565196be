// The keyboard map tells what is on this page too, written from the page when it is opened.
const dialog = document.getElementById("dialog");
const said = button => button.dataset.act || button.getAttribute("aria-label") || [...button.childNodes].filter(node => !node.matches?.("kbd")).map(node => node.textContent).join(" ").trim() || button.placeholder;

function line(key, text) {
  const row = document.createElement("div"), term = document.createElement("dt"), cap = document.createElement("kbd"), words = document.createElement("dd");
  cap.textContent = key; words.textContent = text;
  term.append(cap); row.append(term, words);
  return row;
}

function jump(title) {
  const item = document.createElement("li"), button = document.createElement("button");
  button.type = "button"; button.className = "menu-item"; button.textContent = title.textContent.trim();
  button.addEventListener("click", () => {
    dialog.close();
    title.tabIndex = -1;
    title.scrollIntoView({ block: "start" });
    title.focus();
  });
  item.append(button);
  return item;
}

document.addEventListener("htmx:afterSwap", event => {
  const here = dialog?.querySelector("[data-keys-here]"), parts = dialog?.querySelector("[data-parts-here]");
  if (event.detail.target !== dialog || !here) return;
  const keys = new Map();
  for (const button of document.querySelectorAll("[data-key]")) if (!keys.has(button.dataset.key)) keys.set(button.dataset.key, button);
  for (const [key, button] of keys) if (button.closest("main")) keys.set(key, said(button)); else keys.delete(key);   // the first one has the key
  here.replaceChildren(...[...keys].map(([key, text]) => line(key, text)));
  here.closest("section").hidden = !keys.size;
  const titles = [...document.querySelectorAll("main h2:not(.empty h2)")].filter(title => title.checkVisibility?.() ?? true);
  parts.replaceChildren(...titles.map(jump));
  parts.closest("section").hidden = !titles.length;
});
