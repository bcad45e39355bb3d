/**
 * On the pages beside the tree: when the reader is about to follow a link to the tree, its page is fetched ahead.
 * The page alone, and never the engine: who reads an answer here may have no question.
 */

import { dataIsDear } from "../guide/when_to_start.js";

const home = document.querySelector("a.md-logo");
const warm = new Set();

for (const event of ["pointerover", "focusin", "touchstart"]) {
  document.addEventListener(event, ({ target }) => fetchAhead(target.closest?.("a[href]")), { passive: true });
}

/** Not by <link rel="prefetch">: Firefox refuses that where default-src is 'none', and WebKit does not know it. */
function fetchAhead(link) {
  if (!home || link?.origin !== home.origin || link.pathname !== home.pathname || dataIsDear()) return;
  if (link.pathname === location.pathname) return; // on the tree's own page it is a step
  const page = link.href.split("#")[0];
  if (warm.has(page)) return;
  warm.add(page);
  const arrived = fetch(page, { priority: "low" }).then((response) => response.text());
  arrived.catch(() => {}); // nobody is waiting for it
}
