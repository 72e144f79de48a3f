// The button that opens the browser's own print window; without script one uses the menu of the browser.
document.querySelectorAll("[data-print]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
});
