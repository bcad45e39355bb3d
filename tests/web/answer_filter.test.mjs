/** The filter of a long list of answers. */

import assert from "node:assert/strict";
import test from "node:test";

import { comparable, filterAnswers } from "../../decision_tree/web/guide/answer_filter.js";

const entries = [
  { id: "ax", label: "Åland Islands", also: "" },
  { id: "ci", label: "Côte d’Ivoire", also: "Ivory Coast" },
  { id: "nl", label: "Netherlands", also: "Holland, Low Countries" },
  { id: "bq", label: "Caribbean Netherlands", also: "" },
  { id: "eg", label: "مِصر", also: "" },
  { id: "de", label: "ドイツ", also: "" },
];
/** @param {string} typed */
const found = (typed) => filterAnswers(entries, typed).map(({ id }) => id);

test("letters fit with and without accents and capitals, in every script", () => {
  assert.deepEqual(found("aland"), ["ax"]);
  assert.deepEqual(found("CÔTE D"), ["ci"]);
  assert.deepEqual(found("مصر"), ["eg"]);
  assert.deepEqual(found("ドイ"), ["de"]);
  assert.equal(comparable("  Ｔｏｋｙｏ   City "), "tokyo city");
});

test("the best fit comes first: the beginning, then a word, then other words, then any part", () => {
  assert.deepEqual(found("nether"), ["nl", "bq"]);
  assert.deepEqual(found("low"), ["nl"]);
  assert.deepEqual(found("coast"), ["ci"]);
  assert.deepEqual(found("lands"), ["ax", "nl", "bq"]);
  assert.deepEqual(found("nl"), ["nl"]);
});

test("with nothing typed all are there, and with nonsense none", () => {
  assert.equal(found(" ").length, entries.length);
  assert.deepEqual(found("xyz"), []);
});
