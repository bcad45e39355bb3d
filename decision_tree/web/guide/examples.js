/**
 * Example answers: those with which the page opens an outcome that a link names, or what the search has found, where
 * the reader's own do not lead there. The build writes them into the page (site_builder/tree/witnesses.py).
 */

import { walk } from "./walk.js";

/** @typedef {import("./address.js").Answers} Answers */
/** @typedef {import("./walk.js").Tree} Tree */
/** @typedef {Record<string, Answers>} Examples By the id of an outcome or question, and by "question.answer". */

/**
 * The answers with which to open what a name of the examples stands for: the reader's own if they lead there, else the
 * example's with all of theirs, if those lead there too, or without. For any other name they are the reader's own.
 * @param {Tree} tree
 * @param {Examples} examples
 * @param {string} name
 * @param {Answers} own
 * @returns {{answers: Answers, filled: boolean}} Whether any come from the example.
 */
export function exampleAnswers(tree, examples, name, own) {
  if (!Object.hasOwn(examples, name) || leadsTo(tree, name, own)) return { answers: own, filled: false };
  const example = examples[name];
  const [question, answer] = name.split(".");
  const mixed = { ...example, ...own, ...(answer && { [question]: answer }) };
  const settings = tree.settings.filter(({ id }) => id in own).map(({ id }) => [id, own[id]]);
  const plain = { ...example, ...Object.fromEntries(settings) };
  return { answers: leadsTo(tree, name, mixed) ? mixed : plain, filled: true };
}

/**
 * Whether answers lead to an outcome or a question, or by an answer to an outcome.
 * @param {Tree} tree
 * @param {string} name
 * @param {Answers} answers
 */
function leadsTo(tree, name, answers) {
  const { at, outcome, path } = walk(tree, answers);
  const [id, wanted] = name.split(".");
  if (wanted) return outcome && path.some(([question, answer]) => question === id && answer.split(".").includes(wanted));
  return at === id || path.some(([question]) => question === id);
}
