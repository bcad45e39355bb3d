/** The tree as the page has it: the sections of its questions with their links, and the settings. */

import { find, findAll, textOf } from "../page/dom.js";
import { pageData } from "../page/words.js";

/** @typedef {import("./walk.js").Choice} Choice */
/**
 * @typedef {object} Setting As PageView.page_settings writes it.
 * @property {string} id
 * @property {string[]} was Its former ids.
 * @property {string} name
 * @property {string} hint
 * @property {string} default
 * @property {{id: string, was: string[], label: string}[]} answers
 */

/**
 * Read the tree from the page.
 * @param {HTMLElement} root The element that holds all sections.
 * @param {Setting[]} settings
 * @returns {import("./walk.js").Tree}
 */
export function readTree(root, settings = pageData("guide-settings")) {
  /** @type {import("./walk.js").Tree} */
  const tree = { first: find(root, ".guide-first").id, sections: new Map(), choices: new Map(), settings: [] };
  for (const element of findAll(root, "[data-question]")) {
    const { question = "", name = "", left = "", ahead, was } = element.dataset;
    const items = findAll(element, "li[data-answer]").map((item) => ({
      id: item.dataset.answer ?? "",
      was: words(item.dataset.was),
      label: textOf(find(item, ".guide-choice-label")),
      next: find(item, "a").getAttribute("href")?.slice(1) ?? "",
    }));
    const [fewest, most = fewest] = words(left).map(Number);
    tree.sections.set(element.id, {
      id: element.id,
      question,
      links: new Map(items.map(({ id, next }) => [id, next])),
      left: [fewest, most],
      ahead: new Set(words(ahead)),
    });
    if (!tree.choices.has(question)) addChoice(tree.choices, { id: question, name, was: words(was), answers: items });
  }
  tree.settings = settings.map((setting) => addChoice(tree.choices, setting));
  return tree;
}

/**
 * @param {Map<string, Choice>} choices
 * @param {Omit<Setting, "default" | "hint"> & {default?: string}} about
 */
function addChoice(choices, { id, was, name, answers, default: value }) {
  const former = answers.flatMap((answer) => answer.was.map((old) => /** @type {const} */ ([old, answer.id])));
  const present = answers.map((answer) => /** @type {const} */ ([answer.id, answer.id]));
  const labels = new Map(answers.map((answer) => [answer.id, answer.label]));
  /** @type {Choice} */
  const choice = { id, name, ids: new Map([...former, ...present]), labels, default: value };
  for (const one of [...was, id]) choices.set(one, choice);
  return choice;
}

/** @param {string | undefined} text */
function words(text) {
  return text ? text.split(" ") : [];
}
