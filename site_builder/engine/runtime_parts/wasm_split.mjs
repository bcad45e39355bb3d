/**
 * Splits a WebAssembly module into a primary module, with the functions that are called, and a secondary module
 * with all others, which is loaded and joins the primary one when the first of them is called after all.
 *
 * Both have all types and all functions under the numbers that they had, so bodies are copied as they are and no
 * instruction has to be understood. A function that lies in the other module has a short body here, which calls
 * it through a table that belongs to the two modules alone:
 *
 *     0                what JavaScript puts there: it makes the secondary module join
 *     1 … hot          the primary module's functions
 *     then … all       the secondary module's functions, once it has joined
 *
 * The primary module exports, under names that begin with PREFIX: that table (`join`), whether the other has
 * joined (`joined`, 0 or 1), and whatever else the secondary module imports: memory, tables, tags, and the
 * globals that can change.
 */

import {
  KIND, Reader, SECTION, constant, entries, importKind, joined, moduleOf, name, number, parameters, sectionsOf,
  vector,
} from "./wasm_binary.mjs"; // prettier-ignore
import { PREFIX } from "../../../decision_tree/web/entries/runtime.js";

const OP = { if: 0x04, end: 0x0b, call: 0x10, callIndirect: 0x11, localGet: 0x20, globalGet: 0x23, globalSet: 0x24, isZero: 0x45 };
const I32 = 0x7f;
const NOTHING = 0x40;
const MUTABLE = 1;
const FUNCREF = 0x70;
const NO_PARAMETERS = [0x60, 0, 0];

/** @typedef {import("./wasm_binary.mjs").Bytes} Bytes */
/** @typedef {ReturnType<typeof parse>} Parts A module taken apart. */

/**
 * Take a module apart. All lists hold bytes, in the order of their numbers.
 * @param {Uint8Array<ArrayBuffer>} module
 */
function parse(module) {
  const sections = sectionsOf(module);
  const content = (/** @type {number} */ id) => sections.find((one) => one.id === id)?.bytes;
  const imports = entries(content(SECTION.import), importKind);
  const imported = (/** @type {number} */ kind) => imports.filter((bytes) => importKind(new Reader(bytes)) === kind).length;
  const globals = entries(content(SECTION.global), (reader) => {
    reader.global();
    reader.constant();
  });
  const found = {
    sections,
    types: entries(content(SECTION.type), parameters),
    imports,
    importedFunctions: imported(KIND.function),
    importedTables: imported(KIND.table),
    importedGlobals: imported(KIND.global),
    functions: entries(content(SECTION.function), (reader) => reader.skipNumber()),
    tables: entries(content(SECTION.table), (reader) => reader.table()),
    memories: entries(content(SECTION.memory), (reader) => reader.limits()),
    tags: entries(content(SECTION.tag), (reader) => reader.tag()),
    globals,
    exports: entries(content(SECTION.export), (reader) => {
      reader.name();
      reader.byte();
      reader.skipNumber();
    }),
    elements: entries(content(SECTION.element), activeElements),
    bodies: entries(content(SECTION.code), (reader) => reader.take(reader.number())).map((bytes) => {
      const reader = new Reader(bytes);
      return reader.take(reader.number());
    }),
  };
  if (found.bodies.length !== found.functions.length) throw new Error("the WebAssembly lacks bodies of functions");
  return found;
}

/**
 * Pass over a part of a table that is filled at the start. Others could be named by instructions.
 * @param {import("./wasm_binary.mjs").Reader} reader
 */
function activeElements(reader) {
  const flags = reader.number();
  if (flags !== 0) throw new Error(`the WebAssembly fills a table in a way of the kind ${flags}`);
  reader.constant();
  reader.many(() => reader.skipNumber());
}

/**
 * The module with other content in some sections, by their ids.
 * @param {Parts} parts
 * @param {Record<number, Bytes>} content
 */
function changed({ sections }, content) {
  const missing = Object.keys(content).map(Number).filter((id) => !sections.some((one) => one.id === id));
  if (missing.length) throw new Error(`the WebAssembly has no section ${missing.join(", ")}`);
  return moduleOf(sections.map(({ id, bytes }) => ({ id, bytes: content[id] ?? bytes })));
}

