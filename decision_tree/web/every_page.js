/** What every page of a locale loads. */

import "./languages.js";
import "./theme_later.js";
import "./warm_link.js";
