/** A text of the sheet on the page: its boxes, findings and buttons. */

import { findings, formsOf, hasTerm, segments } from "./checks.js";

/**
 * @typedef {import("./checks.js").Forms} Forms
 * @typedef {import("./checks.js").SheetText} SheetText
 * @typedef {import("./kept.js").Review} Review
 */

const GROWS = CSS.supports("field-sizing", "content");

export class Row {
  /**
   * @param {HTMLElement} element
   * @param {SheetText} text
   * @param {Review} review
   */
  constructor(element, text, review) {
    this.element = element;
    this.text = text;
    this.review = review;
    this.boxes = [...element.querySelectorAll("textarea")];
    this.previews = /** @type {HTMLElement[]} */ ([...element.querySelectorAll(".preview")]);
    this.list = /** @type {HTMLElement} */ (element.querySelector(".findings"));
    this.right = /** @type {HTMLButtonElement | null} */ (element.querySelector("button.right"));
    this.restore = /** @type {HTMLButtonElement | null} */ (element.querySelector("button.restore"));
    this.same = /** @type {HTMLButtonElement | null} */ (element.querySelector("button.same"));
    this.note = /** @type {HTMLInputElement | null} */ (element.querySelector("input.note"));
    this.terms = /** @type {HTMLElement[]} */ ([...element.querySelectorAll(".term")]);
    this.place = /** @type {HTMLElement} */ (element.closest("section"));
    /** @type {Row[]} */
    this.twins = [];
    this.isBlocked = false;
    this.hasFindings = false;
  }

  get isChanged() {
    return this.review.isChanged(this.text);
  }

  get isDone() {
    if (!this.text.has_words || this.isBlocked) return false;
    return Boolean(this.review.of(this.text).right) || this.isChanged || this.text.done;
  }

  /** The twins that read otherwise, although their English is the same. */
  get otherTwins() {
    const after = JSON.stringify(formsOf(this.review.after(this.text)));
    return this.twins.filter((one) => JSON.stringify(formsOf(this.review.after(one.text))) !== after);
  }

  /** What the boxes hold now. Line breaks, which a text has none of, are spaces. */
  read() {
    const forms = this.boxes.map((box) => [box.dataset.form ?? "", box.value.replace(/\s*\n\s*/g, " ")]);
    /** @type {Forms} */
    const after = typeof this.text.before === "string" ? forms[0][1] : Object.fromEntries(forms);
    return after;
  }

  /** Put what was reviewed into the boxes. */
  fill() {
    const forms = Object.fromEntries(formsOf(this.review.after(this.text)));
    for (const box of this.boxes) {
      box.value = forms[box.dataset.form ?? ""] ?? "";
      if (!GROWS) box.rows = Math.max(1, Math.ceil(box.value.length / 48));
    }
    if (this.note) this.note.value = this.review.of(this.text).note ?? "";
  }

  /** Bring all but the boxes in step with what was reviewed. */
  show() {
    const after = this.review.after(this.text);
    const found = this.text.has_words ? findings(this.text, after, this.review.sheet) : [];
    this.isBlocked = found.some(({ blocks }) => blocks);
    const sentences = found.map(({ sentence }) => sentence);
    this.terms.forEach((term, at) => {
      const rule = this.text.terms[at];
      const isFound = hasTerm(rule, after);
      term.dataset.found = isFound ? "yes" : rule.excused ? "excused" : "no";
      const mark = /** @type {HTMLElement} */ (term.querySelector(".mark"));
      mark.textContent = isFound ? "✓ found" : rule.excused ? "✓ excused" : "✗ not found";
    });
    const terms = this.terms.filter((term) => term.dataset.found === "no").length;
    const twins = this.isChanged ? this.otherTwins.length : 0;
    if (twins) sentences.push(`The same English reads otherwise in ${twins} other ${twins === 1 ? "text" : "texts"}.`);
    this.list.replaceChildren(...sentences.map((sentence) => made("li", sentence)));
    this.hasFindings = Boolean(sentences.length || terms || this.element.dataset.problems);
    this.element.dataset.state = this.isBlocked ? "blocked" : this.isChanged ? "changed" : this.isDone ? "done" : "open";
    const isRight = Boolean(this.review.of(this.text).right) && !this.isBlocked;
    this.right?.setAttribute("aria-pressed", String(isRight));
    if (this.restore) this.restore.hidden = !this.isChanged;
    if (this.same) {
      this.same.hidden = !twins;
      this.same.textContent = twins === 1 ? "Write it there too" : `Write it in all ${twins} too`;
    }
    formsOf(after).forEach(([, form], at) => this.preview(this.previews[at], form));
  }

  /**
   * A text as readers see it, with names in place of references; nothing where it has none.
   * @param {HTMLElement | undefined} place
   * @param {string} form
   */
  preview(place, form) {
    if (!place) return;
    const pieces = segments(form);
    place.hidden = !pieces.some(({ kind }) => kind !== "words");
    place.replaceChildren(
      ...pieces.map(({ kind, text }) => {
        if (kind === "words") return text;
        if (kind === "code") return made("code", text);
        const name = made("b", this.text.names[text] ?? this.review.sheet.names[text] ?? text);
        name.className = kind;
        name.title = text;
        return name;
      }),
    );
  }

  /** Bring it to where it is read, with the focus on its first box, or on its button. @param {boolean} onButton */
  enter(onButton) {
    this.element.scrollIntoView({ block: "center" });
    const control = onButton ? this.right : this.boxes[0];
    control?.focus({ preventScroll: true });
  }
}

/**
 * @param {string} tag
 * @param {string} text
 */
function made(tag, text) {
  const element = document.createElement(tag);
  element.textContent = text;
  return element;
}
