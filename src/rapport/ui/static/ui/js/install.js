// The product can be installed: its worker shows a page where there is no connection.
const { worker } = document.body.dataset;
if (worker && "serviceWorker" in navigator) {
  addEventListener("load", () => navigator.serviceWorker.register(worker, { scope: "/" }).catch(() => {}));
}
