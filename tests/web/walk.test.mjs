/** The walk without the engine, on a small tree. Along the guide's own paths tests/browser compares it with the engine. */

import assert from "node:assert/strict";
import test from "node:test";

import { changedSettings, holds, walk } from "../../decision_tree/web/guide/walk.js";

/**
 * @param {string} id
 * @param {Record<string, string[]>} answers Each with its former ids.
 * @param {string} [value] The default, of a setting.
 */
function choice(id, answers, value) {
  const known = Object.entries(answers).flatMap(([answer, was]) => [...was, answer].map((name) => [name, answer]));
  const pairs = known.map(([name, answer]) => /** @type {const} */ ([name, { id: answer, label: answer }]));
  return { id, name: id, answers: new Map(pairs), default: value };
}
/**
 * @param {string} question
 * @param {Record<string, string>} links
 */
const section = (question, links) => ({ question, links: new Map(Object.entries(links)), left: [1, 2] });

const kind = choice("kind", { question: [], fault: ["bug"] });
const severity = choice("severity", { high: [], low: [] });
const language = choice("language", { english: [], local: ["own"] }, "english");
const tree = {
  first: "kind",
  sections: new Map(
    Object.entries({
      kind: section("kind", { question: "faq", fault: "severity" }),
      severity: section("severity", { high: "call", low: "mail" }),
    }),
  ),
  choices: new Map([...[kind, severity, language].map((one) => /** @type {const} */ ([one.id, one])), ["sort", kind]]),
  settings: [language],
};

test("the answers lead from link to link", () => {
  const step = walk(tree, { severity: "low", kind: "fault" });
  assert.deepEqual(step.path, [["kind", "fault"], ["severity", "low"]]);
  assert.deepEqual([step.at, step.section, step.outcome], ["mail", "mail", true]);
  assert.deepEqual(step.sections, ["kind", "severity"]);
  assert.deepEqual(step.settings, { language: "english" });
});

test("an answer to a question further on is pending, and to one that is not asked it is unused", () => {
  assert.deepEqual(walk(tree, { severity: "low" }).pending, [["severity", "low"]]);
  const { unused, pending, at } = walk(tree, { kind: "question", severity: "low" });
  assert.deepEqual([unused, pending, at], [["severity"], [], "faq"]);
});

test("a renamed question, answer or setting is understood under its old name", () => {
  const step = walk(tree, { sort: "bug", language: "own" });
  assert.deepEqual([step.path, step.settings, step.notices], [[["kind", "fault"]], { language: "local" }, []]);
  assert.deepEqual(walk(tree, { sort: "bug", kind: "question" }).path, [["kind", "question"]]);
});

test("what the tree does not know is said, and otherwise passed over", () => {
  const { at, notices } = walk(tree, { colour: "red", kind: "neither" });
  assert.equal(at, "kind");
  assert.deepEqual(notices, [{ name: "colour", value: "red" }, { name: "kind", value: "neither" }]);
});

test("only settings that differ from their default need to be remembered", () => {
  assert.deepEqual(changedSettings(tree, { language: "local" }), { language: "local" });
  assert.deepEqual(changedSettings(tree, { language: "english" }), {});
});

test("a condition holds where each test does; what was not answered meets none", () => {
  assert.ok(holds({ kind: ["fault"], severity: { not: ["low"] } }, { kind: "fault", severity: "high" }));
  assert.ok(!holds({ severity: { not: ["low"] } }, { severity: "low" }));
  assert.ok(!holds({ severity: { not: ["low"] } }, {}));
  assert.ok(holds({}, {}));
});

test("of alternatives one must hold, beside everything else", () => {
  /** @type {import("../../decision_tree/web/guide/walk.js").Condition} */
  const condition = { kind: ["fault"], any: [{ severity: ["low"] }, { severity: ["high"], place: { not: ["home"] } }] };
  assert.ok(holds(condition, { kind: "fault", severity: "low" }));
  assert.ok(holds(condition, { kind: "fault", severity: "high", place: "office" }));
  assert.ok(!holds(condition, { kind: "fault", severity: "high", place: "home" }));
  assert.ok(!holds(condition, { kind: "question", severity: "low" }));
  assert.ok(!holds(condition, { kind: "fault" }));
});