/**
 * The numbers of the functions that were called, as an instance's exports have them.
 * @param {WebAssembly.Exports} exports
 */
export function called(exports) {
  const marks = Object.entries(exports).filter(([label, mark]) => label.startsWith(PREFIX) && "value" in mark && mark.value === 1);
  return marks.map(([label]) => Number(label.slice(PREFIX.length)));
}

/**
 * The exports that stay: of functions those that are wanted, and all else.
 * @param {Parts} parts
 * @param {Set<string>} wanted
 */
const kept = (parts, wanted) =>
  parts.exports.filter((bytes) => {
    const reader = new Reader(bytes);
    const label = reader.name();
    return reader.byte() !== KIND.function || wanted.has(label);
  });

/**
 * @param {string | number} label
 * @param {number} kind
 * @param {number} index
 */
const exported = (label, kind, index) => [...name(PREFIX + label), kind, ...number(index)];
/** @param {number[]} instructions */
const body = (instructions) => [...number(instructions.length + 1), ...instructions, OP.end];
/**
 * Bodies are written with their length before them; those without locals begin with a zero.
 * @param {Uint8Array<ArrayBuffer>} bytes
 */
const written = (bytes) => joined([number(bytes.length), bytes]);

/**
 * A module that notes which of its functions were called: each sets a global of its own, which is exported as
 * PREFIX and the function's number among those that are defined, from 0. Of its functions it exports `wanted`.
 * @param {Uint8Array<ArrayBuffer>} module
 * @param {Set<string>} wanted
 */
export function watched(module, wanted) {
  const parts = parse(module);
  const first = parts.importedGlobals + parts.globals.length;
  const bodies = parts.bodies.map((bytes, at) => {
    const reader = new Reader(bytes);
    const locals = reader.span(() =>
      reader.many(() => {
        reader.skipNumber();
        reader.type();
      }),
    );
    const note = [...constant(1), OP.globalSet, ...number(first + at)];
    return written(joined([locals, note, bytes.subarray(reader.at)]));
  });
  const marks = bodies.map(() => [I32, MUTABLE, ...constant(0), OP.end]);
  return changed(parts, {
    [SECTION.global]: vector([...parts.globals, ...marks]),
    [SECTION.export]: vector([...kept(parts, wanted), ...marks.map((_, at) => exported(at, KIND.global, first + at))]),
    [SECTION.code]: vector(bodies),
  });
}

/**
 * @param {Uint8Array<ArrayBuffer>} module
 * @param {Set<number>} hot The functions that the primary module keeps: numbers as `watched` has them.
 * @param {Set<string>} wanted The functions that go on being exported; all that is no function does.
 * @returns {{primary: Uint8Array<ArrayBuffer>, secondary: Uint8Array<ArrayBuffer>}}
 */
export function split(module, hot, wanted) {
  const parts = parse(module);
  const cut = new Cut(parts, hot);
  return { primary: primaryModule(parts, cut, wanted), secondary: secondaryModule(parts, cut) };
}

/** Where everything is that both modules have to agree on. */
class Cut {
  /**
   * @param {Parts} parts
   * @param {Set<number>} hot
   */
  constructor(parts, hot) {
    const all = parts.bodies.map((_, at) => at);
    this.hot = hot;
    this.here = all.filter((at) => hot.has(at));
    this.there = all.filter((at) => !hot.has(at));
    /** @type {number[]} The place in the table of each function. */
    this.slots = [];
    for (const [place, at] of [...this.here, ...this.there].entries()) this.slots[at] = place + 1;
    this.size = all.length + 1;
    this.table = parts.importedTables + parts.tables.length;
    this.tableType = [FUNCREF, 1, ...number(this.size), ...number(this.size)];
    this.firstFunction = parts.importedFunctions;
    this.parameters = parts.types.map((bytes) => parameters(new Reader(bytes)));
    this.typeOf = parts.functions.map((bytes) => new Reader(bytes).number());
    // Globals up to the last that can change are shared; what follows is the same constant in both.
    const changeable = parts.globals.map((bytes) => {
      const reader = new Reader(bytes);
      reader.type();
      return reader.byte() === MUTABLE;
    });
    this.shared = changeable.lastIndexOf(true) + 1;
  }

