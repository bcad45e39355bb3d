/**
 * The binary format of WebAssembly: reads and writes sections and function bodies, and no instructions.
 * What is not known here is refused with an error, so that a new kind of module is never taken for another.
 *
 * The format: https://webassembly.github.io/spec/core/binary/modules.html
 */

export const SECTION = {
  custom: 0, type: 1, import: 2, function: 3, table: 4, memory: 5, global: 6, export: 7, start: 8, element: 9,
  code: 10, data: 11, dataCount: 12, tag: 13,
}; // prettier-ignore
export const KIND = { function: 0, table: 1, memory: 2, global: 3, tag: 4 };

const HEADER = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
/** @typedef {Uint8Array<ArrayBuffer> | number[]} Bytes */
/** @typedef {{id: number, bytes: Bytes}} Section */

const FUNCTION_TYPE = 0x60;
const END = 0x0b;
/** Types of one byte: numbers, vectors, and references of the usual kinds. */
const SHORT_TYPES = new Set([0x7f, 0x7e, 0x7d, 0x7c, 0x7b, 0x70, 0x6f, 0x69]);
/** A constant expression's instructions with one number behind them. */
const CONSTANTS = new Set([0x41, 0x42, 0x23, 0xd0, 0xd2]);

/** Reads one thing after the other from bytes. */
export class Reader {
  /** @param {Uint8Array<ArrayBuffer>} bytes */
  constructor(bytes, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }

  get done() {
    return this.at >= this.bytes.length;
  }

  byte() {
    if (this.done) throw new Error("the WebAssembly ends too soon");
    return this.bytes[this.at++];
  }

  /** An unsigned number of at most 32 bits. */
  number() {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.byte();
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) return value;
    }
  }

  /** Pass over a number of any length and sign. */
  skipNumber() {
    while (this.byte() > 127);
  }

  /** @param {number} count */
  take(count) {
    this.at += count;
    if (this.at > this.bytes.length) throw new Error("the WebAssembly ends too soon");
    return this.bytes.subarray(this.at - count, this.at);
  }

  name() {
    return new TextDecoder().decode(this.take(this.number()));
  }

  /**
   * What `read` passes over, as bytes.
   * @param {() => void} read
   */
  span(read) {
    const from = this.at;
    read();
    return this.bytes.subarray(from, this.at);
  }

  /**
   * As many things as the number says that comes first.
   * @template Thing
   * @param {() => Thing} read
   */
  many(read) {
    return Array.from({ length: this.number() }, read);
  }

  type() {
    const byte = this.byte();
    if (byte === 0x63 || byte === 0x64) this.skipNumber();
    else if (!SHORT_TYPES.has(byte)) throw new Error(`the WebAssembly has a type 0x${byte.toString(16)}`);
  }

  limits() {
    const flags = this.byte();
    if (flags > 3) throw new Error(`the WebAssembly has limits of the kind ${flags}`);
    this.skipNumber();
    if (flags & 1) this.skipNumber();
  }

  table() {
    this.type();
    this.limits();
  }

  global() {
    this.type();
    this.byte();
  }

  tag() {
    this.byte();
    this.skipNumber();
  }

  constant() {
    for (let byte = this.byte(); byte !== END; byte = this.byte()) {
      if (!CONSTANTS.has(byte)) throw new Error(`the WebAssembly begins with an instruction 0x${byte.toString(16)}`);
      this.skipNumber();
    }
  }
}

/**
 * The bytes of an unsigned number.
 * @param {number} value
 */
export function number(value) {
  const found = [];
  for (; value > 127; value = Math.floor(value / 128)) found.push((value & 127) | 128);
  return [...found, value];
}

/**
 * The bytes of the instruction that pushes a number of 32 bits that is not negative.
 * @param {number} value
 */
export function constant(value) {
  const found = [0x41];
  for (; value > 63; value >>= 7) found.push((value & 127) | 128);
  return [...found, value];
}

/**
 * The bytes of a name.
 * @param {string} text
 */
export function name(text) {
  const bytes = new TextEncoder().encode(text);
  return [...number(bytes.length), ...bytes];
}

/**
 * One run of bytes of several.
 * @param {Bytes[]} parts
 */
export function joined(parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/**
 * How many there are, and then each.
 * @param {Bytes[]} parts
 */
export const vector = (parts) => joined([number(parts.length), ...parts]);

/**
 * The sections of a module in their order.
 * @param {Uint8Array<ArrayBuffer>} module
 */
export function sectionsOf(module) {
  if (HEADER.some((byte, at) => module[at] !== byte)) throw new Error("this is no WebAssembly of version 1");
  const reader = new Reader(module, HEADER.length);
  const found = [];
  while (!reader.done) found.push({ id: reader.byte(), bytes: reader.take(reader.number()) });
  return found;
}

/**
 * A module of sections; those without content are left out.
 * @param {Section[]} sections
 */
export function moduleOf(sections) {
  const parts = sections.filter(({ bytes }) => bytes.length);
  return joined([HEADER, ...parts.flatMap(({ id, bytes }) => [[id], number(bytes.length), bytes])]);
}

/**
 * What a section holds, each thing as bytes: [] for one that is not there.
 * @param {Uint8Array<ArrayBuffer> | undefined} bytes
 * @param {(reader: Reader) => void} read
 */
export function entries(bytes, read) {
  if (!bytes) return [];
  const reader = new Reader(bytes);
  const found = reader.many(() => reader.span(() => read(reader)));
  if (!reader.done) throw new Error("a section of the WebAssembly is longer than what it holds");
  return found;
}

/**
 * Pass over an entry of the type section, and say how many values such a function takes.
 * @param {Reader} reader
 */
export function parameters(reader) {
  if (reader.byte() !== FUNCTION_TYPE) throw new Error("the WebAssembly has a type that is not a function's");
  const { length } = reader.many(() => reader.type());
  reader.many(() => reader.type());
  return length;
}

/**
 * Pass over an import, and say of what kind it is.
 * @param {Reader} reader
 */
export function importKind(reader) {
  reader.name();
  reader.name();
  const kind = reader.byte();
  const read = /** @type {const} */ (["skipNumber", "table", "limits", "global", "tag"])[kind];
  if (!read) throw new Error(`the WebAssembly has an import of the kind ${kind}`);
  reader[read]();
  return kind;
}
