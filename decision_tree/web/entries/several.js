/** Questions that take several answers: a page that has one loads this before the guide's own script, which reads the tree. */

import { addSelections } from "../guide/selections.js";
import { SeveralAnswers } from "../guide/several_answers.js";
import { findAll } from "../page/dom.js";

const root = document.getElementById("guide");
if (root) {
  root.addEventListener("guide:tree", (event) => addSelections(root, /** @type {CustomEvent} */ (event).detail));
  const questions = findAll(root, ".guide-several").map((list) => new SeveralAnswers(list));
  root.addEventListener("guide:step", (event) => {
    for (const question of questions) question.show(/** @type {CustomEvent} */ (event).detail);
  });
}
