// Names the files that were chosen: input[data-files="#place"] writes into that place.
document.addEventListener("change", (event) => {
  const input = event.target.closest?.("input[data-files]");
  const place = input && document.querySelector(input.dataset.files);
  if (place) place.textContent = [...input.files].map((file) => file.name).join(" · ");
});
