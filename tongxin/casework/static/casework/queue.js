// On a narrow screen there is no beside: a case is opened as a page of its own.
document.addEventListener("htmx:beforeRequest", (event) => {
  const link = event.detail.requestConfig?.elt;
  if (!link?.matches(".case") || !matchMedia("(max-width: 63.9em)").matches) return;
  event.preventDefault();
  location.assign(link.href);
});

// The case that was opened beside the queue is the current one of the list.
document.addEventListener("htmx:afterSwap", (event) => {
  const link = event.detail.requestConfig?.elt;
  if (event.detail.target.id !== "detail" || !link?.matches(".case")) return;
  document.querySelectorAll(".case[aria-current]").forEach((one) => one.removeAttribute("aria-current"));
  link.setAttribute("aria-current", "true");
  event.detail.target.scrollTop = 0;
});
