/**
 * Material's own script, loaded late: it is a third of the page and serves the search, the color scheme and what
 * moves when the reader scrolls. It is loaded when the reader points at or focuses the header, presses a shortcut of the
 * search, or has scrolled by a screen, which brings the button back to the top. Elsewhere than on the guide's own page,
 * where the engine comes instead, it is also loaded when the page is painted and idle.
 *
 * The page has its address in a <script data-src>. The drawer opens without it.
 */

import { repeatSwitch } from "./color_scheme.js";
import { closest, findAll } from "./dom.js";
import { whenIdle } from "./idle.js";

const SEARCH_SHORTCUTS = ["/", "f", "s"];
const REACHING = ["pointerover", "touchstart", "focusin"];
const TEXT_ENTRIES = "input:not([type=radio], [type=checkbox]), select, textarea, [contenteditable]";
const TABS_LEAVE = 10; // pixels of scrolling after which the theme hides its tabs, which the header begins to cover
const header = document.querySelector(".md-header");
/** @type {string | undefined} The shortcut that was pressed before the script was there. */
let pressed;

for (const event of REACHING) header?.addEventListener(event, load, { passive: true });
addEventListener("keydown", press);
addEventListener("scroll", scrolled, { passive: true });
if (header?.contains(document.activeElement)) load();
else if (!document.getElementById("guide")) whenIdle(load);

/** @param {KeyboardEvent} event */
function press(event) {
  if (!SEARCH_SHORTCUTS.includes(event.key) || event.ctrlKey || event.metaKey || event.altKey) return;
  if (closest(event, TEXT_ENTRIES)) return;
  pressed = event.key;
  load();
}

function scrolled() {
  document.querySelector(".md-tabs")?.toggleAttribute("hidden", scrollY >= TABS_LEAVE);
  if (scrollY > innerHeight) whenIdle(load);
}

function load() {
  for (const event of REACHING) header?.removeEventListener(event, load);
  removeEventListener("scroll", scrolled);
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

/** Start what was waiting for the script: the script itself, and what the reader did meanwhile. */
function loaded() {
  removeEventListener("keydown", press);
  document.dispatchEvent(new Event("DOMContentLoaded")); // the theme waits for it, and it is long over
  repeatSwitch();
  if (pressed) dispatchEvent(new KeyboardEvent("keydown", { key: pressed }));
}
