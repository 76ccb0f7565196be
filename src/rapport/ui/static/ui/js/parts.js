// Small parts: tabs on a phone, drop zones, copy buttons, forms that send once.
class Tabs extends HTMLElement {
  connectedCallback() {
    this.buttons = [...this.querySelectorAll("[role=tab]")];
    this.addEventListener("click", event => { const tab = event.target.closest("[role=tab]"); if (tab) this.choose(tab); });
    this.addEventListener("keydown", event => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step || !event.target.matches("[role=tab]")) return;
      const tab = this.buttons.at((this.buttons.indexOf(event.target) + step) % this.buttons.length);
      this.choose(tab); tab.focus();
    });
    this.choose(this.buttons.find(tab => tab.getAttribute("aria-selected") === "true") ?? this.buttons[0]);
  }
  choose(chosen) {
    for (const tab of this.buttons) {
      const on = tab === chosen;
      tab.setAttribute("aria-selected", on);
      tab.tabIndex = on ? 0 : -1;
      document.getElementById(tab.getAttribute("aria-controls"))?.classList.toggle("tab-off", !on);
    }
  }
}
customElements.define("ui-tabs", Tabs);

class Drop extends HTMLElement {
  connectedCallback() {
    const zone = this.querySelector(".drop"), field = this.querySelector("input[type=file]"), name = this.querySelector(".drop-name");
    const show = () => { name.textContent = [...field.files].map(file => file.name).join(", "); };
    field.addEventListener("change", show);
    for (const kind of ["dragenter", "dragover"]) zone.addEventListener(kind, event => { event.preventDefault(); zone.classList.add("over"); });
    for (const kind of ["dragleave", "drop"]) zone.addEventListener(kind, event => { event.preventDefault(); zone.classList.remove("over"); });
    zone.addEventListener("drop", event => {
      field.files = event.dataTransfer.files; show();
      field.dispatchEvent(new Event("change", { bubbles: true }));
    });
  }
}
customElements.define("ui-drop", Drop);

document.addEventListener("click", async event => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  await navigator.clipboard.writeText(button.dataset.copy);
  button.classList.add("copied");
  document.dispatchEvent(new CustomEvent("toast", { detail: { text: button.dataset.copied, tone: "good" } }));
});
document.addEventListener("submit", event => {
  const form = event.target;
  if (form.method !== "post" || form.matches("[hx-post], [data-bulk], [method=dialog]")) return;
  if (!navigator.onLine) {                                               // the browser would leave the page, and what was typed
    event.preventDefault();
    document.dispatchEvent(new CustomEvent("toast", { detail: { text: document.body.dataset.lost, tone: "bad" } }));
    return;
  }
  if (form.dataset.sent) { event.preventDefault(); return; }
  form.dataset.sent = "1";
  setTimeout(() => { delete form.dataset.sent; }, 3000);                 // the way back by the browser's arrow
});
