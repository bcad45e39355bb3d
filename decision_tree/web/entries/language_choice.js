/** The page that lists the languages: goes on to the reader's own, unless they asked for the list. */

import { bestLocale } from "../page/locales.js";

/** @type {NodeListOf<HTMLAnchorElement>} */
const links = document.querySelectorAll("a[hreflang]");
const offered = [...links].map((link) => link.hreflang);
if (!new URLSearchParams(location.search).has("languages")) {
  const link = links[offered.indexOf(bestLocale(offered, navigator.languages) ?? "")];
  if (link) location.replace(link.getAttribute("href") + location.search + location.hash);
}
