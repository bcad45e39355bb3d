/** Texts that have other words under conditions: a page that has some loads this before the guide's own script. */

import { Variants } from "../guide/variants.js";

const root = document.getElementById("guide");
if (root) {
  const variants = new Variants(root);
  root.addEventListener("guide:state", (event) => variants.write(/** @type {CustomEvent} */ (event).detail));
}
