/**
 * Selections: answers to a question that takes several. The tree that is read from the page has links and labels by one
 * answer each; here are maps that know all that can be chosen, without listing it.
 */

import { find, findAll, textOf } from "../page/dom.js";
import { intlLocale } from "../page/words.js";
import { holds } from "./walk.js";

/** @typedef {{id: string, was: string[], label: string, alone: boolean}} Option */
/** @typedef {{when: import("./walk.js").Condition, next: string}} Case Where selections lead that meet a condition. */

const SEPARATOR = ".";

/**
 * The answers of a question by selection: their ids in any order, present or former.
 * @extends {Map<string, {id: string, label: string, unknown?: string[]}>}
 */
export class Selections extends Map {
  #options;

  /** @param {Option[]} options */
  constructor(options) {
    super();
    this.#options = options;
  }

  /**
   * The selection that a text names, in the one way to write it, with its labels as a list; undefined where it names none,
   * or one that stands alone with others. What is unknown in it is told.
   * @param {string} text
   */
  get(text) {
    const ids = text.split(SEPARATOR).filter(Boolean);
    const options = ids.map((id) => this.#option(id));
    const chosen = this.#options.filter((option) => options.includes(option));
    if (!chosen.length || (chosen.length > 1 && chosen.some(({ alone }) => alone))) return undefined;
    const list = new Intl.ListFormat(intlLocale(), { type: "conjunction" });
    return {
      id: chosen.map(({ id }) => id).join(SEPARATOR),
      label: list.format(chosen.map(({ label }) => label)),
      unknown: ids.filter((_, index) => !options[index]),
    };
  }

  /** @param {string} id */
  #option(id) {
    return this.#options.find((option) => option.id === id) ?? this.#options.find(({ was }) => was.includes(id));
  }
}

/**
 * The sections that a question leads to, by selection.
 * @extends {Map<string, string>}
 */
export class SelectionLinks extends Map {
  #question;
  #cases;

  /**
   * @param {string} question
   * @param {Case[]} cases
   */
  constructor(question, cases) {
    super(cases.map(({ next }) => [next, next]));
    this.#question = question;
    this.#cases = cases;
  }

  /** @param {string} selection */
  get(selection) {
    return this.#cases?.find(({ when }) => holds(when, { [this.#question]: selection }))?.next;
  }
}

/**
 * Give a tree the selections of its questions that take several answers.
 * @param {HTMLElement} root
 * @param {import("./walk.js").Tree} tree
 */
export function addSelections(root, { sections, choices }) {
  for (const list of findAll(root, ".guide-several")) {
    const element = /** @type {HTMLElement} */ (list.closest(".guide-step"));
    const section = sections.get(element.id);
    const choice = section && choices.get(section.question);
    if (!choice) continue;
    const cases = findAll(element, "[data-when]").filter((item) => item.closest(".guide-cases"));
    section.links = new SelectionLinks(
      section.question,
      cases.map((item) => ({
        when: JSON.parse(item.dataset.when ?? "{}"),
        next: /** @type {HTMLAnchorElement} */ (find(item, "a")).hash.slice(1),
      })),
    );
    choice.answers = new Selections(
      findAll(list, "[data-option]").map((item) => ({
        id: item.dataset.option ?? "",
        was: item.dataset.was?.split(" ") ?? [],
        get label() {
          return textOf(find(item, ".guide-choice-label")); // which may have other words at each step
        },
        alone: item.dataset.alone !== undefined,
      })),
    );
  }
}
