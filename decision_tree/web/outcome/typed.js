/** Typed texts, and where they are kept: in the page and, on wish, in its tab. */

export const LONGEST_ENTRY = 10_000; // characters; as in decision_tree/entries.py
const KEY = "decision-tree:typed";

/**
 * Typed texts by field id. They live as long as the page, or as the tab where the reader wants that, and are sent to the
 * engine's worker only.
 */
export class Typed {
  constructor() {
    const stored = read();
    /** @type {Map<string, string>} */
    this.texts = new Map(stored ?? []);
    this.kept = stored !== null; // in the tab
    this.saved = true;
    this.asked = false; // whether the reader has been asked before leaving, since they last typed
  }

  /**
   * @param {string} field
   * @param {string} text
   */
  set(field, text) {
    if (text) this.texts.set(field, text);
    else this.texts.delete(field);
    this.saved = false;
    this.asked = false;
    this.#store();
  }

  clear() {
    this.texts.clear();
    this.saved = true;
    this.#store();
  }

  /**
   * Keep texts in the tab, or forget them there. Returns whether they are kept: storage may be refused or full.
   * @param {boolean} wanted
   */
  keep(wanted) {
    this.kept = wanted;
    this.#store();
    return this.kept;
  }

  /** Whether leaving would lose something that was neither copied nor saved. */
  get unsaved() {
    return !this.saved && !this.kept && this.texts.size > 0;
  }

  /** All typed texts, for the engine; overlong ones are cut, to a length that is still too long. */
  get all() {
    return Object.fromEntries([...this.texts].map(([field, text]) => [field, text.slice(0, 2 * LONGEST_ENTRY)]));
  }

  #store() {
    try {
      if (this.kept) sessionStorage.setItem(KEY, JSON.stringify([...this.texts]));
      else sessionStorage.removeItem(KEY);
    } catch {
      this.kept = false;
    }
  }
}

/** Whether the tab keeps anything: frames of other sites and sandboxes may not. */
export function tabKeeps() {
  try {
    sessionStorage.setItem(`${KEY}?`, "");
    sessionStorage.removeItem(`${KEY}?`);
    return true;
  } catch {
    return false;
  }
}

/**
 * What is kept in the tab; null where nothing is, or nothing that this page wrote.
 * @returns {[string, string][] | null}
 */
function read() {
  try {
    const stored = JSON.parse(sessionStorage.getItem(KEY) ?? "null");
    const pair = (/** @type {unknown} */ one) => Array.isArray(one) && one.length === 2 && one.every((text) => typeof text === "string");
    return Array.isArray(stored) && stored.every(pair) ? /** @type {[string, string][]} */ (stored) : null;
  } catch {
    return null;
  }
}
