/** Questions for a date: a page that has one loads this beside the guide's own script. */

import { DateFields } from "../guide/date_fields.js";
import { RangeEntry } from "../guide/range_entry.js";
import { findAll } from "../page/dom.js";

const root = document.getElementById("guide");
if (root) {
  const entries = findAll(root, ".guide-ranges[data-date]").map(
    (ranges) => new RangeEntry(ranges, (id) => new DateFields(ranges, id)),
  );
  root.addEventListener("guide:step", () => entries.forEach((entry) => entry.reset()));
}
