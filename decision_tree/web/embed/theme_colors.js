/** Colors of the guide in a frame: the host's accent and ground, adjusted or ignored where contrast is too low. */

/** @typedef {[number, number, number]} Rgb */
/** @typedef {"light" | "dark"} Scheme */
/** @typedef {{scheme?: string | null, accent?: string | null, ground?: string | null}} Theme */

/** The page's background by scheme; that of the dark one is Material's "slate".
 * @type {Record<Scheme, Rgb>} */
const GROUNDS = { light: [255, 255, 255], dark: [30, 33, 41] };
const ENOUGH = 4.7; // contrast of text: WCAG 2.2 asks for 4.5, and our soft grounds are a little nearer to the text
/** Contrast with black or white from which all our texts can be read on a ground.
 * @type {Record<Scheme, number>} */
const PLAIN = { light: 14, dark: 9 };
/** @type {Rgb} */
const BLACK = [0, 0, 0];
/** @type {Rgb} */
const WHITE = [255, 255, 255];
const ACCENTED = ["--guide-accent", "--guide-note", "--md-typeset-a-color", "--md-accent-fg-color"];

/**
 * The custom properties of style sheets that differ for a theme. What is no color is ignored.
 * @param {Theme} theme
 * @param {Scheme} scheme The one that is shown.
 * @returns {Record<string, string>}
 */
export function themeProperties(theme, scheme) {
  const wanted = rgb(theme.ground);
  const plain = wanted && contrast(wanted, scheme === "dark" ? WHITE : BLACK) >= PLAIN[scheme];
  const ground = plain ? wanted : GROUNDS[scheme];
  const accent = rgb(theme.accent);
  return {
    ...(plain ? { "--md-default-bg-color": css(wanted) } : {}),
    ...(accent ? accented(readable(accent, ground)) : {}),
  };
}

/**
 * "#0b5", "0b5" or "#00bb55" as [r, g, b]; null for anything else.
 * @param {string | null | undefined} text
 * @returns {Rgb | null}
 */
export function rgb(text) {
  const digits = /^#?([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(text ?? "")?.[1];
  if (!digits) return null;
  const size = digits.length / 3;
  const part = (/** @type {number} */ at) => parseInt(digits.slice(at * size, (at + 1) * size).repeat(3 - size), 16);
  return [part(0), part(1), part(2)];
}

/**
 * The contrast of two colors, as WCAG 2 defines it.
 * @param {Rgb} one
 * @param {Rgb} other
 */
export function contrast(one, other) {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/**
 * Relative luminance, as WCAG 2 defines it.
 * @param {Rgb} color
 */
function luminance(color) {
  const [r, g, b] = color.map((part) => (part <= 10 ? part / 3294 : ((part / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/**
 * The accent where it can be read on the ground; else nearer to black or white, no further than it takes.
 * @param {Rgb} accent
 * @param {Rgb} ground
 * @returns {Rgb}
 */
function readable(accent, ground) {
  const end = luminance(ground) > 0.4 ? 0 : 255;
  let found = accent;
  for (let share = 0; share <= 1 && contrast(found, ground) < ENOUGH; share += 0.04) {
    const mixed = accent.map((part) => Math.round(part + (end - part) * share));
    found = [mixed[0], mixed[1], mixed[2]];
  }
  return found;
}

/**
 * @param {Rgb} accent
 * @returns {Record<string, string>}
 */
function accented(accent) {
  return {
    ...Object.fromEntries(ACCENTED.map((name) => [name, css(accent)])),
    "--guide-on-accent": contrast(accent, WHITE) >= ENOUGH ? "#fff" : "#000",
    "--guide-soft": `rgb(${accent.join(" ")} / 7%)`,
  };
}

/** @param {Rgb} color */
function css(color) {
  return `rgb(${color.join(" ")})`;
}
