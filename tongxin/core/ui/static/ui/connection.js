// Without a connection nothing is sent: the page says so and keeps what was typed. And the device gets its worker, which
// is only given out over https or on this machine itself.
(() => {
  const { worker } = document.currentScript.dataset;
  const word = () => document.querySelector("[data-not-sent]");
  const say = (shown) => { if (word()) word().hidden = !shown; };

  // Before all others: a form that stays here is not on its way.
  document.addEventListener("submit", (event) => {
    if (navigator.onLine) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    say(true);
  }, true);
  // A guess that the page asks for by itself is nothing that anybody sent.
  document.addEventListener("htmx:sendError", (event) => { if (event.detail.elt.matches("form")) say(true); });
  addEventListener("online", () => say(false));

  if (worker && isSecureContext && "serviceWorker" in navigator) {
    addEventListener("load", () => navigator.serviceWorker.register(worker).catch(() => { /* it works without, too */ }));
  }
})();
