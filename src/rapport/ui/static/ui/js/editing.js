// Inline editing: double click or e opens a cell, Enter saves, Escape leaves, leaving the field saves what changed.
const addressOf = cell => `${cell.closest(".list").dataset.path}/${cell.closest("tr").dataset.id}/cells/${cell.dataset.edit}`;
const open = cell => htmx.ajax("GET", addressOf(cell), { target: cell, swap: "outerHTML" });

document.addEventListener("dblclick", event => { const cell = event.target.closest?.("td[data-edit]"); if (cell) open(cell); });
document.addEventListener("edit", event => { const cell = event.target.closest?.("td[data-edit]"); if (cell) open(cell); });

// After a cell is written or left the row has the keyboard again; Tab goes on to the next cell that may be edited.
let following = null;
document.addEventListener("htmx:afterSwap", event => {
  const cell = event.detail.target?.matches?.("td, tr[data-id]");         // rows that came are no cell that was written
  const row = cell && (event.target.closest?.("tr[data-id]") ?? event.detail.target.closest("tr[data-id]"));
  if (!row || row.querySelector("td.editing")) return;
  row.focus({ preventScroll: true });
  const name = following; following = null;
  const next = name && row.querySelector(`td[data-edit="${CSS.escape(name)}"]`);
  if (next) open(next);
});
document.addEventListener("keydown", event => {
  const cell = event.target.closest?.("td.editing");
  if (event.key !== "Tab" || !cell) return;
  const cells = [...cell.closest("tr").querySelectorAll("td[data-edit], td.editing")];
  const next = cells[cells.indexOf(cell) + (event.shiftKey ? -1 : 1)];
  if (!next) return;
  event.preventDefault();
  following = next.dataset.edit;
  cell.querySelector("form").requestSubmit();
});

document.addEventListener("htmx:afterSettle", event => {
  const field = event.target.closest?.(".editing")?.querySelector("input:not([type=hidden]), select, textarea")
    ?? event.target.querySelector?.(".editing input:not([type=hidden]), .editing select, .editing textarea");
  if (!field) return;
  field.focus();
  field.select?.();
});

document.addEventListener("keydown", event => {
  const form = event.target.closest?.(".editing form");
  if (!form) return;
  if (event.key === "Escape") {
    event.preventDefault(); event.stopPropagation();
    form.querySelector("[data-cancel]")?.click();
  } else if (event.key === "Enter" && event.target.matches("textarea") && (event.ctrlKey || event.metaKey)) {
    form.requestSubmit();
  }
}, true);

document.addEventListener("change", event => {
  const form = event.target.closest?.(".editing form[data-save-on-change]");
  if (form && event.target.matches("select")) form.requestSubmit();
});
