/** Effective dates: a page whose guide has some loads this before the guide's own script. */

import { EffectiveDates } from "../guide/effective_dates.js";

const root = document.getElementById("guide");
if (root) new EffectiveDates(root);
