// Keeps what is typed into form[data-draft=NAME] on this device, so that a lost connection or a closed browser loses nothing.
// It lies there encrypted under a key that only the page of its writer brings (body[data-draft-key]): whoever uses the
// device next neither reads nor finds it. A stranger has no key, and nothing of his is kept. Words: data-draft-words.
(() => {
  const PREFIX = "draft:";
  const DAYS = 30;
  const keyOf = (form) => `${PREFIX}${form.dataset.draftOwner || "nobody"}:${form.dataset.draft}`;
  const bytes = (text) => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
  const words = (buffer) => btoa(Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join(""));
  const typed = (form) => [...form.elements].filter(
    (field) => field.name && !field.name.startsWith("_") && field.name !== "csrfmiddlewaretoken"
      && !["hidden", "password", "file", "submit", "button"].includes(field.type));

  let secret;
  const own = () => {
    const given = document.body.dataset.draftKey;
    if (!given || !globalThis.crypto?.subtle) return Promise.resolve(null);
    secret ??= crypto.subtle.importKey("raw", bytes(given), "AES-GCM", false, ["encrypt", "decrypt"]);
    return secret;
  };
  const seal = async (fields) => {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const text = new TextEncoder().encode(JSON.stringify(fields));
    return { at: Date.now(), iv: words(iv), sealed: words(await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await own(), text)) };
  };
  const open = async (draft) => {
    const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv: bytes(draft.iv) }, await own(), bytes(draft.sealed));
    return JSON.parse(new TextDecoder().decode(plain));
  };

  const read = (key) => { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } };
  const forget = (key) => { try { localStorage.removeItem(key); } catch { /* nothing is kept where storage is off */ } };
  const tell = (form, at) => {
    const time = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", hour12: false }).format(at);
    document.querySelectorAll("[data-draft-status]").forEach((place) => {
      place.textContent = (form.dataset.draftWords || "{time}").replace("{time}", time);
    });
  };

  // Each change is sealed and kept at once; what comes while one is on its way is kept right after it.
  const keep = async (form) => {
    form.draftAgain = true;
    if (form.draftBusy || !await own()) return;
    form.draftBusy = true;
    while (form.draftAgain) {
      form.draftAgain = false;
      const draft = await seal(typed(form).map((field) => (
        ["radio", "checkbox"].includes(field.type) ? [field.name, field.value, field.checked] : [field.name, field.value])));
      if (form.dataset.sent) break;
      try { localStorage.setItem(keyOf(form), JSON.stringify(draft)); tell(form, draft.at); } catch { break; }
    }
    form.draftBusy = false;
  };

  const restore = async (form) => {
    const draft = read(keyOf(form));
    if (!draft || form.querySelector('[aria-invalid="true"]') || !await own()) return;
    let fields;
    try { fields = await open(draft); } catch { forget(keyOf(form)); return; }
    for (const [name, value, checked] of fields) {
      for (const field of typed(form).filter((one) => one.name === name)) {
        if (checked === undefined) field.value ||= value;
        else if (field.value === value) field.checked = checked;
      }
    }
    tell(form, draft.at);
    form.dispatchEvent(new Event("change", { bubbles: true })); // whatever follows the fields sees what came back
  };

  const begin = (form) => {
    if (form.dataset.draftOn) return;
    form.dataset.draftOn = "1";
    form.addEventListener("input", () => { delete form.dataset.sent; keep(form); });
    // On a slow device somebody may have typed before this script came.
    const isTyped = (field) => (field.defaultValue ?? field.value) !== field.value;
    restore(form).then(() => { if (!read(keyOf(form)) && typed(form).some(isTyped)) keep(form); });
  };

  const start = (root) => {
    // The page after a successful send names the draft that is no longer needed.
    root.querySelectorAll?.("[data-draft-sent]").forEach((mark) => {
      forget(`${PREFIX}${mark.dataset.draftOwner || "nobody"}:${mark.dataset.draftSent}`);
    });
    root.querySelectorAll?.("form[data-draft]").forEach(begin);
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
        && (!read(key)?.sealed || Date.now() - (read(key).at ?? 0) > DAYS * 86400000)).forEach(forget);
    } catch { /* nothing is kept where storage is off */ }
  });
})();
