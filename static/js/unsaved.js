// Asks before leaving a form with changes that are not on the server yet.
document.querySelectorAll("form[data-unsaved]").forEach((form) => {
  form.addEventListener("input", () => (form.dataset.dirty = "yes"));
  form.addEventListener("submit", () => (form.dataset.dirty = "no"));
});

window.addEventListener("beforeunload", (event) => {
  const open = ["yes", "saving"];
  const unsaved = [...document.querySelectorAll("form[data-unsaved]")].some((form) => open.includes(form.dataset.dirty));
  if (unsaved) event.preventDefault();
});
