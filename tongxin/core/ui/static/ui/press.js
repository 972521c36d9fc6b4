// A press is felt at once: the pressed button turns busy, and a form on its way is not sent twice. Nor is it after going
// back: the entry in the history remembers under which key its forms were sent, so the same again is the same act.
(() => {
  const PATIENCE = 10000; // a download leaves the page as it is: the button comes back

  const release = (form) => {
    delete form.dataset.sending;
    form.querySelectorAll('[aria-busy="true"]').forEach((button) => button.removeAttribute("aria-busy"));
  };

  const keyIn = (form) => form.querySelector('input[name="_key"]');
  const remember = (form) => {
    if (!keyIn(form)) return;
    const keys = { ...history.state?.keys, [form.action]: keyIn(form).value };
    history.replaceState({ ...history.state, keys }, "");
  };
  const recall = (form) => {
    const key = history.state?.keys?.[form.action];
    if (key && keyIn(form)) keyIn(form).value = key;
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.dataset.sending) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    form.dataset.sending = "1";
    remember(form);
    event.submitter?.setAttribute("aria-busy", "true");
    setTimeout(release, PATIENCE, form);
  }, true);

  document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.target.closest?.("form");
    if (form) release(form);
  });

  // A page that comes back from the browser's memory is not on its way any more.
  addEventListener("pageshow", () => document.querySelectorAll("form[data-sending]").forEach(release));
  document.addEventListener("DOMContentLoaded", () => document.querySelectorAll("form").forEach(recall));
})();
