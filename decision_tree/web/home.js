/** The guide's own page. */

import "./every_page.js";
import { Guide } from "./guide.js";
import { whenQuiet } from "./when_to_start.js";

const root = document.getElementById("guide");
if (root) new Guide(root, { whenToStart: (start) => whenQuiet(root, start) });
