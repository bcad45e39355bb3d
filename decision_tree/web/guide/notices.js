/** What the page says about answers that it cannot use. */

import { fill } from "../page/dom.js";
import { formats } from "../outcome/dates.js";

const MOST_NAMED = 5;

/** Of an address: what the guide does not know. @returns {string[][]} notices, for View.say */
export function unknownNotices(notices, words) {
  const names = [...new Set(notices.map(({ name, value }) => (value ? `${name}=${value}` : name)))];
  if (!names.length) return [];
  if (names.length > MOST_NAMED) {
    const count = names.length - MOST_NAMED;
    names.splice(MOST_NAMED, count, fill(words["and-more"], { count }));
  }
  return [[fill(words["unknown-in-address"], { names: listed(names) })]];
}

/** Of a change: the answers that no longer count. @param {Map<string, string>} known Question id -> name. */
export function unneededNotices(unused, known, words) {
  if (!unused.length) return [];
  const names = unused.map((question) => known.get(question) ?? question);
  return [[fill(words["no-longer-needed"], { names: listed(names) })]];
}

function listed(names) {
  return new Intl.ListFormat(formats(), { type: "conjunction" }).format(names);
}
