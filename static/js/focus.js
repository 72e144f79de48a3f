// After a part of the page is replaced: focus to what is new, and busy regions marked for screen readers.
const takeFocus = (root) => {
  const target = root.querySelector("[data-focus]");
  if (!target) return;
  target.removeAttribute("data-focus");
  target.focus();
};

// On a narrow screen the rows of links scroll: the current one is brought into sight.
for (const link of document.querySelectorAll(":is(.z-nav, .z-subnav) [aria-current]")) {
  const row = link.closest("ul");
  row.scrollLeft += link.getBoundingClientRect().left - row.getBoundingClientRect().left;
}

document.addEventListener("htmx:beforeRequest", (event) => event.detail.target.setAttribute("aria-busy", "true"));
document.addEventListener("htmx:afterSettle", (event) => {
  event.detail.target.removeAttribute("aria-busy");
  takeFocus(document);
});
takeFocus(document);
