// Short words after an action, with undo; z takes back the last one.
import { writing } from "./writing.js";

const STAY = 7000;

class Toasts extends HTMLElement {
  connectedCallback() {
    for (const waiting of this.querySelectorAll("[data-toast]")) {
      let extra = {};
      try { extra = JSON.parse(waiting.dataset.toast); } catch { extra = { tone: waiting.dataset.tone === "error" ? "bad" : "good" }; }
      waiting.remove();
      this.show({ text: waiting.textContent, ...extra });
    }
  }

  show({ text, tone = "good", undo = "", href = "" }) {
    const toast = document.createElement("div");
    toast.className = "toast";
    toast.dataset.tone = tone;
    const words = document.createElement("span");
    words.textContent = text;
    toast.append(words);
    if (href) { const link = document.createElement("a"); link.href = href; link.textContent = this.dataset.open; toast.append(link); }
    if (undo) toast.append(this.button(this.dataset.undo, () => this.undo(toast, undo), "undo"));
    const close = this.button("×", () => toast.remove(), "close");
    close.setAttribute("aria-label", this.dataset.close);
    toast.append(close);
    this.append(toast);
    if (tone !== "bad") this.leave(toast);
  }

  leave(toast) {
    let timer = setTimeout(() => toast.remove(), STAY);
    toast.addEventListener("pointerenter", () => clearTimeout(timer));
    toast.addEventListener("focusin", () => clearTimeout(timer));
    toast.addEventListener("pointerleave", () => { timer = setTimeout(() => toast.remove(), STAY / 2); });
  }

  button(text, act, name) {
    const button = document.createElement("button");
    button.type = "button"; button.className = name; button.textContent = text;
    button.addEventListener("click", act);
    return button;
  }

  undo(toast, address) {
    toast.remove();
    htmx.ajax("POST", address, { target: document.body, swap: "none" }).then(() => document.body.dispatchEvent(new Event("undone")));
  }
}
customElements.define("ui-toasts", Toasts);

const toasts = () => document.querySelector("ui-toasts");
document.addEventListener("toast", event => toasts()?.show(event.detail));
document.addEventListener("keydown", event => {
  if (event.key !== "z" || event.ctrlKey || event.metaKey || writing(event.target)) return;
  [...document.querySelectorAll(".toast .undo")].at(-1)?.click();
});

// A refusal in plain words belongs into a toast, never into the place of what was edited.
document.addEventListener("htmx:beforeSwap", event => {
  const { xhr } = event.detail;
  if (xhr.status < 400 || !xhr.getResponseHeader("Content-Type")?.startsWith("text/plain")) return;
  event.detail.shouldSwap = false;
  event.detail.isError = true;
});

const say = name => document.body.dataset[name] ?? "";
document.addEventListener("htmx:sendError", () => toasts()?.show({ text: say("lost"), tone: "bad" }));
document.addEventListener("htmx:timeout", () => toasts()?.show({ text: say("lost"), tone: "bad" }));
document.addEventListener("htmx:responseError", event => {
  const { xhr } = event.detail;
  let text = xhr.status === 401 ? say("signedOut") : xhr.status >= 500 ? say("lost") : say("refused");
  if (xhr.getResponseHeader("Content-Type")?.startsWith("text/plain") && xhr.responseText) text = xhr.responseText.slice(0, 300);
  toasts()?.show({ text, tone: "bad" });
});
