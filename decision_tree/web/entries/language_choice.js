/** On the page that lists the languages: go on to the reader's own, unless they asked for the list. */

const asked = new URLSearchParams(location.search);
if (!asked.has("languages")) {
  const links = [...document.querySelectorAll("a[hreflang]")];
  const best = navigator.languages
    .map((wanted) => links.find((link) => same(link.hreflang, wanted)) ?? links.find((link) => sameLanguage(link.hreflang, wanted)))
    .find(Boolean);
  if (best) location.replace(best.getAttribute("href") + location.search + location.hash);
}

function same(offered, wanted) {
  return offered.toLowerCase() === wanted.toLowerCase();
}

function sameLanguage(offered, wanted) {
  return same(offered.split("-")[0], wanted.split("-")[0]);
}
