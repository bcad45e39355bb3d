/**
 * The list of a question with many answers, filtered by what is typed: an editable combobox with list autocomplete, as
 * the ARIA Authoring Practices describe it. Its options are made of the links that the page has without scripts, grouped
 * by their initials; to choose one is to click its link.
 */

import { element, find, findAll, textOf } from "../page/dom.js";
import { word } from "../page/words.js";
import { filterAnswers } from "./answer_filter.js";

/** @typedef {import("./answer_filter.js").Entry & {hint: string, link: HTMLAnchorElement}} Answer */

export class AnswerCombobox {
  #letters;
  /** @type {Answer[]} */
  #answers = [];
  #input;
  #list;
  #found = element("p", { class: "guide-found", role: "status" });
  /** @type {Answer[]} Those that are listed. */
  #listed = [];
  #active = -1; // the index of the listed answer that the arrows have come to, -1 where they are in the text

  /** @param {HTMLElement} letters The answers by their initials, which the combobox stands in the place of. */
  constructor(letters) {
    const section = /** @type {HTMLElement} */ (letters.closest(".guide-step"));
    const title = find(section, ".guide-title").id;
    this.#letters = letters;
    this.#list = element("ul", { class: "guide-options", id: `${section.id}-options`, role: "listbox", "aria-labelledby": title });
    this.#input = element("input", {
      class: "guide-typed-input guide-filter",
      id: `${section.id}-filter`,
      type: "text",
      role: "combobox",
      autocomplete: "off",
      autocapitalize: "none",
      spellcheck: "false",
      "aria-autocomplete": "list",
      "aria-controls": this.#list.id,
      "aria-describedby": title,
    });
    const label = element("label", { class: "guide-filter-label", for: this.#input.id }, word("find-answer"));
    const head = element("div", { class: "guide-combobox-head" }, label, this.#found);
    letters.before(element("div", { class: "guide-combobox" }, head, this.#input, this.#list));
    letters.hidden = true;
    this.#input.addEventListener("input", () => this.#filter());
    this.#input.addEventListener("click", () => this.#open());
    this.#input.addEventListener("keydown", (event) => this.#pressed(event));
    this.#list.addEventListener("mousedown", (event) => event.preventDefault()); // the focus stays in the text
    this.#list.addEventListener("click", ({ target }) => {
      const option = /** @type {Element} */ (target).closest("[role=option]");
      if (option) this.#choose([...this.#list.children].indexOf(option));
    });
    this.reset();
  }

  /** Show all answers, with the one that was given in sight. */
  reset() {
    this.#input.value = "";
    this.#answers = findAll(this.#letters, "li[data-answer]").map((item) => ({
      id: item.dataset.answer ?? "",
      label: textOf(find(item, ".guide-choice-label")), // which may have other words at each step
      also: item.dataset.also ?? "",
      hint: textOf(item.querySelector(".guide-choice-hint")),
      link: /** @type {HTMLAnchorElement} */ (find(item, "a")),
    }));
    this.#offer(this.#answers);
    this.#found.textContent = "";
    const given = /** @type {HTMLElement | null} */ (this.#list.querySelector("[aria-current]"));
    if (given) this.#list.scrollTop = given.offsetTop;
  }

  #filter() {
    this.#offer(filterAnswers(this.#answers, this.#input.value));
    const count = this.#listed.length;
    this.#found.textContent = count ? word("answers-found", { count }) : word("no-answer-found");
  }

  /** @param {Answer[]} answers */
  #offer(answers) {
    this.#listed = answers;
    this.#list.replaceChildren(...answers.map((answer, index) => this.#option(answer, index)));
    this.#list.scrollTop = 0;
    this.#open();
    this.#activate(-1);
  }

  /**
   * @param {Answer} answer
   * @param {number} index
   */
  #option({ label, hint, link }, index) {
    const option = element("li", { id: `${this.#list.id}-${index}`, role: "option", "aria-selected": "false" }, label);
    if (hint) option.append(element("span", { class: "guide-choice-hint" }, hint));
    if (link.hasAttribute("aria-current")) option.setAttribute("aria-current", "true");
    return option;
  }

  #open() {
    this.#expand(this.#listed.length > 0);
  }

  /** @param {boolean} expanded */
  #expand(expanded) {
    this.#list.hidden = !expanded;
    this.#input.setAttribute("aria-expanded", String(expanded));
  }

  /**
   * Bring the arrows to an answer, or with -1 back to the text.
   * @param {number} index
   */
  #activate(index) {
    this.#list.children[this.#active]?.setAttribute("aria-selected", "false");
    this.#active = index;
    const option = /** @type {HTMLElement | undefined} */ (this.#list.children[index]);
    if (!option) return this.#input.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    this.#input.setAttribute("aria-activedescendant", option.id);
    // the list alone scrolls: scrollIntoView would move a host's page around a frame as well
    const top = option.offsetTop;
    const { scrollTop, clientHeight } = this.#list;
    if (top < scrollTop) this.#list.scrollTop = top;
    else if (top + option.offsetHeight > scrollTop + clientHeight) {
      this.#list.scrollTop = top + option.offsetHeight - clientHeight;
    }
  }

  /** @param {KeyboardEvent} event */
  #pressed(event) {
    if (event.isComposing || event.ctrlKey || event.metaKey) return;
    const { key, altKey } = event;
    if (key === "ArrowDown" || key === "ArrowUp") {
      if (altKey) this.#expand(key === "ArrowDown" && this.#listed.length > 0);
      else this.#move(key === "ArrowDown" ? 1 : -1);
    } else if (key === "Enter") {
      if (this.#active >= 0) this.#choose(this.#active);
      else if (this.#listed.length === 1) this.#choose(0);
    } else if (key === "Escape") {
      this.reset();
      this.#expand(false);
    } else {
      if (key === "Home" || key === "End") this.#activate(-1); // and the text's cursor goes there
      return;
    }
    event.preventDefault();
  }

  /**
   * Go on to the next answer, or the one before; from the text to the first or last, and from these to the text.
   * @param {number} by
   */
  #move(by) {
    this.#open();
    const places = this.#listed.length + 1; // the text is one of them
    this.#activate(((this.#active + 1 + by + places) % places) - 1);
  }

  /** @param {number} index */
  #choose(index) {
    this.#listed[index]?.link.click();
  }
}
