// A board: cards go to another lane by mouse, or by Alt and an arrow; the server decides and draws it anew.
class Board extends HTMLElement {
  connectedCallback() {
    if (!this.dataset.move) return;
    this.addEventListener("dragstart", event => {
      this.held = event.target.closest("[data-id]");
      event.dataTransfer.setData("text/plain", this.held.dataset.id);
      event.dataTransfer.effectAllowed = "move";
    });
    this.addEventListener("dragend", () => { this.held = null; this.over(null); });
    this.addEventListener("dragover", event => {
      const lane = event.target.closest("[data-lane]");
      if (this.held && lane) { event.preventDefault(); this.over(lane); }
    });
    this.addEventListener("drop", event => {
      event.preventDefault();
      this.move(this.held, event.target.closest("[data-lane]"));
    });
    this.addEventListener("keydown", event => {
      const step = { ArrowRight: "nextElementSibling", ArrowLeft: "previousElementSibling" }[event.key];
      const card = event.target.closest("[data-id]");
      if (!event.altKey || !step || !card) return;
      event.preventDefault();
      this.move(card, card.closest("[data-lane]")[step]);
    });
  }
  over(lane) {
    for (const one of this.querySelectorAll("[data-lane]")) one.classList.toggle("over", one === lane);
  }
  move(card, lane) {
    if (!card || !lane?.matches("[data-lane]") || lane.contains(card)) return;
    const values = { id: card.dataset.id, lane: lane.dataset.lane, query: this.dataset.query };
    htmx.ajax("POST", this.dataset.move, { source: this, swap: "none", values });
  }
}
customElements.define("ui-board", Board);
