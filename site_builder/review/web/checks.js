/**
 * What must stay as it is in a translation, checked while a reviewer writes. `translate apply` checks all of it
 * again, and more: this is for the reviewer to know at once.
 */

/** As in site_builder/guide/inline.py. */
const TOKEN = /\{\{|\}\}|\{([a-z0-9-]*):?([a-z0-9-]*)(?:\|[a-z0-9-]+)?\}|`([^`]*)`|([{}`])/g;

/**
 * @typedef {string | Record<string, string>} Forms A text, or its forms by plural category.
 * @typedef {{kind: "words" | "name" | "code" | "stray", text: string}} Segment
 * @typedef {{use: string[], excused: boolean}} Term
 * @typedef {{blocks: boolean, sentence: string}} Finding
 */
/**
 * @typedef {object} SheetText
 * @property {string} domain
 * @property {string} context
 * @property {Forms} source
 * @property {Forms} before The translation that the sheet was written with.
 * @property {boolean} was_stale
 * @property {boolean} done Whether a person has reviewed it before.
 * @property {boolean} is_search Whether it is words for the search, which keep their references alone.
 * @property {boolean} has_words Whether there is anything to review.
 * @property {Record<string, string>} names The references of its translation, as they read in their places there.
 * @property {Term[]} terms
 */

/**
 * @param {Forms} text
 * @returns {[string, string][]} The forms by plural category, "" where nothing is counted.
 */
export const formsOf = (text) => (typeof text === "string" ? [["", text]] : Object.entries(text));

/**
 * @param {Forms} one
 * @param {Forms} other
 */
export const isSame = (one, other) => JSON.stringify(formsOf(one)) === JSON.stringify(formsOf(other));

/**
 * The pieces of a text: its words, references, code, and braces or backticks without a partner.
 * @param {string} text
 */
export function segments(text) {
  /** @type {Segment[]} */
  const found = [];
  let at = 0;
  /** @param {string} words */
  const add = (words) => {
    const last = found.at(-1);
    if (last?.kind === "words") last.text += words;
    else if (words) found.push({ kind: "words", text: words });
  };
  for (const match of text.matchAll(TOKEN)) {
    const [whole, kind, , code, stray] = match;
    add(text.slice(at, match.index));
    at = match.index + whole.length;
    if (whole === "{{" || whole === "}}") add(whole[0]);
    else if (code !== undefined) found.push({ kind: "code", text: code });
    else found.push({ kind: stray || kind === undefined ? "stray" : "name", text: whole });
  }
  add(text.slice(at));
  return found;
}

/**
 * A text's own words, without references and code.
 * @param {string} text
 */
export function plainWords(text) {
  const words = segments(text).map((one) => (one.kind === "words" ? one.text : " "));
  return words.join("").replace(/\s+/g, " ").trim().normalize("NFC");
}

/**
 * What is wrong with a translation; what blocks must be mended before the text is right.
 * @param {SheetText} text
 * @param {Forms} after
 * @param {{countless: string[]}} sheet
 */
export function findings(text, after, sheet) {
  /** @type {Finding[]} */
  const found = [];
  const general = typeof text.source === "string" ? text.source : text.source.other;
  for (const [category, form] of formsOf(after)) {
    const where = category ? ` (${category})` : "";
    if (!form.trim()) {
      found.push({ blocks: true, sentence: `The translation is empty${where}.` });
      continue;
    }
    const isOnly = sheet.countless.includes(category) && !form.includes("{count}");
    const source = isOnly ? general.replaceAll("{count}", "") : general;
    const kept = parts(source);
    const given = parts(form);
    for (const part of without(kept, given)) found.push({ blocks: true, sentence: `${part} is missing${where}.` });
    for (const part of without(given, kept)) {
      found.push({ blocks: true, sentence: `${part} is not in the source${where}.` });
    }
    if (segments(form).some(({ kind }) => kind === "stray")) {
      found.push({ blocks: true, sentence: `A brace or backtick has no partner${where}.` });
    }
    if (!text.is_search && !hasFigures(plainWords(source), plainWords(form))) {
      found.push({ blocks: false, sentence: `The figures differ from those of the source${where}.` });
    }
  }
  return found;
}

/**
 * Whether a term is rendered as the glossary has it, in every form.
 * @param {Term} term
 * @param {Forms} after
 */
export function hasTerm({ use }, after) {
  const forms = formsOf(after).map(([, form]) => plainWords(form).toLowerCase());
  return forms.every((form) => use.some((word) => form.includes(word.normalize("NFC").toLowerCase())));
}

/**
 * Whether a translation has the figures of its source. A month or a number that the source has as a word may be a
 * figure: 2021年2月26日.
 * @param {string} source
 * @param {string} words
 */
function hasFigures(source, words) {
  if (/(?![0-9])\p{N}/u.test(words)) return true; // digits of another script: `apply` reads them
  const [kept, given] = [source, words].map((text) => (text.match(/[0-9]+/g) ?? []).map((figure) => String(BigInt(figure))));
  return without(kept, given).length === 0 && without(given, kept).every((figure) => figure.length < 3);
}

/** @param {string} text */
function parts(text) {
  const marked = segments(text).filter(({ kind }) => kind === "name" || kind === "code");
  // the form of a name, {portal:azure|genitive}, is a matter of the language
  return marked.map((one) => (one.kind === "code" ? `\`${one.text}\`` : one.text.replace(/\|[^}]*/, "")));
}

/**
 * What is left of a list when each of the others has been taken away once.
 * @param {string[]} some
 * @param {string[]} others
 */
function without(some, others) {
  const left = [...others];
  return some.filter((one) => {
    const at = left.indexOf(one);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}
