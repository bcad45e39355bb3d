/**
 * The interface's words: on buttons, in labels and notices. docs/interface/interface.yml has them by the same keys; the
 * build writes those that scripts show into the page (PAGE_WORDS in site_builder/guide/interface.py).
 */

/** @typedef {string | ({other: string} & Record<string, string>)} Wording A text, or its forms by plural category. */
/** @typedef {Record<string, string | number>} Values What fills the {placeholders} of a text. */

/** @type {Record<string, Wording>} */
let words;
/** @type {Map<string, {lang: string, dir: string}>} Texts in another language than the page: not translated yet. */
let foreign;

/**
 * The JSON that the build has written into the page under this id.
 * @param {string} id
 */
export function pageData(id) {
  return JSON.parse(document.getElementById(id)?.textContent ?? "{}");
}

/**
 * A word of the interface by its key, with its placeholders filled in.
 * @param {string} key
 * @param {Values} [values]
 */
export function word(key, values = {}) {
  words ??= pageData("guide-words");
  return fill(words[key], values);
}

/**
 * A text with its {placeholders} filled in, in the form for {count} where it is counted.
 * @param {Wording} wording
 * @param {Values} values
 * @returns {string}
 */
export function fill(wording, values) {
  const text = typeof wording === "string" ? wording : pluralForm(wording, values.count);
  const filled = text.replace(/\{([\w-]+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
  const language = foreignTexts().get(text);
  if (language) foreignTexts().set(filled, language);
  return filled;
}

/**
 * The language and direction of a text that is not in the page's language.
 * @param {string} text
 */
export function foreignLanguage(text) {
  return foreignTexts().get(text);
}

/**
 * The page's locale, for Intl. Everywhere in the guide days are of the Gregorian calendar and digits are 0 to 9,
 * as portals and tickets write them; some locales, ar-SA among them, have others of their own by CLDR.
 */
export function intlLocale() {
  return `${document.documentElement.lang}-u-ca-gregory-nu-latn`;
}

/**
 * The plural form of a text for a count, by the rules of the text's own language.
 * @param {Exclude<Wording, string>} forms
 * @param {string | number} count
 */
function pluralForm(forms, count) {
  const lang = foreignTexts().get(forms.other)?.lang ?? document.documentElement.lang;
  return forms[new Intl.PluralRules(lang).select(Number(count))] ?? forms.other;
}

function foreignTexts() {
  return (foreign ??= new Map(Object.entries(pageData("guide-foreign"))));
}
