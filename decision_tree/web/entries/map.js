/** The page "Map of the guide": a chosen card shows the ways to it and from it, and what the list says of it. */

import "./around.js";
import { chooseOnMap } from "../map/choice.js";

const root = document.getElementById("map");
if (root) chooseOnMap(root);
