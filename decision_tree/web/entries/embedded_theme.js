/**
 * How the guide looks in a frame: light or dark, and the host's accent color, before anything is painted. A classic
 * script, since it may not wait; embedded.js changes the look later, by window.guideTheme.
 *
 * The look is in the frame's name (JSON, made by element.js) or in its address (?theme=dark&accent=0b5).
 * Without one, the reader's own preference counts.
 */
"use strict";

window.guideTheme = (() => {
  const GROUNDS = { light: [255, 255, 255], dark: [30, 33, 41] }; // the page's background; dark is Material's slate
  const ENOUGH = 4.7; // contrast of text: WCAG 2.2 asks for 4.5, and our soft grounds are a little nearer to the text
  const [BLACK, WHITE] = [[0, 0, 0], [255, 255, 255]];
  const PLAIN = { light: 14, dark: 9 }; // contrast with black or white from which all our texts can be read on a ground
  const preference = matchMedia("(prefers-color-scheme: dark)");
  const sheet = new CSSStyleSheet();
  let asked = read();

  function read() {
    const parameters = new URLSearchParams(location.search);
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
    const scheme = Object.hasOwn(GROUNDS, asked.scheme ?? "") ? asked.scheme : preference.matches ? "dark" : "light";
    document.body.dataset.mdColorScheme = scheme === "dark" ? "slate" : "default";
    document.documentElement.style.colorScheme = scheme;
    const wanted = color(asked.ground);
    const around = wanted && contrast(wanted, scheme === "dark" ? WHITE : BLACK) >= PLAIN[scheme] ? wanted : null;
    const accent = color(asked.accent);
    const all = {
      ...(around ? { "--md-default-bg-color": css(around) } : {}),
      ...(accent ? accented(accent, around ?? GROUNDS[scheme]) : {}),
    };
    const lines = Object.entries(all).map(([name, value]) => `${name}: ${value};`);
    sheet.replaceSync(`@media screen { body[data-md-color-scheme] { ${lines.join(" ")} } }`);
  }

  /** "#0b5", "0b5" or "#00bb55" as [r, g, b]; null for anything else. */
  function color(text) {
    const digits = /^#?([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(text ?? "")?.[1];
    if (!digits) return null;
    const pairs = digits.length === 3 ? [...digits].map((digit) => digit + digit) : digits.match(/../g);
    return pairs.map((pair) => parseInt(pair, 16));
  }

  /** Relative luminance, as WCAG 2 defines it. */
  function luminance(rgb) {
    const [r, g, b] = rgb.map((part) => (part <= 10 ? part / 3294 : ((part / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  }

  function contrast(one, other) {
    const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  }

  /** The accent where it can be read on the ground; else nearer to black or white, no further than it takes. */
  function readable(accent, ground) {
    const end = luminance(ground) > 0.4 ? 0 : 255;
    let found = accent;
    for (let share = 0; share <= 1 && contrast(found, ground) < ENOUGH; share += 0.04) {
      found = accent.map((part) => Math.round(part + (end - part) * share));
    }
    return found;
  }

  /** The properties of style sheets that have the accent. */
  function accented(accent, ground) {
    const found = readable(accent, ground);
    const names = ["--guide-accent", "--guide-note", "--md-typeset-a-color", "--md-accent-fg-color"];
    return {
      ...Object.fromEntries(names.map((name) => [name, css(found)])),
      "--guide-on-accent": contrast(found, WHITE) >= ENOUGH ? "#fff" : "#000",
      "--guide-soft": `rgb(${found.join(" ")} / 7%)`,
    };
  }

  function css(rgb) {
    return `rgb(${rgb.join(" ")})`;
  }

  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  preference.addEventListener("change", apply);
  apply();
  return {
    /** @param {{scheme: string, accent: string, ground: string}} look */
    set(look) {
      asked = look;
      apply();
    },
  };
})();
