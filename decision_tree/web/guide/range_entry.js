/**
 * A number or a day to type above the ranges that a question has as its answers. What is typed is found in one of them,
 * whose link is then clicked: it goes nowhere itself, neither into the address nor onto the network.
 */

import { element, find } from "../page/dom.js";
import { word } from "../page/words.js";

/**
 * @typedef {object} Reading What was typed: the link of the range that has it, or what is wrong with it, and where.
 * @property {HTMLAnchorElement} [link]
 * @property {string} [fault]
 * @property {HTMLInputElement[]} [wrong] The inputs that are wrong.
 */
/**
 * @typedef {object} Fields What is typed into.
 * @property {HTMLElement} label
 * @property {HTMLElement} element
 * @property {HTMLInputElement[]} inputs
 * @property {() => Reading} read
 */

export class RangeEntry {
  #fields;
  #fault = element("p", { class: "guide-typed-fault", role: "alert" });

  /**
   * @param {HTMLElement} ranges The answers.
   * @param {(id: string) => Fields} makeFields Makes the fields, whose ids begin so.
   */
  constructor(ranges, makeFields) {
    const section = /** @type {HTMLElement} */ (ranges.closest(".guide-step"));
    const id = `${section.id}-entry`;
    this.#fields = makeFields(id);
    this.#fault.id = `${id}-fault`;
    const go = element("button", { class: "md-button", type: "button" }, word("typed-go"));
    const line = element("div", { class: "guide-typed-line" }, this.#fields.element, go);
    ranges.before(this.#fields.label, line, this.#fault);
    go.addEventListener("click", () => this.#choose());
    for (const input of this.#fields.inputs) {
      const described = [find(section, ".guide-title").id, input.getAttribute("aria-describedby"), this.#fault.id];
      input.setAttribute("aria-describedby", described.filter(Boolean).join(" "));
      input.addEventListener("keydown", (event) => {
        if (event.key === "Enter" && !event.isComposing) this.#choose();
      });
      input.addEventListener("input", () => this.#say("", []));
    }
  }

  /** Forget what was typed: another step is shown. */
  reset() {
    for (const input of this.#fields.inputs) input.value = "";
    this.#say("", []);
  }

  #choose() {
    const { link, fault = "", wrong = this.#fields.inputs } = this.#fields.read();
    if (link) return link.click();
    this.#say(fault, wrong);
    wrong[0].focus();
  }

  /**
   * @param {string} fault
   * @param {HTMLInputElement[]} wrong
   */
  #say(fault, wrong) {
    this.#fault.textContent = fault;
    for (const input of this.#fields.inputs) {
      if (wrong.includes(input)) input.setAttribute("aria-invalid", "true");
      else input.removeAttribute("aria-invalid");
    }
  }
}
