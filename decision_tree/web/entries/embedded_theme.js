/**
 * The theme of the guide in a frame: light or dark, and the host's accent color, before anything is painted. A classic
 * script, since it may not wait; host_channel.js changes the theme later, by window.guideTheme.
 *
 * The theme is in the frame's name (JSON, made by element.js) or in its address (?theme=dark&accent=0b5).
 * Without one, the reader's own preference counts.
 */

import { themeProperties } from "../embed/theme_colors.js";

/** @typedef {import("../embed/theme_colors.js").Theme} Theme */

const preference = matchMedia("(prefers-color-scheme: dark)");
const sheet = new CSSStyleSheet();
let theme = wanted();

document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
preference.addEventListener("change", apply);
apply();

window.guideTheme = {
  set(changed) {
    theme = changed;
    apply();
  },
};

/** @returns {Theme} */
function wanted() {
  const parameters = new URLSearchParams(location.search);
  /** @type {Theme} */
  let named = {};
  try {
    named = JSON.parse(window.name) ?? {};
  } catch {
    // a frame with another name, or none
  }
  const { scheme = parameters.get("theme"), accent = parameters.get("accent"), ground } = named;
  return { scheme, accent, ground };
}

function apply() {
  const preferred = preference.matches ? "dark" : "light";
  const scheme = theme.scheme === "light" || theme.scheme === "dark" ? theme.scheme : preferred;
  document.body.dataset.mdColorScheme = scheme === "dark" ? "slate" : "default";
  document.documentElement.style.colorScheme = scheme;
  const lines = Object.entries(themeProperties(theme, scheme)).map(([name, value]) => `${name}: ${value};`);
  sheet.replaceSync(`@media screen { body[data-md-color-scheme] { ${lines.join(" ")} } }`);
}
