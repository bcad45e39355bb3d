/** Example answers: where the reader's own do not lead to what is opened, and how many of theirs stay. */

import assert from "node:assert/strict";
import test from "node:test";

import { exampleAnswers } from "../../decision_tree/web/guide/examples.js";

/**
 * @param {string} question
 * @param {Record<string, string>} links
 */
const section = (question, links) => ({ question, links: new Map(Object.entries(links)), left: [1, 2] });
/**
 * @param {string} id
 * @param {string[]} answers
 * @param {string} [value] The default, of a setting.
 */
const choice = (id, answers, value) => ({
  id,
  name: id,
  answers: new Map(answers.map((answer) => [answer, { id: answer, label: answer }])),
  default: value,
});
const sections = {
  kind: section("kind", { fault: "severity", bill: "role", question: "faq" }),
  severity: section("severity", { high: "role", low: "mail" }),
  role: section("role", { admin: "call", other: "mail" }),
};
const language = choice("language", ["english", "local"], "english");
const choices = [
  choice("kind", ["fault", "bill", "question"]),
  choice("severity", ["high", "low"]),
  choice("role", ["admin", "other"]),
  language,
];
const tree = {
  first: "kind",
  sections: new Map(Object.entries(sections)),
  choices: new Map(choices.map((one) => [one.id, one])),
  settings: [language],
};
const examples = {
  call: { kind: "bill", role: "admin" },
  faq: { kind: "question" },
  role: { kind: "bill" },
  "kind.fault": { kind: "fault", severity: "high", role: "admin" },
};
/**
 * @param {string} name
 * @param {Record<string, string>} own
 */
const open = (name, own) => exampleAnswers(tree, examples, name, own);

test("without answers the example's are filled in", () => {
  assert.deepEqual(open("call", {}), { answers: examples.call, filled: true });
  assert.deepEqual(open("role", {}), { answers: examples.role, filled: true });
  assert.deepEqual(open("kind.fault", {}), { answers: examples["kind.fault"], filled: true });
});

test("the reader's own stay where they lead there", () => {
  for (const name of ["call", "role", "kind.fault"]) {
    const own = { kind: "fault", severity: "high", role: "admin" };
    assert.deepEqual(open(name, own), { answers: own, filled: false });
  }
});

test("an answer is not given yet where its question is only asked", () => {
  assert.deepEqual(open("kind.fault", { severity: "low" }).answers, { kind: "fault", severity: "low", role: "admin" });
});

test("of the reader's own stay those that go with the example", () => {
  assert.deepEqual(open("kind.fault", { role: "other" }).answers, { kind: "fault", severity: "high", role: "other" });
  assert.deepEqual(open("kind.fault", { kind: "bill", role: "admin" }).answers, examples["kind.fault"]);
  assert.deepEqual(open("kind.fault", { kind: "fault" }), { answers: examples["kind.fault"], filled: true });
});

test("where they do not, only the settings stay", () => {
  const { answers, filled } = open("call", { kind: "question", language: "local" });
  assert.deepEqual([answers, filled], [{ ...examples.call, language: "local" }, true]);
});

test("for what has no example they are the reader's own", () => {
  for (const name of ["", "mail", "constructor", "kind.other"]) {
    assert.deepEqual(open(name, { kind: "bill" }), { answers: { kind: "bill" }, filled: false });
  }
});
