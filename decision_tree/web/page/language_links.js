/** Links to the same page in another language: they keep the answers and the anchor of the address. */

import { findAll } from "./dom.js";

for (const link of findAll(document, "a[hreflang]")) {
  const address = link.getAttribute("href");
  const update = () => link.setAttribute("href", address + location.search + location.hash);
  for (const event of ["pointerdown", "focus", "click"]) link.addEventListener(event, update);
}
