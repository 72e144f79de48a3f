// Meeting mode: the keys of a presenter (PageUp, PageDown) go to the case before or after; not while somebody types.
const PLACES = { PageUp: "prev", PageDown: "next" };

document.addEventListener("keydown", (event) => {
  const place = PLACES[event.key];
  if (!place || event.target.matches("input, textarea, select")) return;
  const link = document.querySelector(`.z-zaal__knoppen a[rel=${place}]`);
  if (!link) return;
  event.preventDefault();
  link.click();
});
