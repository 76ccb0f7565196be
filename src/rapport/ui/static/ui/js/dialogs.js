// Dialogs fetched into #dialog open themselves; menus close after a choice.
document.addEventListener("htmx:afterSwap", event => {
  const dialog = event.detail.target;
  if (dialog?.id !== "dialog") return;
  if (dialog.childElementCount && !dialog.open) {
    const title = dialog.querySelector("h2");
    if (title) dialog.setAttribute("aria-label", title.textContent);
    dialog.showModal();
    if (!dialog.querySelector("[autofocus]")) dialog.querySelector("form :is(input:not([type=hidden]), select, textarea)")?.focus();
  }
});
document.addEventListener("close-dialog", () => document.getElementById("dialog")?.close());
document.addEventListener("click", event => {
  const opener = event.target.closest("[data-open-dialog]");
  if (opener) document.getElementById(opener.dataset.openDialog)?.showModal();
  if (event.target.closest("[data-close-dialog]")) event.target.closest("dialog")?.close();
  if (event.target.matches("dialog")) event.target.close();            // the backdrop
  if (event.target.closest(".menu-item:not(.later)")) event.target.closest("[popover]")?.hidePopover();
});
document.getElementById("dialog")?.addEventListener("close", event => event.target.replaceChildren());

// Arrow keys walk a menu; whoever opened it by keyboard stands on its first line, once it is there.
const ITEMS = ".menu-item:not(.later)";
const enter = menu => {
  const items = [...menu.querySelectorAll(ITEMS)], { to } = menu.dataset;
  if (!items.length) return;
  if (to) items.at(to).focus();                                          // an arrow pressed before they were there
  else if (!menu.contains(document.activeElement) && document.activeElement?.matches(":focus-visible")) items[0].focus();
  delete menu.dataset.to;
};
// What a menu holds is asked for when it opens; the link that stood for it asks again where the answer was lost.
const draw = later => { if (later && !later.classList.contains("htmx-request")) htmx.ajax("GET", later.getAttribute("href"), { source: later, target: later.closest("[popover]"), swap: "innerHTML" }); };
document.addEventListener("beforetoggle", event => { if (event.newState === "open") draw(event.target.querySelector?.(":scope > .later")); }, true);
document.addEventListener("click", event => {
  const later = event.target.closest?.("[popover] > .later");
  if (later && !event.ctrlKey && !event.metaKey) { event.preventDefault(); draw(later); }
});
document.addEventListener("htmx:afterSwap", event => { if (event.detail.target?.matches?.(".menu:popover-open")) enter(event.detail.target); });
document.addEventListener("keydown", event => {
  if (!["ArrowDown", "ArrowUp"].includes(event.key)) return;
  const opener = event.target.closest?.("[popovertarget]");
  const menu = event.target.closest?.(".menu") ?? (opener && document.querySelector(`.menu#${opener.getAttribute("popovertarget")}:popover-open`));
  if (!menu) return;
  const items = [...menu.querySelectorAll(ITEMS)];
  const here = items.indexOf(document.activeElement), down = event.key === "ArrowDown";
  if (!items.length) menu.dataset.to = down ? 0 : -1;
  else items.at(here < 0 && !down ? -1 : (here + (down ? 1 : -1)) % items.length)?.focus();
  event.preventDefault();
});
document.addEventListener("toggle", event => {
  if (event.newState !== "open" || !event.target.matches?.(".menu")) return;
  enter(event.target);
  if (CSS.supports("position-area", "block-end")) return;               // older browsers: place it by hand
  const opener = document.querySelector(`[popovertarget="${event.target.id}"]`)?.getBoundingClientRect();
  if (!opener) return;
  const left = Math.min(opener.left, innerWidth - event.target.offsetWidth - 8);
  event.target.style.setProperty("position", "fixed");
  event.target.style.setProperty("left", `${Math.max(8, left)}px`);
  event.target.style.setProperty("top", `${opener.bottom}px`);
}, true);
