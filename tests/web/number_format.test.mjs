/** Numbers as people type them. */

import assert from "node:assert/strict";
import test from "node:test";

import { readNumber, writeNumber } from "../../decision_tree/web/guide/number_format.js";

const money = { places: 2, units: ["euros", "euro", "eur", "€"] };
/** @type {(typed: string, locale: string) => unknown} */
const whole = (typed, locale) => readNumber(typed, locale)?.floor;
/** @type {(typed: string, locale: string) => unknown} */
const cents = (typed, locale) => {
  const read = readNumber(typed, locale, money);
  return read && read.floor === read.ceil ? read.floor : read;
};

test("numbers are read with the digits and the separators of a locale", () => {
  assert.equal(whole(" 1500 ", "en-US"), 1500);
  assert.equal(whole("1,500", "en-US"), 1500);
  assert.equal(whole("1.500", "nl-NL"), 1500);
  assert.equal(whole("1\u202f500", "fr-FR"), 1500);
  assert.equal(whole("1 500 000", "nl-NL"), 1_500_000);
  assert.equal(whole("12,34,567", "en-IN"), 1_234_567);
  assert.equal(whole("١٬٥٠٠", "ar-SA"), 1500);
  assert.equal(whole("1500", "ar-SA"), 1500);
  assert.equal(whole("\u22125", "en-US"), -5);
});

test("decimals are exact, with or without the unit", () => {
  assert.equal(cents("0.29", "en-US"), 29);
  assert.equal(cents("€1,500.50", "en-US"), 150_050);
  assert.equal(cents("-€ 3", "en-US"), -300);
  assert.equal(cents("1.500,5 euro", "nl-NL"), 150_050);
  assert.equal(cents("EUR 12,34", "nl-NL"), 1234);
  assert.equal(cents("12.34", "nl-NL"), 1234, "it can be nothing else");
  assert.equal(cents("12,5", "en-US"), 1250);
  assert.equal(cents("٤٩٩٫٩٩", "ar-SA"), 49_999);
  assert.equal(cents("٤٩٩.٩٩", "ar-SA"), 49_999);
  assert.equal(cents("9.500", "en-US"), 950, "no more than it says");
  assert.deepEqual(cents("9.505", "en-US"), { floor: 950, ceil: 951 });
  assert.deepEqual(cents("-9.505", "en-US"), { floor: -951, ceil: -950 });
});

test("what is no number is none", () => {
  for (const typed of ["", "x", "1,5000", "12,34,5", "1e3", "--1", "1-2", "1234567890123456", "€", "5 km", "1.2.3", ".5"]) {
    assert.equal(cents(typed, "en-US"), null, typed);
  }
  assert.equal(cents("1,500.50", "nl-NL"), null);
});

test("numbers are written with what their locale has between thousands and before decimals", () => {
  assert.equal(writeNumber(123_450, "en-US", 2), "1,234.50");
  assert.equal(writeNumber(123_400, "nl-NL", 2), "1.234");
  assert.equal(writeNumber(-5, "de-DE", 2), "-0,05");
  assert.equal(writeNumber(8, "ar-SA", 0), "8");
});
