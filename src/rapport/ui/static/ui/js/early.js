// Ctrl-K opens the palette before the other scripts are there: what is typed stands in its field when they come.
(() => {
  const open = () => {
    const palette = document.getElementById("palette");
    if (!palette || document.querySelector("dialog[open]")) return;
    palette.showModal();
    palette.querySelector("[role=combobox]").focus();
    document.dispatchEvent(new Event("palette"));
  };
  addEventListener("keydown", event => {
    if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    event.preventDefault();
    const palette = document.getElementById("palette");
    if (palette?.open) palette.close();
    else if (palette || document.readyState !== "loading") open();
    else addEventListener("DOMContentLoaded", open, { once: true });
  });
})();
