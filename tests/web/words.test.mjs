/** The interface's words: placeholders, plural forms, and the language of what is not translated. */

import assert from "node:assert/strict";
import test from "node:test";

/** @type {Record<string, object>} */
const data = {
  "guide-words": {
    copied: "Copied: {what}.",
    "more-changes": { one: "{count} more change", other: "{count} more changes" },
    "and-more": { one: "en nog {count}", other: "en nog {count}" },
  },
  "guide-foreign": { "Copied: {what}.": { lang: "en-US", dir: "ltr" } },
};
const page = {
  documentElement: { lang: "nl-NL" },
  getElementById: (/** @type {string} */ id) => ({ textContent: JSON.stringify(data[id]) }),
};
Object.assign(globalThis, { document: page });

const { fill, foreignLanguage, intlLocale, word } = await import("../../decision_tree/web/page/words.js");

test("placeholders are filled in, and those that nobody fills in stay", () => {
  assert.equal(word("copied", { what: "the text" }), "Copied: the text.");
  assert.equal(fill("{a} {b}", { a: 1 }), "1 {b}");
});

test("a counted word has the form for its count", () => {
  assert.equal(word("more-changes", { count: 1 }), "1 more change");
  assert.equal(word("more-changes", { count: 7 }), "7 more changes");
});

test("a word that is not translated has its own language, filled in too", () => {
  assert.deepEqual(foreignLanguage("Copied: {what}."), { lang: "en-US", dir: "ltr" });
  assert.equal(foreignLanguage(word("copied", { what: "x" }))?.lang, "en-US");
  assert.equal(foreignLanguage("en nog 3"), undefined);
});

test("dates and numbers are written as portals write them", () => {
  assert.equal(intlLocale(), "nl-NL-u-ca-gregory-nu-latn");
});
