// The keyboard: single keys act only outside fields and can be switched off (body[data-keys=off]).
// data-key="r" is clicked, or focused if it is a field; data-keys-list is walked with j, k and Enter; "/" goes to the search.
(() => {
  const FIELDS = "input, textarea, select, [contenteditable]";
  const inField = (target) => target.closest?.(FIELDS) && !["checkbox", "radio"].includes(target.type);

  const walk = (by) => {
    const links = [...document.querySelectorAll("[data-keys-list] a[href]")];
    if (!links.length) return false;
    const at = links.indexOf(document.activeElement.closest("a"));
    const here = at >= 0 ? at : links.findIndex((link) => link.matches("[aria-current]"));
    links[Math.min(Math.max(here + by, 0), links.length - 1)].focus();
    return true;
  };

  const press = (key) => {
    const part = [...document.querySelectorAll("[data-key]")].find((one) => one.dataset.key === key);
    if (!part) return false;
    if (part.matches(FIELDS)) part.focus();
    else part.click();
    return true;
  };

  const act = (key) => {
    if (key === "j") return walk(1) || press(key);
    if (key === "k") return walk(-1) || press(key);
    if (key === "/") {
      const search = document.querySelector("[data-key-search]");
      search?.focus();
      return Boolean(search);
    }
    return key.length === 1 && press(key);
  };

  document.addEventListener("keydown", (event) => {
    const { key, target } = event;
    if (event.isComposing || event.altKey) return;
    if (inField(target)) {
      if (key === "Escape") target.blur();
      if (key === "Enter" && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        target.form?.requestSubmit(target.form.querySelector(".btn-main") ?? undefined);
      }
      return;
    }
    if (event.ctrlKey || event.metaKey || document.body.dataset.keys === "off") return;
    if (act(key)) event.preventDefault();
  });
})();
