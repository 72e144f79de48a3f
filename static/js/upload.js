// A form with files is sent with a bar that says how far it is, and a way to stop. The server gets and answers the same.
// Where the connection is lost, everything stays in the form.
const STEP = 0.25; // a screen reader hears every quarter

const megabytes = (bytes) => (bytes / 1e6).toLocaleString("nl-NL", { minimumFractionDigits: 1, maximumFractionDigits: 1 });

const part = (form, name) => form.querySelector(`[data-upload-${name}]`);

const say = (text) => (document.getElementById("melding").textContent = text);

// The bar in the place of the buttons; what is on its way can not be changed.
const lock = (form, isLocked) => {
  const under = part(form, "busy");
  for (const piece of form.children) if (piece !== under) piece.inert = isLocked;
  under.hidden = !isLocked;
  part(form, "stop").hidden = false;
};

const moved = (form, { loaded, total }, told) => {
  const text = `${megabytes(loaded)} van ${megabytes(total)} MB verstuurd`;
  part(form, "bar").value = loaded / total;
  part(form, "text").textContent = text;
  const quarter = Math.floor(loaded / total / STEP);
  if (quarter > told.quarter) say(text);
  told.quarter = Math.max(quarter, told.quarter);
};

// All of it is on the server: to stop now would not undo it.
const arrived = (form, told) => {
  told.arrived = true;
  part(form, "text").textContent = "Alles is verstuurd. Wacht op antwoord";
  say(part(form, "text").textContent);
  part(form, "text").focus();
  part(form, "stop").hidden = true;
};

const failed = (form, words) => {
  lock(form, false);
  say("");
  part(form, "failed").hidden = false;
  part(form, "why").textContent = words;
  part(form, "failed").focus();
};

// The page that the server gave, as a browser shows it: its main part, or all of it where it is no page of ours.
const show = (html) => {
  const page = new DOMParser().parseFromString(html, "text/html");
  const [now, next] = [document.querySelector("main"), page.querySelector("main")];
  document.title = page.title;
  if (!now || !next) return document.body.replaceWith(page.body);
  now.replaceWith(next);
  window.htmx?.process(next);
  window.scrollTo(0, 0);
  next.focus({ preventScroll: true });
  document.dispatchEvent(new CustomEvent("htmx:afterSettle", { detail: { target: next } }));
};

const answered = (form, request) => {
  form.dataset.dirty = "no";
  const place = request.getResponseHeader("HX-Redirect");
  if (place) location.assign(place);
  else show(request.responseText);
};

const KEPT = "Uw bestanden en uw tekst staan nog in het formulier.";
const lost = (told) =>
  told.arrived
    ? `De verbinding viel weg voordat er antwoord kwam. ${KEPT} Kijk eerst in een ander venster of het document er al staat.`
    : `De verbinding viel weg. Er is niets toegevoegd. ${KEPT}`;

const send = (form, submitter) => {
  const request = new XMLHttpRequest();
  const told = { quarter: 0, arrived: false };
  request.upload.addEventListener("progress", (event) => moved(form, event, told));
  request.upload.addEventListener("load", () => arrived(form, told));
  request.addEventListener("load", () => answered(form, request));
  request.addEventListener("error", () => failed(form, lost(told)));
  request.addEventListener("abort", () => failed(form, `U bent gestopt. Er is niets toegevoegd. ${KEPT}`));
  request.open("POST", form.action);
  request.setRequestHeader("X-Upload", "1");
  request.send(new FormData(form, submitter));
  part(form, "stop").onclick = () => request.abort();
};

// Bound to the document: the form of an answer is a new one.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || !part(form, "busy")) return;
  event.preventDefault();
  form.dataset.dirty = "yes"; // until there is an answer: who leaves is asked
  part(form, "failed").hidden = true;
  part(form, "bar").value = 0;
  part(form, "text").textContent = "Bezig met versturen";
  send(form, event.submitter);
  lock(form, true);
  part(form, "stop").focus();
});
