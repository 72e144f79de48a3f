// "Scherm verbergen": cover at once, then lock the session on the server, in all tabs. What was typed goes along and is kept there.
const others = new BroadcastChannel("privacyscherm");
const hider = document.querySelector("form[data-privacy-screen]");

const cover = () => {
  document.title = "Vergrendeld - Casusportaal";
  document.body.inert = true;
  document.body.classList.add("z-bedekt");
};

const unsent = () =>
  [...document.querySelectorAll("form[data-unsaved]")].find((form) => ["yes", "saving"].includes(form.dataset.dirty));

const add = (name, value) => {
  const field = Object.assign(document.createElement("input"), { type: "hidden", name, value });
  hider.append(field);
};

const bringAlong = (form) => {
  const typed = [...new FormData(form)].filter(([, value]) => typeof value === "string");
  const target = new URL(form.action || location.href, location.href);
  add("adres", target.pathname + target.search);
  add("invulling", new URLSearchParams(typed).toString());
};

// A draft that is on its way to the server arrives first: it makes the version that the kept text goes on from.
const settled = async (form) => {
  for (let tries = 0; form.dataset.dirty === "saving" && tries < 20; tries += 1) await new Promise((go) => setTimeout(go, 100));
};

const hide = async (form) => {
  await settled(form);
  const left = unsent();
  if (left) bringAlong(left);
  document.querySelectorAll("form[data-unsaved]").forEach((other) => (other.dataset.dirty = "no"));
  hider.submit();
};

hider?.addEventListener("submit", (event) => {
  const form = unsent();
  if (!hider.dataset.follows) others.postMessage("cover");
  cover();
  if (!form) return;
  event.preventDefault();
  hide(form);
});

others.addEventListener("message", () => {
  if (!hider || !unsent()) {
    cover();
    location.reload();
    return;
  }
  hider.dataset.follows = "yes";
  hider.requestSubmit();
});

// A page that the browser kept whole shows nothing before the server was asked again (S16).
window.addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  cover();
  location.reload();
});
