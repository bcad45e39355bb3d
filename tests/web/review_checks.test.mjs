/** What the review sheet checks while a reviewer writes. */

import assert from "node:assert/strict";
import test from "node:test";

import { findings, hasTerm, plainWords, segments } from "../../site_builder/review/web/checks.js";

/**
 * @param {import("../../site_builder/review/web/checks.js").Forms} source
 * @param {import("../../site_builder/review/web/checks.js").Forms} after
 */
const told = (source, after) => {
  const text = { domain: "", context: "", source, before: "", was_stale: false, done: false, is_search: false, has_words: true, names: {}, terms: [] };
  return findings(text, after, { countless: ["one"] }).map(({ blocks, sentence }) => `${blocks ? "! " : ""}${sentence}`);
};

test("a text is cut into words, names and code as in Python", () => {
  const cut = segments("{{a}} {link:x} `b` {name}{").map(({ kind, text }) => `${kind}:${text}`);
  assert.deepEqual(cut, ["words:{a} ", "name:{link:x}", "words: ", "code:b", "words: ", "name:{name}", "stray:{"]);
  assert.equal(plainWords(" In {link:x}  `b` now "), "In now");
});

test("references and code stay, in any order and as often as they are there", () => {
  assert.deepEqual(told("{a:b} and `c`", "`c` en {a:b|genitive}"), []);
  assert.deepEqual(told("{a:b} {a:b}", "{a:b} {a:c}"), ["! {a:b} is missing.", "! {a:c} is not in the source."]);
  assert.deepEqual(told("`c`", "c"), ["! `c` is missing."]);
  assert.deepEqual(told("x", " "), ["! The translation is empty."]);
  assert.deepEqual(told("x", "x {"), ["! A brace or backtick has no partner."]);
});

test("a form for one number alone may leave out the number, and figures that differ are named", () => {
  const source = { one: "{count} day", other: "{count} days" };
  assert.deepEqual(told(source, { one: "één dag", other: "{count} dagen" }), []);
  assert.deepEqual(told(source, { one: "{count} dag", other: "dagen" }), ["! {count} is missing (other)."]);
  assert.deepEqual(told("2 of 14", "14, 2"), []);
  assert.deepEqual(told("26 February 2021", "2021年2月26日"), []);
  assert.deepEqual(told("26 February 2021", "26 februari 2012"), ["The figures differ from those of the source."]);
});

test("a term is looked for in every form, in any case", () => {
  const term = { use: ["werkdag"], excused: false };
  assert.ok(hasTerm(term, "Eén Werkdag"));
  assert.ok(!hasTerm(term, { one: "werkdag", other: "dagen" }));
});
