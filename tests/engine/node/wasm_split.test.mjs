/**
 * Splits a small module in every way that there is: the two parts do what the whole one does.
 *
 * It has one of everything that bodies can name: functions that call each other, through a table too; several
 * values as parameters and results; globals that change, one of them imported; memory; exceptions.
 */

import assert from "node:assert/strict";
import test from "node:test";

import { constant, moduleOf, name, number, vector } from "../../../site_builder/engine/runtime_parts/wasm_binary.mjs";
import { called, split, watched } from "../../../site_builder/engine/runtime_parts/wasm_split.mjs";
import { PREFIX, joinWhenCalled } from "../../../decision_tree/web/entries/runtime.js";

const [I32, I64, F64, FUNCREF] = [0x7f, 0x7e, 0x7c, 0x70];
const END = 0x0b;
const type = (/** @type {number[]} */ params, /** @type {number[]} */ results) => [0x60, ...number(params.length), ...params, ...number(results.length), ...results];
const get = (/** @type {number} */ index) => [0x20, index];
const call = (/** @type {number} */ index) => [0x10, index];
/**
 * A body: its locals, as pairs of a count and a type, and its instructions.
 * @param {number[][]} locals
 * @param {...number[]} instructions
 */
const body = (locals, ...instructions) => {
  const inner = [...number(locals.length), ...locals.flat(), ...instructions.flat(), END];
  return [...number(inner.length), ...inner];
};
/**
 * if (parameter 0) then … else … with an i32 as the result
 * @param {number[]} then
 * @param {number[]} otherwise
 */
const unless0 = (then, otherwise) => [...get(0), 0x04, I32, ...then, 0x05, ...otherwise, END];
const less1 = [...get(0), ...constant(1), 0x6b];

const NAMES = ["even", "odd", "swap", "wide", "bump", "throws", "catches", "indirect"];
const [NOTE, EVEN, ODD, , , , THROWS] = [0, 1, 2, 3, 4, 5, 6];
const module = moduleOf([
  { id: 0, bytes: [...name("producers"), 1] },
  {
    id: 1,
    bytes: vector([type([I32], [I32]), type([I32, I32], [I32, I32]), type([F64, I64], [I64]), type([I32], [])]),
  },
  {
    id: 2,
    bytes: vector([
      [...name("env"), ...name("note"), 0, 0],
      [...name("env"), ...name("count"), 3, I32, 1],
    ]),
  },
  { id: 3, bytes: vector([[0], [0], [1], [2], [0], [0], [0], [0]]) },
  { id: 4, bytes: vector([[FUNCREF, 0, 2]]) },
  { id: 5, bytes: vector([[1, 1, 3]]) },
  { id: 13, bytes: vector([[0, 3]]) },
  {
    id: 6,
    bytes: vector([
      [I32, 1, ...constant(5), END],
      [I32, 0, ...constant(9), END],
    ]),
  },
  {
    id: 7,
    bytes: vector([...NAMES.map((label, at) => [...name(label), 0, at + 1]), [...name("memory"), 2, 0]]),
  },
  { id: 9, bytes: vector([[0, ...constant(0), END, 2, EVEN, ODD]]) },
  {
    id: 10,
    bytes: vector([
      body([], unless0([...less1, ...call(ODD)], constant(1))),
      body([], unless0([...less1, ...call(EVEN)], constant(0))),
      body([], get(1), get(0)),
      body([[1, I64]], get(0), [0xb0], [0x22, 2], get(1), [0x7c], get(2), [0x7c]),
      // global 1 += n; memory[0] = it; count += global 2; note(memory[0] + length of the text in memory)
      body(
        [],
        [0x23, 1, ...get(0), 0x6a, 0x24, 1],
        [...constant(0), 0x23, 1, 0x36, 2, 0],
        [0x23, 0, 0x23, 2, 0x6a, 0x24, 0],
        [...constant(0), 0x28, 2, 0, ...constant(16), 0x2d, 0, 0, 0x6a, ...call(NOTE)],
      ),
      body([], get(0), [0x08, 0], constant(0)),
      body([], [0x06, I32, ...get(0), ...call(THROWS), 0x07, 0, END]),
      body([], get(0), get(0), [...constant(1), 0x71], [0x11, 0, 0]),
    ]),
  },
  { id: 11, bytes: vector([[0, ...constant(16), END, 1, 42]]) },
]);

