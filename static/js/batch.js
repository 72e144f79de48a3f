// A list with boxes: all of them at once, and how many are ticked. Without script one ticks them one by one.
const form = document.querySelector("form[data-batch]");

if (form) {
  const all = form.querySelector("[data-batch-all] input");
  const boxes = [...form.elements].filter((box) => box.name && box.type === "checkbox");
  const count = () => {
    const ticked = boxes.filter((box) => box.checked).length;
    all.checked = ticked === boxes.length;
    all.indeterminate = ticked > 0 && !all.checked;
    form.querySelector("[data-batch-count]").textContent = ticked ? `${ticked} gekozen` : "";
  };
  all.closest("[data-batch-all]").hidden = false;
  all.addEventListener("change", () => {
    boxes.forEach((box) => { box.checked = all.checked; });
    count();
  });
  boxes.forEach((box) => box.addEventListener("change", count));
  count();
}
