/** The tree read from the page's HTML: the sections of its questions with their links, and the settings. */

import { find, findAll, textOf } from "../page/dom.js";

/** @typedef {import("./walk.js").Choice} Choice */
/**
 * @typedef {object} Setting As site_builder/pages/page_data.py writes it.
 * @property {string} id
 * @property {string[]} [was] Its former ids.
 * @property {string} name
 * @property {string} hint
 * @property {string} default
 * @property {boolean} [remember] Whether the reader's device may keep it.
 * @property {{id: string, was?: string[], label: string}[]} answers
 */

/**
 * Read the tree from the page.
 * @param {HTMLElement} root The element that holds all sections.
 * @param {Setting[]} settings
 * @returns {import("./walk.js").Tree}
 */
export function readTree(root, settings) {
  /** @type {import("./walk.js").Tree} */
  const tree = { first: find(root, ".guide-first").id, sections: new Map(), choices: new Map(), settings: [] };
  for (const element of findAll(root, "[data-question]")) {
    const { question = "", name = "", left = "", was, remember } = element.dataset;
    const answers = findAll(element, "li[data-answer]").map((item) => ({
      id: item.dataset.answer ?? "",
      was: item.dataset.was?.split(" "),
      label: textOf(find(item, ".guide-choice-label")),
      next: /** @type {HTMLAnchorElement} */ (find(item, "a")).hash.slice(1),
    }));
    tree.sections.set(element.id, {
      question,
      links: new Map(answers.map(({ id, next }) => [id, next])),
      left: left.split(" ").map(Number),
    });
    if (tree.choices.has(question)) continue;
    addChoice(tree.choices, { id: question, name, was: was?.split(" "), answers, remember: remember !== undefined });
  }
  tree.settings = settings.map((setting) => addChoice(tree.choices, setting));
  return tree;
}

/**
 * Add a question or setting under its present and former ids.
 * @param {Map<string, Choice>} choices
 * @param {Omit<Setting, "default" | "hint"> & {default?: string}} about
 */
function addChoice(choices, { id, was = [], name, answers, remember, default: value }) {
  /** @type {Choice} */
  const choice = { id, name, answers: new Map(), remember, default: value };
  for (const known of [...was, id]) choices.set(known, choice);
  for (const answer of answers) for (const known of answer.was ?? []) choice.answers.set(known, answer);
  for (const answer of answers) choice.answers.set(answer.id, answer);
  return choice;
}
