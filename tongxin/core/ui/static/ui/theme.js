// Resolves the "auto" theme before the first paint, and follows the device while the page is open.
(() => {
  const root = document.documentElement;
  if (root.dataset.theme !== "auto") return;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const show = () => { root.dataset.theme = dark.matches ? "dark" : "light"; };
  dark.addEventListener("change", show);
  show();
})();
