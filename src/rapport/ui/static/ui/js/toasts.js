// Short words after an action, with undo; z and Ctrl-Z take back the last one, wherever it was done.
import { last, remember, takeBack } from "./undo.js";
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
    if (undo) {
      remember({ text, undo });
      toast.dataset.takes = undo;
      toast.append(this.button(this.dataset.undo, () => this.undo({ text, undo }), "undo"));
    }
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

  undo(action) {
    this.querySelector(`[data-takes="${CSS.escape(action.undo)}"]`)?.remove();
    return takeBack(action);
  }
}
customElements.define("ui-toasts", Toasts);

const toasts = () => document.querySelector("ui-toasts");
document.addEventListener("toast", event => toasts()?.show(event.detail));
export const undoLast = () => { const action = last(); if (action) toasts()?.undo(action); };
document.addEventListener("keydown", event => {
  if (event.key.toLowerCase() !== "z" || event.shiftKey || event.altKey || writing(event.target) || document.querySelector("dialog[open]") || !last()) return;
  event.preventDefault();
  undoLast();
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
