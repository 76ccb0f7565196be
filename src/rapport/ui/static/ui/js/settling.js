// htmx tells of each element it put in: a part of fifty rows would do the same work fifty times.
export function onSettled(work) {
  let due = false;
  document.addEventListener("htmx:afterSettle", () => {
    if (due) return;
    due = true;
    queueMicrotask(() => { due = false; work(); });
  });
}
