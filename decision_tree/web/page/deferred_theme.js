/**
 * On every page: the theme's own script, which is a third of the page and serves the search, the colors and what
 * moves when the reader scrolls. It comes when the page is painted and idle, or when the reader goes for one of them.
 *
 * The page holds its address in a <script data-src>. What has no style or no effect without it shows that itself:
 * the switch of colors is hidden until it is there, the drawer opens without it.
 */

import { whenIdle } from "./idle.js";

const SHORTCUTS = ["/", "f", "s"]; // they open the search
const header = document.querySelector(".md-header");
const reaching = ["pointerover", "touchstart", "focusin"];
let pressed; // the shortcut that came too early

for (const event of reaching) header?.addEventListener(event, load, { passive: true });
addEventListener("keydown", press);
if (header?.contains(document.activeElement)) load();
else whenIdle(load);

function press(event) {
  if (!SHORTCUTS.includes(event.key) || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest?.("input:not([type=radio], [type=checkbox]), select, textarea, [contenteditable]")) return;
  pressed = event.key;
  load();
}

function load() {
  const waiting = [...document.querySelectorAll("script[data-src]")];
  for (const event of reaching) header?.removeEventListener(event, load);
  const all = waiting.map(
    (old) =>
      new Promise((settled) => {
        const script = document.createElement("script");
        script.async = false; // in their order
        script.src = old.dataset.src;
        script.addEventListener("load", settled);
        script.addEventListener("error", settled);
        old.replaceWith(script);
      }),
  );
  if (all.length) Promise.all(all).then(catchUp);
}

/** Do what the reader asked for before it was there. */
function catchUp() {
  removeEventListener("keydown", press);
  document.dispatchEvent(new Event("DOMContentLoaded")); // the theme waits for it, and it is long over
  if (pressed) dispatchEvent(new KeyboardEvent("keydown", { key: pressed }));
}
