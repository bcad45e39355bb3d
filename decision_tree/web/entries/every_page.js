/** The script of every page of a locale. */

import "../page/language_links.js";
import "../page/deferred_theme.js";
import "../page/prefetch.js";
