// Asks before leaving a form with changes that are not on the server yet. Bound to the document: a form may come later.
const mark = (state) => (event) => {
  const form = event.target.closest("form[data-unsaved]");
  if (form) form.dataset.dirty = state;
};
document.addEventListener("input", mark("yes"));
document.addEventListener("submit", mark("no"));

window.addEventListener("beforeunload", (event) => {
  const open = ["yes", "saving"];
  const unsaved = [...document.querySelectorAll("form[data-unsaved]")].some((form) => open.includes(form.dataset.dirty));
  if (unsaved) event.preventDefault();
});
