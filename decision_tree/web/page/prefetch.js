/**
 * Prefetch of the tree's page on the guide's other pages, when the reader is about to follow a link to it. Never of
 * the engine, which is many megabytes.
 */

import { dataIsDear } from "./connection.js";
import { closest } from "./dom.js";

/** @type {HTMLAnchorElement | null} */
const home = document.querySelector("a.md-logo");
/** @type {Set<string>} */
const fetched = new Set();

for (const event of ["pointerover", "focusin", "touchstart"]) {
  document.addEventListener(event, prefetch, { passive: true });
}

/**
 * Fetch the page of a link to the tree. Not by <link rel="prefetch">: Firefox refuses that where default-src is
 * 'none', and WebKit does not know it.
 * @param {Event} event
 */
function prefetch(event) {
  const link = /** @type {HTMLAnchorElement | null} */ (closest(event, "a[href]"));
  if (!home || link?.origin !== home.origin || link.pathname !== home.pathname || dataIsDear()) return;
  if (link.pathname === location.pathname) return; // on the tree's own page it is a step
  const page = link.pathname + link.search;
  if (fetched.has(page)) return;
  fetched.add(page);
  fetch(page, { priority: "low" })
    .then((response) => response.text())
    .catch(() => {}); // nobody is waiting for it
}
