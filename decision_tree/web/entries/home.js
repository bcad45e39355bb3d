/** The guide's own page: the decision tree, and what every page has. */

import "./every_page.js";
import { Guide } from "../guide/guide.js";
import { whenQuiet } from "../guide/when_to_start.js";

const root = document.getElementById("guide");
if (root) {
  new Guide(root, {
    whenToStart: (start) => whenQuiet(root, start),
  });
}
