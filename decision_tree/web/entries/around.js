/** The script of the pages around the tree. */

import "./every_page.js";
import "../page/not_found.js";
