/** On every page: a link to the same page in another language takes the answers and the place along. */

for (const link of document.querySelectorAll("a.guide-language")) {
  const address = link.getAttribute("href");
  const update = () => link.setAttribute("href", address + location.search + location.hash);
  for (const event of ["pointerdown", "focus", "click"]) link.addEventListener(event, update);
}
