// The arrows in a [data-tree]: up and down walk over what is open, right opens or goes in, left closes or goes out.
(() => {
  const shown = (tree) => [...tree.querySelectorAll("#branches a, ul a")].filter((link) => link.offsetParent);
  const branchOf = (link) => link.closest(".branch");

  const sideways = (link, opens) => {
    const twist = branchOf(link)?.querySelector("input");
    if (twist && twist.checked !== opens) twist.click();
    else if (opens) branchOf(link)?.nextElementSibling.querySelector("a")?.focus();
    else link.closest("ul").previousElementSibling?.querySelector("a")?.focus();
  };

  const walk = (tree, link, by) => {
    const links = shown(tree);
    links[links.indexOf(link) + by]?.focus();
  };

  document.addEventListener("keydown", (event) => {
    const tree = event.target.closest?.("[data-tree]");
    const link = event.target.closest?.("li a");
    if (!tree || !link || event.altKey || event.ctrlKey || event.metaKey) return;
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by) walk(tree, link, by);
    else if (event.key === "ArrowRight" || event.key === "ArrowLeft") sideways(link, event.key === "ArrowRight");
    else return;
    event.preventDefault();
  });
})();
