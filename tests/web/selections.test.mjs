/** Selections: several answers to one question, as the walk without the engine reads them. */

import assert from "node:assert/strict";
import test from "node:test";

import { SelectionLinks, Selections } from "../../decision_tree/web/guide/selections.js";
import { holds, walk } from "../../decision_tree/web/guide/walk.js";

globalThis.document ??= /** @type {any} */ ({ documentElement: { lang: "en-US" } });

const options = [
  { id: "noise", was: ["sound"], label: "A noise", alone: false },
  { id: "smoke", was: [], label: "Smoke", alone: false },
  { id: "fire", was: [], label: "Fire", alone: false },
  { id: "none", was: [], label: "None of these", alone: true },
];
const answers = new Selections(options);
const links = new SelectionLinks("symptoms", [
  { when: { symptoms: ["smoke", "fire"] }, next: "emergency" },
  { when: { symptoms: { not: ["smoke", "fire"] } }, next: "room" },
]);

test("a selection is read in any order, each answer once, under present ids", () => {
  assert.deepEqual(answers.get("fire.sound..fire"), { id: "noise.fire", label: "A noise and Fire", unknown: [] });
  assert.equal(answers.get("smoke.fire.noise")?.label, "A noise, Smoke, and Fire");
});

test("what is unknown is told, and answers that exclude each other are none", () => {
  assert.deepEqual(answers.get("smoke.smell")?.unknown, ["smell"]);
  for (const text of ["", ".", "smell", "none.smoke"]) assert.equal(answers.get(text), undefined);
  assert.equal(answers.get("none")?.id, "none");
});

test("a selection leads where its case holds", () => {
  assert.deepEqual([links.get("noise.fire"), links.get("noise"), links.get("none")], ["emergency", "room", "room"]);
  assert.deepEqual([...links.values()], ["emergency", "room"], "the sections that it may lead to");
});

test("a walk takes several answers, and says what it does not know", () => {
  const choice = { id: "symptoms", name: "Symptoms", answers };
  const tree = {
    first: "symptoms",
    sections: new Map([["symptoms", { question: "symptoms", links, left: [1] }]]),
    choices: new Map([["symptoms", choice]]),
    settings: [],
  };
  const step = walk(tree, { symptoms: "smoke.smell.noise" });
  assert.deepEqual([step.path, step.at], [[["symptoms", "noise.smoke"]], "emergency"]);
  assert.deepEqual(step.notices, [{ name: "symptoms", value: "smell" }]);
});

test("conditions ask for any, for all and for none of several answers", () => {
  const facts = { symptoms: "noise.smoke" };
  assert.ok(holds({ symptoms: ["fire", "smoke"] }, facts));
  assert.ok(holds({ symptoms: { all: [["noise"], ["fire", "smoke"]] } }, facts));
  assert.ok(!holds({ symptoms: { all: [["noise"], ["fire"]] } }, facts));
  assert.ok(!holds({ symptoms: { all: [["noise"]], not: ["smoke"] } }, facts));
  assert.ok(holds({ symptoms: { not: ["fire"] } }, facts));
  assert.ok(!holds({ symptoms: { not: ["fire"] } }, {}), "what was not asked never holds");
});
