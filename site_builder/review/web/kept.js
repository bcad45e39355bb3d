/** What a reviewer did: kept in the browser from one visit to the next, saved to a file and loaded from one. */

import { isSame } from "./checks.js";

/**
 * @typedef {import("./checks.js").Forms} Forms
 * @typedef {import("./checks.js").SheetText} SheetText
 * @typedef {{after?: Forms, right?: boolean, note?: string}} Reviewed
 * @typedef {{locale: string, digest: string, file: string, format: string, version: number, countless: string[],
 *   names: Record<string, string>, texts: SheetText[]}} Sheet
 */

/** @param {SheetText} text */
export const keyOf = (text) => `${text.domain}:${text.context}`;

export class Review {
  /**
   * @param {Sheet} sheet
   * @param {Storage | null} storage Null where the browser gives none.
   */
  constructor(sheet, storage) {
    this.sheet = sheet;
    this.storage = storage;
    this.reviewer = "";
    /** @type {Record<string, Reviewed>} */
    this.texts = Object.create(null);
    /** Whether the browser keeps it. */
    this.isKept = storage !== null;
    this.storageKey = `translation-review:${sheet.locale}:${sheet.digest}`;
  }

  /**
   * @param {SheetText} text
   * @returns {Reviewed}
   */
  of(text) {
    return this.texts[keyOf(text)] ?? {};
  }

  /** @param {SheetText} text */
  after(text) {
    return this.of(text).after ?? text.before;
  }

  /** @param {SheetText} text */
  isChanged(text) {
    return !isSame(this.after(text), text.before);
  }

  /**
   * @param {SheetText} text
   * @param {Reviewed} changes
   */
  set(text, changes) {
    const reviewed = { ...this.of(text), ...changes };
    if (reviewed.after !== undefined && isSame(reviewed.after, text.before)) delete reviewed.after;
    if (!reviewed.right) delete reviewed.right;
    if (!reviewed.note) delete reviewed.note;
    if (Object.keys(reviewed).length) this.texts[keyOf(text)] = reviewed;
    else delete this.texts[keyOf(text)];
  }

  /** Take what the browser kept, if it kept anything. */
  recall() {
    try {
      const kept = JSON.parse(this.storage?.getItem(this.storageKey) ?? "null");
      if (!kept) return;
      this.reviewer = String(kept.reviewer ?? "");
      this.texts = Object.assign(Object.create(null), kept.texts);
    } catch {
      this.isKept = false;
    }
  }

  /** Keep all of it in the browser. */
  keep() {
    try {
      this.storage?.setItem(this.storageKey, JSON.stringify({ reviewer: this.reviewer, texts: this.texts }));
      this.isKept = this.storage !== null;
    } catch {
      this.isKept = false; // full, or refused
    }
  }

  /** The file for `translate apply`: each text on lines of its own, for people who look into it. */
  toFile() {
    const { format, version, locale, digest, texts } = this.sheet;
    const reviewed = texts.filter((text) => keyOf(text) in this.texts);
    return JSON.stringify(
      {
        format,
        version,
        locale,
        sheet: digest,
        reviewer: this.reviewer.trim(),
        saved: new Date().toISOString(),
        texts: reviewed.map((text) => ({
          domain: text.domain,
          context: text.context,
          source: text.source,
          before: text.before,
          after: this.after(text),
          was_stale: text.was_stale,
          right: Boolean(this.of(text).right),
          note: this.of(text).note ?? "",
        })),
      },
      null,
      1,
    );
  }

  /**
   * Take over what a file of this sheet, or of an earlier one, has of texts that are the same here.
   * Returns how many were taken and how many were not. Throws an Error with a sentence.
   * @param {string} content
   */
  fromFile(content) {
    const value = parsed(content);
    if (value?.format !== this.sheet.format || !Array.isArray(value.texts)) throw new Error("This is not a saved review.");
    if (value.locale !== this.sheet.locale) throw new Error(`This is a review of ${value.locale}, not of ${this.sheet.locale}.`);
    const known = new Map(this.sheet.texts.map((text) => [keyOf(text), text]));
    let taken = 0;
    for (const one of value.texts) {
      const text = known.get(`${one?.domain}:${one?.context}`);
      if (!text || !isForms(one.after, text.before)) continue;
      const isHere = isSame(one.source, text.source) && (isSame(one.before, text.before) || isSame(one.after, text.before));
      if (!isHere) continue;
      this.set(text, { after: one.after, right: one.right === true, note: String(one.note ?? "") });
      taken += 1;
    }
    this.reviewer ||= String(value.reviewer ?? "");
    return { taken, left: value.texts.length - taken };
  }
}

/**
 * @param {unknown} value
 * @param {Forms} like
 */
function isForms(value, like) {
  if (typeof like === "string") return typeof value === "string";
  if (typeof value !== "object" || value === null) return false;
  return JSON.stringify(Object.keys(value)) === JSON.stringify(Object.keys(like));
}

/** @param {string} content */
function parsed(content) {
  try {
    return JSON.parse(content);
  } catch {
    return null;
  }
}
