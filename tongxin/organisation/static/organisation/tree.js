// The arrows in a [data-tree]: up and down walk over what is open, right opens or goes in, left closes or goes out.
(() => {
  const shown = (tree) => [...tree.querySelectorAll("#branches a, ul a")].filter((link) => link.offsetParent);
  const branchOf = (link) => link.closest("summary")?.parentElement;

  const sideways = (link, opens) => {
    const branch = branchOf(link);
    if (branch && branch.open !== opens) branch.open = opens;
    else if (opens) branch?.querySelector(":scope > ul a")?.focus();
    else link.closest("ul").closest("details")?.querySelector(":scope > summary a")?.focus();
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