  /**
   * A body that calls the same function in the other module.
   * @param {number} at
   * @param {number[]} before Instructions before the call.
   */
  across(at, before = []) {
    const type = this.typeOf[at];
    const values = Array.from({ length: this.parameters[type] }, (_, index) => [OP.localGet, ...number(index)]);
    const call = [OP.callIndirect, ...number(type), ...number(this.table)];
    return body([0, ...before, ...values.flat(), ...constant(this.slots[at]), ...call]);
  }

  /**
   * A part of the table of both, from a place on.
   * @param {number} place
   * @param {number[]} functions
   */
  filled(place, functions) {
    const numbers = functions.flatMap((at) => number(this.firstFunction + at));
    return joined([[2, ...number(this.table), ...constant(place), OP.end, 0, ...number(functions.length)], numbers]);
  }
}

/**
 * @param {Parts} parts
 * @param {Cut} cut
 * @param {Set<string>} wanted
 */
function primaryModule(parts, cut, wanted) {
  const none = parts.types.length; // the type of a function without parameters and results
  const ensure = cut.firstFunction + parts.functions.length;
  const joinedGlobal = parts.importedGlobals + parts.globals.length;
  /** @type {Bytes[]} */
  const bodies = parts.bodies.map((bytes, at) =>
    cut.hot.has(at) ? written(bytes) : cut.across(at, [OP.call, ...number(ensure)]),
  );
  bodies.push(
    body([
      0, OP.globalGet, ...number(joinedGlobal), OP.isZero, OP.if, NOTHING,
      ...constant(0), OP.callIndirect, ...number(none), ...number(cut.table), OP.end,
    ]), // prettier-ignore
  );
  const own = [exported("joined", KIND.global, joinedGlobal), exported("join", KIND.table, cut.table)];
  return changed(parts, {
    [SECTION.type]: vector([...parts.types, NO_PARAMETERS]),
    [SECTION.function]: vector([...parts.functions, number(none)]),
    [SECTION.table]: vector([...parts.tables, cut.tableType]),
    [SECTION.global]: vector([...parts.globals, [I32, MUTABLE, ...constant(0), OP.end]]),
    [SECTION.export]: vector([...kept(parts, wanted), ...shared(parts, cut).map(({ label, kind, index }) => exported(label, kind, index)), ...own]),
    [SECTION.element]: vector([...parts.elements, cut.filled(1, cut.here)]),
    [SECTION.code]: vector(bodies),
  });
}

/**
 * @param {Parts} parts
 * @param {Cut} cut
 */
function secondaryModule(parts, cut) {
  const bodies = parts.bodies.map((bytes, at) => (cut.hot.has(at) ? cut.across(at) : written(bytes)));
  const taken = [...shared(parts, cut), { label: "join", kind: KIND.table, type: cut.tableType }];
  const imports = taken.map(({ label, kind, type }) => joined([name(PREFIX), name(PREFIX + label), [kind], type]));
  return moduleOf([
    { id: SECTION.type, bytes: vector(parts.types) },
    { id: SECTION.import, bytes: vector([...parts.imports, ...imports]) },
    { id: SECTION.function, bytes: vector(parts.functions) },
    { id: SECTION.global, bytes: vector(parts.globals.slice(cut.shared)) },
    { id: SECTION.element, bytes: vector([cut.filled(1 + cut.here.length, cut.there)]) },
    { id: SECTION.code, bytes: vector(bodies) },
  ]);
}

/**
 * What the primary module has and the secondary one uses.
 * @param {Parts} parts
 * @param {Cut} cut
 */
function shared(parts, cut) {
  /** @type {(label: string, kind: number, types: Bytes[]) => {label: string, kind: number, index: number, type: Bytes}[]} */
  const listed = (label, kind, types) => {
    const before = parts.imports.filter((bytes) => importKind(new Reader(bytes)) === kind).length;
    return types.map((type, at) => ({ label: `${label}${at}`, kind, index: before + at, type }));
  };
  const types = parts.globals.slice(0, cut.shared).map((bytes) => {
    const reader = new Reader(bytes);
    return reader.span(() => reader.global());
  });
  return [
    ...listed("memory", KIND.memory, parts.memories),
    ...listed("table", KIND.table, parts.tables),
    ...listed("tag", KIND.tag, parts.tags),
    ...listed("global", KIND.global, types),
  ];
}
