// Counts down what may still be typed. Without script the server's text stands there, and the server decides.
const count = (line, field) => {
  const left = Number(line.dataset.most) - Array.from(field.value).length;
  const few = left < Number(line.dataset.most) / 10;
  line.textContent = left < 0 ? `${-left} tekens te veel` : `Nog ${left} tekens`;
  line.classList.toggle("ams-character-count--error", left < 0);
  line.setAttribute("aria-live", few ? "polite" : "off");
};

const start = (root) =>
  root.querySelectorAll("[data-counter]").forEach((line) => {
    const field = document.getElementById(line.dataset.counter);
    if (!field || line.dataset.counting) return;
    line.dataset.counting = "yes";
    field.addEventListener("input", () => count(line, field));
    count(line, field);
  });

document.addEventListener("htmx:afterSettle", () => start(document));
start(document);
