// Without script the filter stays open; on a narrow screen it starts closed.
if (matchMedia("(max-width: 60rem)").matches) {
  document.querySelectorAll("[data-closed-when-narrow]").forEach((part) => part.removeAttribute("open"));
}
