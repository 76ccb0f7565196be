// Cards that are carried to another place (a lane, a day): by mouse, by a finger that rests on them first, by Alt
// and an arrow, or from the menu of places. The server decides and draws it anew.
const REST = 350, SLIP = 8, EDGE = 44, PACE = 14;

class Carry extends HTMLElement {
  connectedCallback() {
    if (!this.dataset.move) return;
    this.menu = this.querySelector("[data-places]");
    this.addEventListener("pointerdown", event => this.touch(event));
    this.addEventListener("dragstart", event => event.preventDefault());
    this.addEventListener("keydown", event => this.step(event));
    this.addEventListener("click", event => this.choose(event));
    this.addEventListener("submit", event => { event.preventDefault(); this.move(this.chosen, new FormData(event.target).get("to")); });
    this.addEventListener("contextmenu", event => { if (this.held) event.preventDefault(); });
    this.addEventListener("touchmove", event => { if (this.ghost) event.preventDefault(); }, { passive: false });
  }
  disconnectedCallback() { this.drop(); }

  touch(event) {
    const card = event.target.closest("[data-id]");
    if (!card || event.button || this.held || event.target.closest("button, [data-places]")) return;
    this.held = { card, id: event.pointerId, x: event.clientX, y: event.clientY };
    this.aborted = new AbortController();
    const hear = (name, act) => addEventListener(name, one => { if (one.pointerId === this.held?.id) act(one); }, { signal: this.aborted.signal });
    const finger = event.pointerType !== "mouse";
    hear("pointermove", one => {
      const slipped = Math.hypot(one.clientX - this.held.x, one.clientY - this.held.y) > SLIP;
      if (this.ghost) this.follow(one);
      else if (slipped && finger) this.drop();
      else if (slipped) this.lift(one);
    });
    hear("pointerup", one => { const place = this.ghost && this.placeAt(one); const held = this.held; this.drop(); if (place) this.move(held.card, place.dataset.place); });
    hear("pointercancel", () => this.drop());
    addEventListener("keydown", one => { if (one.key === "Escape" && this.ghost) { one.preventDefault(); this.drop(); } }, { signal: this.aborted.signal });
    if (finger) this.held.timer = setTimeout(() => { navigator.vibrate?.(10); this.lift(event); }, REST);
  }
  lift(event) {
    const { card } = this.held, box = card.getBoundingClientRect();
    this.ghost = card.cloneNode(true);
    this.ghost.className = "carried";
    this.ghost.style.inlineSize = `${box.width}px`;
    this.ghost.setAttribute("aria-hidden", "true");
    document.body.append(this.ghost);
    card.classList.add("lifted");
    addEventListener("click", one => { one.preventDefault(); one.stopPropagation(); }, { capture: true, signal: this.aborted.signal });
    this.follow(event);
    this.glide();
  }
  follow(event) {
    this.at = event;
    this.ghost.style.translate = `${event.clientX - 24}px ${event.clientY - 16}px`;
    this.over(this.placeAt(event));
  }
  glide() {
    if (!this.ghost) return;
    const box = this.getBoundingClientRect(), { clientX: x, clientY: y } = this.at;
    const pull = (at, low, high) => (at > high - EDGE ? PACE : at < low + EDGE ? -PACE : 0);
    this.scrollBy(pull(x, box.left, box.right), pull(y, box.top, box.bottom));
    this.over(this.placeAt(this.at));
    requestAnimationFrame(() => this.glide());
  }
  drop() {
    clearTimeout(this.held?.timer);
    this.held?.card.classList.remove("lifted");
    this.ghost?.remove();
    const aborted = this.aborted;
    setTimeout(() => aborted?.abort());                       // the click that ends a carrying still has to be caught
    this.held = this.ghost = this.aborted = null;
    this.over(null);
  }
  placeAt(event) {
    const place = document.elementFromPoint(event.clientX, event.clientY)?.closest("[data-place]");
    return place && this.contains(place) ? place : null;
  }
  over(place) { for (const one of this.querySelectorAll("[data-place]")) one.classList.toggle("over", one === place); }

  step(event) {
    const across = Number(this.dataset.across ?? 0), card = event.target.closest("[data-id]");
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: across, ArrowUp: -across }[event.key];
    if (!event.altKey || !step || !card) return;
    event.preventDefault();
    const places = [...this.querySelectorAll("[data-place]")];
    const place = places[places.indexOf(card.closest("[data-place]")) + step];
    if (place) this.move(card, place.dataset.place);
  }
  choose(event) {
    const opener = event.target.closest("[data-carry]"), place = event.target.closest("button[data-to]");
    if (opener) {
      this.chosen = opener.closest("[data-id]");
      this.menu.showPopover({ source: opener });
      this.menu.querySelector("button, input")?.focus();
    } else if (place) this.move(this.chosen, place.dataset.to);
  }
  move(card, to) {
    if (this.menu?.matches(":popover-open")) this.menu.hidePopover();
    if (!card || to == null || card.closest("[data-place]")?.dataset.place === to) return;
    const values = { id: card.dataset.id, to, query: this.dataset.query };
    htmx.ajax("POST", this.dataset.move, { source: this, swap: "none", values });
  }
}
customElements.define("ui-carry", Carry);
