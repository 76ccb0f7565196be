// A chart is first a still picture made by the server; the first touch makes it live.
let loading = null;
function loadBundle(address) {
  loading ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = address; script.onload = resolve; script.onerror = reject;
    document.head.append(script);
  });
  return loading;
}

class Chart extends HTMLElement {
  connectedCallback() {
    if (!this.dataset.bundle) return;
    const wake = () => this.wake();
    for (const kind of ["pointerenter", "focusin", "touchstart"]) this.addEventListener(kind, wake, { once: true, passive: true });
  }
  disconnectedCallback() { this.view?.view?.finalize(); }
  async wake() {
    if (this.dataset.live) return;
    this.dataset.live = "loading";
    await loadBundle(this.dataset.bundle);
    const spec = JSON.parse(document.getElementById(this.dataset.spec).textContent);
    const place = document.createElement("div");
    if (spec.width) spec.width = Math.max(120, Math.round(this.getBoundingClientRect().width));
    this.view = await window.drawChart(place, spec);
    this.replaceChildren(place);
    this.dataset.live = "yes";
  }
}
customElements.define("ui-chart", Chart);

// A chart is saved as a file by the specification its page holds already.
document.addEventListener("submit", event => {
  const form = event.target.closest("form[data-spec]");
  if (form) form.elements.spec.value = document.getElementById(form.dataset.spec).textContent;
});
