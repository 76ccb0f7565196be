// Inline editing: double click or e opens a cell, Enter saves, Escape leaves, leaving the field saves what changed.
const open = cell => htmx.ajax("GET", cell.dataset.edit, { target: cell, swap: "outerHTML" });

document.addEventListener("dblclick", event => { const cell = event.target.closest?.("td[data-edit]"); if (cell) open(cell); });
document.addEventListener("edit", event => { const cell = event.target.closest?.("td[data-edit]"); if (cell) open(cell); });

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
