/** Questions with many answers: a page that has one loads this beside the guide's own script. */

import { AnswerCombobox } from "../guide/answer_combobox.js";
import { findAll } from "../page/dom.js";

const root = document.getElementById("guide");
if (root) {
  const comboboxes = findAll(root, ".guide-letters").map((letters) => new AnswerCombobox(letters));
  root.addEventListener("guide:step", () => comboboxes.forEach((combobox) => combobox.reset()));
}