/** @typedef {Record<string, (...values: (number | bigint)[]) => unknown>} Functions */

/**
 * What the functions give, one after the other, twice; and what is left in memory and the imported global.
 * @param {Functions} exports
 * @param {WebAssembly.Memory} memory
 * @param {number[]} noted
 * @param {WebAssembly.Global} count
 */
function outcome(exports, memory, noted, count) {
  const found = [];
  for (const n of [7, 4]) {
    found.push(exports.even(n), exports.odd(n), exports.swap(n, 2), exports.wide(n + 0.5, 10n), exports.bump(n));
    found.push(exports.catches(n), exports.indirect(n));
    try {
      exports.throws(n);
    } catch (error) {
      found.push(error instanceof WebAssembly.Exception);
    }
  }
  return JSON.stringify([found, noted, count.value, [...new Uint8Array(memory.buffer, 0, 20)]], (_, value) =>
    typeof value === "bigint" ? `${value}n` : value,
  );
}

/**
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @param {Uint8Array<ArrayBuffer>} [secondary]
 */
function begin(bytes, secondary = new Uint8Array()) {
  /** @type {number[]} */
  const noted = [];
  const count = new WebAssembly.Global({ value: "i32", mutable: true }, 1);
  const note = (/** @type {number} */ n) => {
    noted.push(n);
    return n + 1;
  };
  const given = { env: { note, count } };
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), given);
  let joins = 0;
  joinWhenCalled(exports, given, () => {
    joins++;
    return secondary;
  });
  const functions = /** @type {Functions} */ (exports);
  const memory = /** @type {WebAssembly.Memory} */ (exports.memory);
  return { exports, functions, said: () => outcome(functions, memory, noted, count), joins: () => joins };
}

const all = new Set(NAMES);

test("split anywhere, a module does what it did", () => {
  const expected = begin(module).said();
  const results = [0, 1, [2, 7], "24n", 55, 7, 1, true, 1, 0, [2, 4], "18n", 59, 4, 1, true];
  assert.deepEqual(JSON.parse(expected)[0], results);
  for (let mask = 0; mask < 1 << NAMES.length; mask++) {
    const hot = new Set(NAMES.map((_, at) => at).filter((at) => mask & (1 << at)));
    const { primary, secondary } = split(module, hot, all);
    const parts = begin(primary, secondary);
    assert.equal(parts.said(), expected, `with ${[...hot]} in the primary module`);
    assert.equal(parts.joins(), hot.size === NAMES.length ? 0 : 1, `with ${[...hot]} in the primary module`);
  }
});

test("only the functions that are wanted go on being exported", () => {
  const { exports } = begin(split(module, new Set([0]), new Set(["even"])).primary);
  assert.deepEqual(Object.keys(exports).filter((label) => !label.startsWith(PREFIX)), ["even", "memory"]);
});

test("a watched module knows which of its functions were called", () => {
  const { exports, functions } = begin(watched(module, all));
  functions.odd(0);
  functions.catches(3);
  assert.deepEqual(called(exports), [1, 5, 6]);
});

const MAGIC = "0061736d01000000";
const ONE_TYPE = "010401600000";
const REFUSED = {
  "3c68746d6c3e0000": "this is no WebAssembly of version 1",
  "0061736d0d000100": "this is no WebAssembly of version 1",
  [`${MAGIC}01ff00`]: "the WebAssembly ends too soon",
  [`${MAGIC}0102015e`]: "the WebAssembly has a type that is not a function's",
  [`${MAGIC}010401600140`]: "the WebAssembly has a type 0x40",
  [`${MAGIC}01050160000000`]: "a section of the WebAssembly is longer than what it holds",
  [`${MAGIC}020601016d016605`]: "the WebAssembly has an import of the kind 5",
  [`${MAGIC}040401700801`]: "the WebAssembly has limits of the kind 8",
  [`${MAGIC}0606017f006a0b00`]: "the WebAssembly begins with an instruction 0x6a",
  [`${MAGIC}${ONE_TYPE}09050101000100`]: "the WebAssembly fills a table in a way of the kind 1",
  [`${MAGIC}${ONE_TYPE}03020100`]: "the WebAssembly lacks bodies of functions",
};
for (const [hex, message] of Object.entries(REFUSED)) {
  test(`refused: ${message} (${hex})`, () => {
    assert.throws(() => split(new Uint8Array(Buffer.from(hex, "hex")), new Set(), new Set()), { message });
  });
}
