// "Scherm verbergen": cover at once, then lock the session on the server, in all tabs.
const others = new BroadcastChannel("privacyscherm");

const cover = () => {
  document.title = "Vergrendeld - Casusportaal";
  document.body.inert = true;
  document.body.classList.add("z-bedekt");
};

document.querySelectorAll("form[data-privacy-screen]").forEach((form) =>
  form.addEventListener("submit", () => {
    document.querySelectorAll("form[data-unsaved]").forEach((other) => (other.dataset.dirty = "no"));
    others.postMessage("cover");
    cover();
  }),
);

others.addEventListener("message", () => {
  cover();
  location.reload();
});
