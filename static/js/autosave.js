// Sends what is typed to the draft of the form: after twenty quiet seconds, on leaving a field or the page.
// Says it out loud the first time and on failure only. Drafts live on the server; the browser keeps nothing.
const QUIET = 20000;

const say = (form, text, failed) => {
  const line = form.querySelector("[data-autosave-status]");
  const first = !line.textContent;
  line.setAttribute("aria-live", first || failed ? "polite" : "off");
  line.classList.toggle("z-opslag--mislukt", failed);
  line.textContent = text;
};

// Files are left out: they are sent once, with the form itself.
const typed = (form) => new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === "string"));

// One at a time per form: each save carries the version that the one before it made.
const underWay = new Map();

const finished = async (form) => {
  while (underWay.has(form)) await underWay.get(form);
};

const save = async (form) => {
  await finished(form);
  if (form.dataset.dirty !== "yes") return;
  underWay.set(form, send(form).finally(() => underWay.delete(form)));
};

const send = async (form) => {
  form.dataset.dirty = "saving";
  try {
    const answer = await fetch(form.dataset.autosave, { method: "POST", body: typed(form) });
    if (answer.status === 409) {
      form.dataset.dirty = "yes";
      say(form, "Iemand anders wijzigde dit ook. Bewaar zelf: dan ziet u beide teksten", true);
      return;
    }
    if (!answer.ok) throw new Error(String(answer.status));
    const version = answer.headers.get("X-Versie");
    if (version) form.elements.versie.value = version;
    if (form.dataset.dirty === "saving") form.dataset.dirty = "no";
    const at = new Date().toLocaleTimeString("nl-NL", { hour: "2-digit", minute: "2-digit" });
    say(form, `Concept bewaard om ${at}`, false);
  } catch {
    form.dataset.dirty = "yes";
    say(form, "Concept nog niet bewaard", true);
  }
};

document.querySelectorAll("form[data-autosave]").forEach((form) => {
  let timer;
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => save(form), QUIET);
  });
  form.addEventListener("focusout", () => save(form));
  form.addEventListener("submit", async (event) => {
    if (!underWay.has(form)) return;
    event.preventDefault();
    await finished(form);
    form.requestSubmit(event.submitter);
  });
  document.addEventListener("visibilitychange", () => document.hidden && save(form));
});
