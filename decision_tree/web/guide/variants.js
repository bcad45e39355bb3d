/**
 * Other words of questions, answers and outcomes where a condition holds. The build writes them beside the text itself as
 * templates, which are nothing without scripts: so there the text is shown, which is always true. Here the right words are
 * put in its place before each step is rendered, and all that the page makes of them follows: its title, the answers given.
 */

import { find, findAll, textOf, write } from "../page/dom.js";
import { holds } from "./walk.js";

/**
 * @typedef {object} Worded A place in the page with its words.
 * @property {HTMLElement} place
 * @property {Node[]} own The text itself.
 * @property {Node[]} shown
 * @property {{when: import("./walk.js").Condition, words: Node[]}[]} variants
 */

export class Variants {
  #root;
  /** @type {Map<HTMLElement, Worded>} */
  #places = new Map();

  /** @param {HTMLElement} root */
  constructor(root) {
    this.#root = root;
    for (const template of /** @type {HTMLTemplateElement[]} */ (findAll(root, "template.guide-instead"))) {
      const when = JSON.parse(template.dataset.when ?? "");
      for (const words of findAll(template.content, "[data-words]")) {
        const place = find(/** @type {HTMLElement} */ (template.parentElement), words.dataset.words ?? "");
        const own = [...place.childNodes];
        if (!this.#places.has(place)) this.#places.set(place, { place, own, shown: own, variants: [] });
        this.#places.get(place)?.variants.push({ when, words: [...words.childNodes] });
      }
    }
  }

  /**
   * Put the words that apply into the page, and into the tree that was read from it.
   * @param {{tree: import("./walk.js").Tree, step: import("./walk.js").Step}} state
   */
  write({ tree, step }) {
    const facts = { ...Object.fromEntries(step.path), ...step.settings };
    for (const worded of this.#places.values()) {
      const words = worded.variants.find(({ when }) => holds(when, facts))?.words ?? worded.own;
      if (words === worded.shown) continue;
      const before = textOf(worded.place);
      worded.shown = words;
      worded.place.replaceChildren(...words);
      worded.place.hidden = !words.length;
      this.#follow(worded.place, before, { tree, step });
    }
  }

  /**
   * What else has shown a text follows it.
   * @param {HTMLElement} place
   * @param {string} before The text that was there.
   * @param {{tree: import("./walk.js").Tree, step: import("./walk.js").Step}} state
   */
  #follow(place, before, { tree, step }) {
    const now = textOf(place);
    if (place.matches(".guide-current > .guide-title")) document.title = document.title.replace(before, () => now);
    if (!place.matches(".guide-choice-label")) return;
    const question = place.closest("[data-question]")?.getAttribute("data-question") ?? "";
    const answer = place.closest("[data-answer]")?.getAttribute("data-answer") ?? "";
    const choice = tree.choices.get(question)?.answers.get(answer);
    if (choice) choice.label = now;
    const row = step.path.findIndex(([id, value]) => id === question && value === answer);
    const given = findAll(this.#root, ".guide-answer")[row]?.querySelector("dd");
    if (given?.textContent === before) write(given, now);
  }
}
