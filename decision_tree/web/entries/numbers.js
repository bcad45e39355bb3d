/** Questions for a number: a page that has one loads this beside the guide's own script. */

import { NumberEntry } from "../guide/number_entry.js";
import { findAll } from "../page/dom.js";

const root = document.getElementById("guide");
if (root) {
  const entries = findAll(root, ".guide-ranges").map((ranges) => new NumberEntry(ranges));
  root.addEventListener("guide:step", () => entries.forEach((entry) => entry.reset()));
}
