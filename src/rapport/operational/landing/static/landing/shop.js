/* The page that stands for a shop's: its two buttons are what a shop's own question for consent would be. */
(() => {
  "use strict";
  const box = document.getElementById("shop-consent"), said = document.getElementById("shop-agreed");
  if (!box) return;
  box.addEventListener("click", event => {
    const button = event.target.closest("[data-agree]");
    if (!button || !window.rapport) return;
    window.rapport("consent", button.dataset.agree === "yes");
    said.textContent = button.textContent;
  });
})();
