/** Making elements: attributes and children only, so that no text is ever read as markup. */

/** Texts that are in another language than the page, for want of a translation: text -> {lang, dir}. */
const foreign = new Map(Object.entries(JSON.parse(document.getElementById("guide-foreign")?.textContent ?? "{}")));

/**
 * @param {string} tag
 * @param {Record<string, string>} attributes
 * @param {...(Node | string)} children
 * @returns {HTMLElement}
 */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children.map(marked));
  return made;
}

/** Make a text all that an element holds. @param {Element} place @param {string} text */
export function write(place, text) {
  place.replaceChildren(marked(text));
}

/**
 * A word of the interface with its {placeholders} filled in, in the form for {count} where it is counted.
 * @param {string | Record<string, string>} wording
 * @param {Record<string, string | number>} values
 * @returns {string}
 */
export function fill(wording, values) {
  const text = form(wording, values.count);
  const filled = text.replace(/\{([\w-]+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
  if (foreign.has(text)) foreign.set(filled, foreign.get(text));
  return filled;
}

/** By the plural rules of the language that the word is in. */
function form(wording, count) {
  if (typeof wording === "string") return wording;
  const lang = foreign.get(wording.other)?.lang ?? document.documentElement.lang;
  return wording[new Intl.PluralRules(lang).select(count)] ?? wording.other;
}

function marked(child) {
  const known = typeof child === "string" && foreign.get(child);
  if (!known) return child;
  const span = document.createElement("span");
  for (const [name, value] of Object.entries({ ...known, class: "guide-foreign" })) span.setAttribute(name, value);
  span.append(child);
  return span;
}
