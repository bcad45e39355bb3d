/** The field for a number above its ranges, with its unit beside it. */

import { element, find, findAll } from "../page/dom.js";
import { word } from "../page/words.js";
import { readNumber, writeNumber } from "./number_format.js";

/**
 * @typedef {object} Asked What the build knows of the numbers: `low`, `high` and `step` in units of the last of the
 *   decimal `places`, the texts in words of the locale. See site_builder/pages/range_view.py.
 * @property {number} places
 * @property {number | null} low
 * @property {number | null} high
 * @property {number} step
 * @property {string} before What stands before a number: a sign of money.
 * @property {string} behind
 * @property {string[]} units What may be typed beside it.
 * @property {string} range
 * @property {string} example
 */

export class NumberFields {
  #asked;
  #ranges;
  #input;

  /**
   * @param {HTMLElement} ranges The answers: each item has the ends of its range.
   * @param {string} id
   */
  constructor(ranges, id) {
    this.#asked = /** @type {Asked} */ (JSON.parse(ranges.dataset.number ?? ""));
    this.#ranges = findAll(ranges, "li[data-answer]").map((item) => ({
      low: Number(item.dataset.low ?? -Infinity),
      high: Number(item.dataset.high ?? Infinity),
      link: /** @type {HTMLAnchorElement} */ (find(item, "a")),
    }));
    const { places, low, before, behind } = this.#asked;
    const whole = places ? "decimal" : "numeric";
    this.#input = element("input", {
      class: "guide-typed-input",
      id,
      type: "text",
      inputmode: low === null || low < 0 ? "text" : whole, // a phone's digits lack the minus sign
      autocomplete: "off",
      "aria-describedby": before || behind ? `${id}-unit` : "",
    });
    const unit = element("span", { class: "guide-typed-unit", id: `${id}-unit` }, before || behind);
    const beside = before ? [unit, this.#input] : behind ? [this.#input, unit] : [this.#input];
    this.label = element("label", { class: "guide-typed-label", for: id }, word("number-type"));
    this.element = element("div", { class: "guide-typed-parts" }, ...beside);
    this.inputs = [this.#input];
  }

  /** @returns {import("./range_entry.js").Reading} */
  read() {
    const { places, low, high, step, units, range, example } = this.#asked;
    const locale = document.documentElement.lang;
    const typed = readNumber(this.#input.value, locale, { places, units });
    if (typed === null) return { fault: range ? word("number-outside", { range, example }) : word("number-expected", { example }) };
    if ((low !== null && typed.floor < low) || (high !== null && typed.ceil > high)) {
      return { fault: word("number-outside", { range, example }) };
    }
    const before = typed.floor - modulo(typed.floor - (low ?? 0), step);
    if (before !== typed.floor || typed.floor !== typed.ceil) {
      const [one, other] = [before, before + step].map((number) => writeNumber(number, locale, places));
      return { fault: word("number-steps", { low: one, high: other }) };
    }
    return { link: this.#ranges.find((one) => one.low <= typed.floor && typed.floor <= one.high)?.link };
  }
}

/**
 * What is left of a whole number, 0 or more also of one below 0.
 * @param {number} number
 * @param {number} by
 */
function modulo(number, by) {
  return ((number % by) + by) % by;
}
