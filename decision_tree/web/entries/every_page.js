/** What every page of a locale loads. */

import "../page/language_links.js";
import "../page/deferred_theme.js";
import "../page/prefetch.js";
