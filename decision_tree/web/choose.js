/** On the page that lists the languages: go on to the reader's own, unless they asked for the list. */

const asked = new URLSearchParams(location.search);
if (!asked.has("languages")) {
  const links = [...document.querySelectorAll("a[hreflang]")];
  const best = navigator.languages
    .map((wanted) => links.find((link) => matches(link.hreflang, wanted)))
    .find(Boolean);
  if (best) location.replace(best.getAttribute("href") + location.search + location.hash);
}

function matches(offered, wanted) {
  const language = (tag) => tag.toLowerCase().split("-")[0];
  return offered.toLowerCase() === wanted.toLowerCase() || language(offered) === language(wanted);
}
