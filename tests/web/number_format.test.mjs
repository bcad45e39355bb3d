/** Whole numbers as people type them. */

import assert from "node:assert/strict";
import test from "node:test";

import { readNumber } from "../../decision_tree/web/guide/number_format.js";

test("numbers are read with the digits and the separators of a locale", () => {
  assert.equal(readNumber(" 1500 ", "en-US"), 1500);
  assert.equal(readNumber("1,500", "en-US"), 1500);
  assert.equal(readNumber("1.500", "nl-NL"), 1500);
  assert.equal(readNumber("1\u202f500", "fr-FR"), 1500);
  assert.equal(readNumber("1 500 000", "nl-NL"), 1_500_000);
  assert.equal(readNumber("١٬٥٠٠", "ar-SA"), 1500);
  assert.equal(readNumber("1500", "ar-SA"), 1500);
  assert.equal(readNumber("\u22125", "en-US"), -5);
});

test("what is no whole number is none, and a decimal point is no separator", () => {
  for (const typed of ["", "x", "1.5", "1.500", "1,5", "12,34", "1e3", "--1", "1-2", "1234567890123456"]) {
    assert.equal(readNumber(typed, "en-US"), null, typed);
  }
});
