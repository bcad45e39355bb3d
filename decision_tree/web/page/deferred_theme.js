/**
 * Material's own script, loaded late: it is a third of the page and serves the search, the color scheme and what
 * moves when the reader scrolls. It is loaded when the page is painted and idle, or when the reader points at or
 * focuses the header, or presses a shortcut of the search.
 *
 * The page has its address in a <script data-src>. Until it runs, the switch of the color scheme is hidden; the
 * drawer opens without it.
 */

import { closest, findAll } from "./dom.js";
import { whenIdle } from "./idle.js";

const SEARCH_SHORTCUTS = ["/", "f", "s"];
const REACHING = ["pointerover", "touchstart", "focusin"];
const TEXT_ENTRIES = "input:not([type=radio], [type=checkbox]), select, textarea, [contenteditable]";
const header = document.querySelector(".md-header");
/** @type {string | undefined} The shortcut that was pressed before the script was there. */
let pressed;

for (const event of REACHING) header?.addEventListener(event, load, { passive: true });
addEventListener("keydown", press);
if (header?.contains(document.activeElement)) load();
else whenIdle(load);

/** @param {KeyboardEvent} event */
function press(event) {
  if (!SEARCH_SHORTCUTS.includes(event.key) || event.ctrlKey || event.metaKey || event.altKey) return;
  if (closest(event, TEXT_ENTRIES)) return;
  pressed = event.key;
  load();
}

function load() {
  for (const event of REACHING) header?.removeEventListener(event, load);
  const all = findAll(document, "script[data-src]").map(
    (old) =>
      new Promise((settled) => {
        const script = document.createElement("script");
        script.async = false; // in their order
        script.src = /** @type {string} */ (old.dataset.src);
        script.addEventListener("load", settled);
        script.addEventListener("error", settled);
        old.replaceWith(script);
      }),
  );
  if (all.length) Promise.all(all).then(loaded);
}

/** Start what was waiting for the script: the script itself, and the search that a key asked for. */
function loaded() {
  removeEventListener("keydown", press);
  document.dispatchEvent(new Event("DOMContentLoaded")); // the theme waits for it, and it is long over
  if (pressed) dispatchEvent(new KeyboardEvent("keydown", { key: pressed }));
}
