/** The messages of a host page and the guide in its frame: which are believed. */

import assert from "node:assert/strict";
import test from "node:test";

import { FROM_GUIDE, FROM_HOST, LONGEST, Reader, Writer, randomId } from "../../decision_tree/web/embed/protocol.js";

const FRAME = randomId();
const STEP = { at: "repair", answers: { color: "red" }, moved: true };

test("what a writer writes a reader reads, each message once", () => {
  const writer = new Writer(FRAME);
  const reader = new Reader(FRAME, FROM_GUIDE);
  const message = writer.write("step", STEP);
  assert.equal(reader.read(message)?.at, "repair");
  assert.equal(reader.read(message), null);
  assert.equal(reader.read(writer.write("height", { height: 800 }))?.height, 800);
});

test("messages of another frame, or that come too late, are not believed", () => {
  const reader = new Reader(FRAME, FROM_GUIDE);
  const writer = new Writer(FRAME);
  const [first, second] = [writer.write("step", STEP), writer.write("step", STEP)];
  assert.equal(reader.read(new Writer(randomId()).write("step", STEP)), null);
  assert.ok(reader.read(second));
  assert.equal(reader.read(first), null);
});

test("a reloaded guide is heard and the one before it no more; of hosts there is one", () => {
  const [guide, reloaded] = [new Writer(FRAME), new Writer(FRAME)];
  const reader = new Reader(FRAME, FROM_GUIDE);
  assert.ok(reader.read(guide.write("step", STEP)));
  assert.ok(reader.read(reloaded.write("step", STEP)));
  assert.equal(reader.read(guide.write("step", STEP)), null);
  const host = new Reader(FRAME, FROM_HOST);
  assert.ok(host.read(new Writer(FRAME).write("start", { answers: {} })));
  assert.equal(host.read(new Writer(FRAME).write("start", { answers: {} })), null);
});

/** @type {Record<string, [string, object]>} */
const WRONG = {
  "an unknown type": ["close", {}],
  "a type of JavaScript's own": ["constructor", {}],
  "a field too many": ["step", { ...STEP, html: "<b>" }],
  "a field too few": ["step", { at: "repair", answers: {} }],
  "an id that is none": ["step", { ...STEP, at: "https://example.org/" }],
  "answers that are no object": ["step", { ...STEP, answers: ["repair"] }],
  "an answer that is no id": ["step", { ...STEP, answers: { product: "<b>" } }],
  "too many answers": ["step", { ...STEP, answers: Object.fromEntries([...Array(81).keys()].map((n) => [`q${n}`, "a"])) }],
  "a height that is no number": ["height", { height: "800" }],
  "a locale that is none": ["ready", { locale: "../en-US" }],
};
for (const [what, [type, fields]] of Object.entries(WRONG)) {
  test(`not believed: ${what}`, () => {
    assert.equal(new Reader(FRAME, FROM_GUIDE).read(new Writer(FRAME).write(type, fields)), null);
  });
}

test("what is no message, or an overlong one, is passed over", () => {
  const reader = new Reader(FRAME, FROM_HOST);
  const long = new Writer(FRAME).write("start", { answers: { a: "b" } }).padEnd(LONGEST + 1);
  for (const data of ["", "{", "null", "[]", 7, { type: "start" }, long]) assert.equal(reader.read(data), null);
});

test("colors of a host are colors, and its scheme is light or dark", () => {
  const look = { scheme: "dark", accent: "#0b5", ground: "#ffffff" };
  assert.ok(new Reader(FRAME, FROM_HOST).read(new Writer(FRAME).write("theme", look)));
  for (const wrong of [{ accent: "red" }, { ground: "url(x)" }, { scheme: "auto" }]) {
    assert.equal(new Reader(FRAME, FROM_HOST).read(new Writer(FRAME).write("theme", { ...look, ...wrong })), null);
  }
});
