/** The filter of a long list of answers: which of them fit what is typed, the best first. Knows no page. */

/**
 * @typedef {object} Entry What an answer is found by.
 * @property {string} id
 * @property {string} label
 * @property {string} also Other words for it, with commas between them.
 */

/** The ways in which an answer fits, the best first: by its id or how it begins, a word of it, another word for it, a part. */
const RANKS = [
  (/** @type {Form} */ entry, /** @type {string} */ typed) => entry.id === typed || entry.label.startsWith(typed),
  (/** @type {Form} */ entry, /** @type {string} */ typed) => wordBegins(entry.label, typed),
  (/** @type {Form} */ entry, /** @type {string} */ typed) => wordBegins(entry.also, typed),
  (/** @type {Form} */ entry, /** @type {string} */ typed) => `${entry.label} ${entry.also}`.includes(typed),
];

/** @typedef {Entry} Form An entry in the form in which letters are compared. */

/**
 * The entries that fit what is typed, by how well; of those that fit equally the order stays.
 * @template {Entry} Kind
 * @param {Kind[]} entries
 * @param {string} typed
 * @returns {Kind[]}
 */
export function filterAnswers(entries, typed) {
  const wanted = comparable(typed);
  if (!wanted) return entries;
  /** @type {Kind[][]} */
  const found = RANKS.map(() => []);
  for (const entry of entries) {
    const form = { id: entry.id, label: comparable(entry.label), also: comparable(entry.also) };
    const rank = RANKS.findIndex((fits) => fits(form, wanted));
    if (rank >= 0) found[rank].push(entry);
  }
  return found.flat();
}

/**
 * A text without accents, other marks and capitals, and with single spaces.
 * @param {string} text
 */
export function comparable(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[\s,]+/g, " ").trim();
}

/**
 * @param {string} text
 * @param {string} typed
 * @returns {boolean}
 */
function wordBegins(text, typed) {
  const at = text.indexOf(typed);
  if (at < 0) return false;
  return !/[\p{L}\p{N}]/u.test(text[at - 1] ?? " ") || wordBegins(text.slice(at + 1), typed);
}
