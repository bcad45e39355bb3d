/** The page for lost readers: it names the page whose address is most like the one that was asked for. */

import { findAll } from "./dom.js";

const LIKE = 0.5; // the least likeness, of 1

const place = document.querySelector(".guide-near");
if (place) {
  const asked = pairs(location.pathname);
  const links = /** @type {HTMLAnchorElement[]} */ (findAll(document, ".guide-near-pages a"));
  const ranked = links.map((link) => ({ link, like: likeness(asked, pairs(link.pathname)) }));
  ranked.sort((one, other) => other.like - one.like);
  const [best] = ranked;
  if (best && best.like >= LIKE) {
    place.append(" ", best.link.cloneNode(true));
    place.removeAttribute("hidden");
  }
}

/**
 * The pairs of neighboring letters in the last part of a path.
 * @param {string} path
 */
function pairs(path) {
  const last = path.split("/").filter(Boolean).at(-1)?.replace(/\.\w+$/, "").toLowerCase() ?? "";
  return new Set([...last].slice(1).map((letter, at) => last[at] + letter));
}

/**
 * Dice's coefficient: how many pairs two texts share, from 0 to 1.
 * @param {Set<string>} one
 * @param {Set<string>} other
 */
function likeness(one, other) {
  const shared = [...one].filter((pair) => other.has(pair)).length;
  return (2 * shared) / (one.size + other.size || 1);
}
