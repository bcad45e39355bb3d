/** The fields for a date above its ranges: day, month and year, in the order of the locale. */

import { element, find, findAll } from "../page/dom.js";
import { intlLocale, word } from "../page/words.js";
import { ON_DAY } from "./address.js";
import { isIn, readDay } from "./calendar_days.js";
import { localDay, namedDay } from "./day.js";
import { monthName, partOrder, readDate } from "./date_format.js";

/** @typedef {"day" | "month" | "year"} Part */
/**
 * @typedef {object} Asked What the build knows of the days; see site_builder/pages/range_view.py.
 * @property {string} low The first day that may be given, in ISO form, or "today"; "" where there is none.
 * @property {string} high
 * @property {string} range Both in words.
 */

export class DateFields {
  #asked;
  #ranges;
  /** @type {Map<Part, HTMLInputElement>} */
  #parts;

  /**
   * @param {HTMLElement} ranges The answers, whose ids say which days each has.
   * @param {string} id
   */
  constructor(ranges, id) {
    this.#asked = /** @type {Asked} */ (JSON.parse(ranges.dataset.date ?? ""));
    this.#ranges = findAll(ranges, "li[data-answer]").map((item) => ({
      id: item.dataset.answer ?? "",
      link: /** @type {HTMLAnchorElement} */ (find(item, "a")),
    }));
    const order = partOrder(intlLocale());
    this.#parts = new Map(order.map((part) => [part, field(part, `${id}-${part}`)]));
    this.inputs = [...this.#parts.values()];
    this.label = element("p", { class: "guide-typed-label", id: `${id}-label` }, word("date-type"));
    this.element = element("div", { class: "guide-typed-parts", role: "group", "aria-labelledby": `${id}-label` });
    for (const [part, input] of this.#parts) {
      const label = element("label", { class: "guide-typed-label", for: input.id }, word(`date-${part}`));
      this.element.append(element("div", {}, label, input));
    }
  }

  /** @returns {import("./range_entry.js").Reading} */
  read() {
    const typed = Object.fromEntries([...this.#parts].map(([part, { value }]) => [part, value]));
    const { day, fault, wrong, month, year, most } = readDate(typed, document.documentElement.lang);
    if (day === undefined) {
      const inputs = wrong.map((part) => /** @type {HTMLInputElement} */ (this.#parts.get(part)));
      return { fault: this.#fault(fault, wrong, { month, year, most }), wrong: inputs };
    }
    const { low, high, range } = this.#asked;
    const today = readDay(namedDay(new URLSearchParams(location.search).get(ON_DAY)) ?? localDay(new Date()));
    const end = (/** @type {string} */ text) => (text === "today" ? today : readDay(text));
    if ((low && day < end(low)) || (high && day > end(high))) return { fault: word("date-outside", { range }) };
    return { link: this.#ranges.find((one) => isIn(one.id, day, today))?.link };
  }

  /**
   * @param {string} fault
   * @param {Part[]} wrong
   * @param {{month: number, year: number, most: number}} about
   */
  #fault(fault, wrong, { month, year, most }) {
    if (fault === "missing") {
      const names = wrong.map((part) => word(`date-${part}`));
      return word("date-missing", { names: new Intl.ListFormat(intlLocale()).format(names) });
    }
    if (fault === "no-day") return word("date-no-day", { month: monthName(year, month, intlLocale()), most });
    return word(`date-${fault}-wrong`);
  }
}

/**
 * @param {Part} part
 * @param {string} id
 */
function field(part, id) {
  return element("input", {
    class: `guide-typed-input guide-typed-${part}`,
    id,
    type: "text",
    inputmode: "numeric",
    autocomplete: "off",
  });
}
