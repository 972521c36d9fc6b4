// Keeps what is typed into form[data-draft=NAME] on this device, so that a lost connection or a closed browser loses nothing.
// data-draft-owner keeps people on a shared device apart. Texts come from the page: data-draft-words, with {time} in it.
(() => {
  const PREFIX = "draft:";
  const DAYS = 30;
  const keyOf = (form) => `${PREFIX}${form.dataset.draftOwner || "nobody"}:${form.dataset.draft}`;
  const typed = (form) => [...form.elements].filter(
    (field) => field.name && !field.name.startsWith("_") && field.name !== "csrfmiddlewaretoken"
      && !["hidden", "password", "file", "submit", "button"].includes(field.type));

  const read = (key) => {
    try { return JSON.parse(localStorage.getItem(key)); } catch { return null; }
  };
  const write = (key, value) => {
    try { localStorage.setItem(key, JSON.stringify(value)); return true; } catch { return false; }
  };

  const tell = (form, at) => {
    const time = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", hour12: false }).format(at);
    document.querySelectorAll("[data-draft-status]").forEach((place) => {
      place.textContent = (form.dataset.draftWords || "{time}").replace("{time}", time);
    });
  };

  const keep = (form) => {
    const fields = typed(form).map((field) => (
      ["radio", "checkbox"].includes(field.type) ? [field.name, field.value, field.checked] : [field.name, field.value]));
    if (write(keyOf(form), { at: Date.now(), fields })) tell(form, Date.now());
  };

  const restore = (form) => {
    const draft = read(keyOf(form));
    if (!draft || form.querySelector('[aria-invalid="true"]')) return;
    for (const [name, value, checked] of draft.fields) {
      for (const field of typed(form).filter((one) => one.name === name)) {
        if (checked === undefined) field.value ||= value;
        else if (field.value === value) field.checked = checked;
      }
    }
    tell(form, draft.at);
    form.dispatchEvent(new Event("change", { bubbles: true })); // whatever follows the fields sees what came back
  };

  const forget = (key) => { try { localStorage.removeItem(key); } catch { /* nothing is kept where storage is off */ } };

  const begin = (form) => {
    if (form.dataset.draftOn) return;
    form.dataset.draftOn = "1";
    restore(form);
    let wait;
    form.addEventListener("input", () => { clearTimeout(wait); wait = setTimeout(keep, 400, form); });
    addEventListener("pagehide", () => { if (wait && !form.dataset.sent) { clearTimeout(wait); keep(form); } });
  };

  const start = (root) => {
    root.querySelectorAll?.("form[data-draft]").forEach(begin);
    // The page after a successful send names the draft that is no longer needed.
    root.querySelectorAll?.("[data-draft-sent]").forEach((mark) => {
      forget(`${PREFIX}${mark.dataset.draftOwner || "nobody"}:${mark.dataset.draftSent}`);
    });
  };

  document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.target.closest?.("form[data-draft]");
    if (form && event.detail.successful && event.detail.requestConfig?.verb === "post" && event.detail.elt === form) {
      form.dataset.sent = "1";
      forget(keyOf(form));
    }
  });
  document.addEventListener("htmx:load", (event) => start(event.detail.elt));
  document.addEventListener("DOMContentLoaded", () => {
    start(document);
    try {
      Object.keys(localStorage).filter((key) => key.startsWith(PREFIX)
        && Date.now() - (read(key)?.at ?? 0) > DAYS * 86400000).forEach(forget);
    } catch { /* nothing is kept where storage is off */ }
  });
})();
