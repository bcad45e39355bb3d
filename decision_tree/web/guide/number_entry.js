/**
 * A number to type above the ranges that a question has as its answers. What is typed is found in one of them, whose link
 * is then clicked: it goes nowhere itself, neither into the address nor onto the network.
 */

import { element, find, findAll } from "../page/dom.js";
import { word } from "../page/words.js";
import { readNumber } from "./number_format.js";

export class NumberEntry {
  #ranges;
  #input;
  #fault = element("p", { class: "guide-number-fault", role: "alert" });

  /** @param {HTMLElement} ranges The answers: each item has the ends of its range. */
  constructor(ranges) {
    const section = /** @type {HTMLElement} */ (ranges.closest(".guide-step"));
    const number = (/** @type {string | undefined} */ text) => Number(text);
    this.#ranges = findAll(ranges, "li[data-low]").map((item) => ({
      low: number(item.dataset.low),
      high: number(item.dataset.high),
      link: /** @type {HTMLAnchorElement} */ (find(item, "a")),
    }));
    const id = `${section.id}-number`;
    this.#fault.id = `${id}-fault`;
    this.#input = element("input", {
      class: "guide-number",
      id,
      type: "text",
      inputmode: this.#ranges[0]?.low < 0 ? "text" : "numeric", // a phone's digits lack the minus sign
      autocomplete: "off",
      "aria-describedby": `${find(section, ".guide-title").id} ${this.#fault.id}`,
    });
    const go = element("button", { class: "md-button", type: "button" }, word("number-go"));
    const label = element("label", { class: "guide-number-label", for: id }, word("number-type"));
    ranges.before(label, element("div", { class: "guide-number-line" }, this.#input, go), this.#fault);
    go.addEventListener("click", () => this.#choose());
    this.#input.addEventListener("keydown", (event) => {
      if (event.key === "Enter") this.#choose();
    });
    this.#input.addEventListener("input", () => this.#say(""));
  }

  /** Forget what was typed: another step is shown. */
  reset() {
    this.#input.value = "";
    this.#say("");
  }

  #choose() {
    const locale = document.documentElement.lang;
    const typed = readNumber(this.#input.value, locale);
    const met = typed === null ? undefined : this.#ranges.find(({ low, high }) => low <= typed && typed <= high);
    if (met) return met.link.click();
    const { format } = new Intl.NumberFormat(locale, { numberingSystem: "latn" }); // as the build writes them
    const ends = { low: format(this.#ranges[0].low), high: format(this.#ranges[this.#ranges.length - 1].high) };
    this.#say(word("number-outside", ends));
    this.#input.focus();
  }

  /** @param {string} fault */
  #say(fault) {
    this.#fault.textContent = fault;
    this.#input.toggleAttribute("aria-invalid", fault !== "");
    if (fault) this.#input.setAttribute("aria-invalid", "true");
  }
}
