/** What a reader's device keeps of their answers, on a small tree and a storage of our own. */

import assert from "node:assert/strict";
import test from "node:test";

import { Remembered, withRemembered } from "../../decision_tree/web/guide/remembered.js";
import { walk } from "../../decision_tree/web/guide/walk.js";

/**
 * @param {string} id
 * @param {Record<string, string[]>} answers Each with its former ids.
 * @param {{remember?: boolean, value?: string}} how `value`: the default, of a setting.
 */
function choice(id, answers, { remember = true, value } = {}) {
  const pairs = Object.entries(answers).flatMap(([answer, was]) => [...was, answer].map((name) => [name, answer]));
  const known = pairs.map(([name, answer]) => /** @type {const} */ ([name, { id: answer, label: answer }]));
  return { id, name: id, answers: new Map(known), remember, default: value };
}
/**
 * @param {string} question
 * @param {Record<string, string>} links
 */
const section = (question, links) => ({ question, links: new Map(Object.entries(links)), left: [1, 2] });

const kind = choice("kind", { question: [], fault: [] }, { remember: false });
const role = choice("role", { admin: ["boss"], other: [] });
const cloud = choice("cloud", { world: [], state: [] }, { value: "world" });
const tree = {
  first: "kind",
  sections: new Map(
    Object.entries({
      kind: section("kind", { question: "faq", fault: "role" }),
      role: section("role", { admin: "call", other: "mail" }),
    }),
  ),
  choices: new Map([...[kind, role, cloud].map((one) => /** @type {const} */ ([one.id, one])), ["job", role]]),
  settings: [cloud],
};
const SITE = new URL("https://example.org/guide/");
const KEY = "decision-tree:/guide/";

/** @type {Map<string, string>} */
let stored;
const storage = {
  getItem: (/** @type {string} */ key) => stored.get(key) ?? null,
  setItem: (/** @type {string} */ key, /** @type {string} */ value) => void stored.set(key, value),
  removeItem: (/** @type {string} */ key) => void stored.delete(key),
};

/**
 * What is remembered where the storage has this text.
 * @param {string} [text]
 */
function remembered(text) {
  stored = new Map(text === undefined ? [] : [[KEY, text]]);
  Object.defineProperty(globalThis, "localStorage", { value: storage, configurable: true });
  return new Remembered(tree, SITE);
}

test("nothing is stored before the reader wants it", () => {
  const fresh = remembered();
  assert.deepEqual([fresh.answers, fresh.possible, stored.size], [{}, true, 0]);
  fresh.keep({ role: "admin" });
  assert.deepEqual(Object.fromEntries(stored), { [KEY]: '{"role":"admin"}' });
  assert.deepEqual(new Remembered(tree, SITE).answers, { role: "admin" });
  fresh.forget(["role"]);
  assert.equal(stored.size, 0);
});

test("what the tree does not have or does not let be kept is left out, and former ids are understood", () => {
  assert.deepEqual(remembered('{"kind":"fault","role":"king","colour":"red","cloud":"state"}').answers, { cloud: "state" });
  assert.deepEqual(remembered('{"job":"boss"}').answers, { role: "admin" });
  assert.deepEqual(remembered('{"job":"boss","role":"other"}').answers, { role: "other" });
});

test("damaged content counts for nothing, and can be written over", () => {
  const long = JSON.stringify({ role: "admin", ["x".repeat(20_000)]: "" });
  for (const text of ["", "{", "null", "3", '"text"', "[1]", '{"role":{}}', '{"role":null}', '{"__proto__":{"role":"admin"}}', long]) {
    const found = remembered(text);
    assert.deepEqual([found.answers, found.possible], [{}, true], text);
    found.keep({ role: "other" });
    assert.equal(stored.get(KEY), '{"role":"other"}');
  }
});

test("where the storage is refused or full, nothing is offered", () => {
  remembered();
  const outcome = walk(tree, { kind: "fault", role: "admin" });
  Object.defineProperty(globalThis, "localStorage", {
    get: () => {
      throw new Error("SecurityError");
    },
    configurable: true,
  });
  const refused = new Remembered(tree, SITE);
  assert.deepEqual([refused.possible, refused.answers, refused.offer(outcome)], [false, {}, {}]);
  const full = remembered();
  assert.deepEqual(full.offer(outcome), { role: "admin" });
  stored.set = () => {
    throw new Error("QuotaExceededError");
  };
  full.keep({ role: "admin" });
  assert.deepEqual([full.answers, full.offer(outcome)], [{}, {}]);
});

test("at an outcome what may be kept is offered: settings that are not the default, and nothing that is kept", () => {
  assert.deepEqual(remembered().offer(walk(tree, { kind: "fault" })), {});
  assert.deepEqual(remembered().offer(walk(tree, { kind: "fault", role: "admin", cloud: "state" })), { role: "admin", cloud: "state" });
  const changed = walk(tree, { kind: "fault", role: "other" });
  assert.deepEqual(remembered('{"role":"admin","cloud":"state"}').offer(changed), { role: "other", cloud: "world" });
  assert.deepEqual(remembered('{"role":"other"}').offer(changed), {});
});

test("what an address says of a question counts more, under whatever id", () => {
  const kept = remembered('{"role":"admin","cloud":"state"}');
  assert.deepEqual(kept.questionsBesides({ kind: "fault" }), { role: "admin" });
  assert.deepEqual(kept.questionsBesides({ job: "other" }), {});
  assert.deepEqual(kept.settingsBesides({ kind: "fault" }), { cloud: "state" });
  assert.deepEqual(kept.settingsBesides({ cloud: "world" }), {});
});

test("a step names the answers of the device on the way, and says nothing of the others", () => {
  const added = { role: "admin" };
  const reached = withRemembered(walk(tree, { kind: "fault", ...added }), added);
  assert.deepEqual([reached.at, reached.remembered], ["call", ["role"]]);
  const elsewhere = withRemembered(walk(tree, { kind: "question", ...added }), added);
  assert.deepEqual([elsewhere.remembered, elsewhere.unused, elsewhere.pending], [[], [], []]);
  assert.deepEqual(withRemembered(walk(tree, added), added).pending, []);
});
