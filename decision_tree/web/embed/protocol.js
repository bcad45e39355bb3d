/**
 * The protocol of a host page and the guide in its frame: their messages, and which of them either accepts.
 *
 * A message is JSON text: {"decisionTree": 1, "id", "page", "n", "type", …}. `id` is the frame's, random,
 * made by the host; `page` is the sender's document, random; `n` counts its messages. handbook/embedding.md lists the
 * types. A message counts only if it comes from the right window and origin, carries the frame's id, is new, and is
 * nothing but what its type allows. Ids name parts of the guide; no message holds an address, markup, or
 * anything that a reader typed.
 */

export const VERSION = 1;
export const LOWEST = 120; // pixels; the least height that a guide in a frame can ask for
export const HIGHEST = 20_000;
export const LONGEST = 4096; // characters of a message
export const MOST_ANSWERS = 80;
export const RANDOM_ID = /^[0-9a-f]{32}$/;

const ID = /^[a-z0-9][a-z0-9-]{0,79}$/;
const ANSWER = /^[a-z0-9][a-z0-9.-]{0,1499}$/; // an id, or several with dots between them
const LOCALE = /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}$/;
export const COLOR = /^(#[0-9a-fA-F]{3}|#[0-9a-fA-F]{6}|)$/;

/** @typedef {(value: unknown) => boolean} Test Whether a field may hold the value. */
/** @typedef {Record<string, Record<string, Test>>} Types Each type of message with its fields. */
/**
 * @typedef {object} Message A message that was accepted.
 * @property {string} type
 * @property {string} at
 * @property {Record<string, string>} answers
 * @property {string} locale
 * @property {string} code
 * @property {number} height
 * @property {boolean} moved
 * @property {string} scheme
 * @property {string} accent
 * @property {string} ground
 */

/**
 * @param {RegExp} pattern
 * @returns {Test}
 */
const matches = (pattern) => (value) => typeof value === "string" && pattern.test(value);
const id = matches(ID);
const answer = matches(ANSWER);
const locale = matches(LOCALE);
/** @type {Test} */
const answers = (value) => {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return false;
  const pairs = Object.entries(value);
  return pairs.length <= MOST_ANSWERS && pairs.every(([name, value]) => id(name) && answer(value));
};

/** @type {Types} */
export const FROM_GUIDE = {
  ready: { locale },
  height: { height: Number.isFinite },
  step: { at: id, answers, moved: (value) => typeof value === "boolean" },
  outcome: { at: id, answers },
  error: { code: id },
};
/** @type {Types} */
export const FROM_HOST = {
  theme: { scheme: matches(/^(light|dark)$/), accent: matches(COLOR), ground: matches(COLOR) },
  locale: { locale },
  start: { answers },
};

/** A random id for a frame or a document. */
export function randomId() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Writes messages of one document about one frame. */
export class Writer {
  /** @param {string} id The frame's. */
  constructor(id) {
    this.id = id;
    this.page = randomId();
    this.n = 0;
  }

  /**
   * @param {string} type
   * @param {object} fields
   */
  write(type, fields) {
    return JSON.stringify({ decisionTree: VERSION, id: this.id, page: this.page, n: ++this.n, type, ...fields });
  }
}

/** Reads messages about one frame, each once, and ignores whatever is not one. */
export class Reader {
  /**
   * @param {string} id The frame's.
   * @param {Types} types
   */
  constructor(id, types) {
    this.id = id;
    this.types = types;
    /** @type {string | null} */
    this.page = null;
    this.n = 0;
    /** @type {Set<string>} The documents that have been replaced. */
    this.past = new Set();
  }

  /**
   * @param {unknown} data
   * @returns {Message | null}
   */
  read(data) {
    const message = parse(data);
    if (message?.decisionTree !== VERSION || message.id !== this.id) return null;
    const { page, n, type } = message;
    const fields = typeof type === "string" && Object.hasOwn(this.types, type) ? this.types[type] : null;
    if (!fields || Object.keys(message).length !== Object.keys(fields).length + 5) return null;
    if (!Object.entries(fields).every(([name, fits]) => Object.hasOwn(message, name) && fits(message[name]))) return null;
    if (typeof page !== "string" || !RANDOM_ID.test(page) || !Number.isSafeInteger(n)) return null;
    return this.isNew(page, n) ? message : null;
  }

  /**
   * Whether a message was not read before: a document numbers its messages upwards. The guide's document may be
   * replaced, by a reload or another language, and messages of the one before are ignored. The host's never is.
   * @param {string} page
   * @param {number} n
   */
  isNew(page, n) {
    if (page !== this.page) {
      if (this.past.has(page) || (this.page && this.types === FROM_HOST)) return false;
      if (this.page) this.past.add(this.page);
      this.page = page;
      this.n = 0;
    }
    if (n <= this.n) return false;
    this.n = n;
    return true;
  }
}

/** @param {unknown} data */
function parse(data) {
  if (typeof data !== "string" || data.length > LONGEST) return null;
  try {
    return JSON.parse(data);
  } catch {
    return null;
  }
}
