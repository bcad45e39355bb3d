/**
 * The color scheme before the theme's own script runs: what the device prefers where the reader chose nothing, and the
 * switch, which the page's HTML hides because only a script knows the scheme.
 */

import { findAll } from "./dom.js";

const switches = /** @type {HTMLInputElement[]} */ (findAll(document, "[data-md-component=palette] input"));
const { body } = document;
const { mdColorMedia: chosen } = body.dataset; // from storage, by the theme's script in the header
const current = switches.find(({ dataset: { mdColorMedia = "" } }) =>
  chosen ? mdColorMedia === chosen : matchMedia(mdColorMedia).matches,
);
if (current) {
  body.dataset.mdColorScheme = current.dataset.mdColorScheme;
  current.nextElementSibling?.removeAttribute("hidden");
}

/** Tell the theme's script, now that it runs, which scheme the reader has switched to before. */
export function repeatSwitch() {
  switches.find(({ checked }) => checked)?.dispatchEvent(new Event("change"));
}
