/** Notices above a step: what the page says about answers that it cannot use. */

import { element } from "../page/dom.js";
import { intlLocale, word } from "../page/words.js";

const MOST_NAMED = 5;

/** @typedef {(Node | string)[]} Notice A line of texts and links. */

/**
 * Notices of questions and answers in the address that the guide does not have.
 * @param {import("./walk.js").Unknown[]} unknown
 * @returns {Notice[]}
 */
export function unknownNotices(unknown) {
  const names = [...new Set(unknown.map(({ name, value }) => (value ? `${name}=${value}` : name)))];
  if (names.length > MOST_NAMED) {
    const count = names.length - MOST_NAMED;
    names.splice(MOST_NAMED, count, word("and-more", { count }));
  }
  return notice("unknown-in-address", names);
}

/**
 * Notices of questions that are not asked any more after a change, so that their answers no longer count.
 * @param {string[]} names
 * @returns {Notice[]}
 */
export function unneededNotices(names) {
  return notice("no-longer-needed", names);
}

/**
 * The notice that another version of the guide has been published, with a link that loads it with the same answers.
 * @returns {Notice}
 */
export function outdatedNotice() {
  // without an anchor, to which the browser would only scroll
  return [`${word("guide-outdated")} `, element("a", { href: location.pathname + location.search }, word("load-anew"))];
}

/**
 * A notice that lists names, joined with "and" as the page's language does it.
 * @param {string} key
 * @param {string[]} names
 */
function notice(key, names) {
  if (!names.length) return [];
  const list = new Intl.ListFormat(intlLocale(), { type: "conjunction" });
  return [[word(key, { names: list.format(names) })]];
}
