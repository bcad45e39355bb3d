/** Turns the links of a question into a form: radios that look the same, and a button to go on. */

import { element, write } from "../page/dom.js";

/**
 * Upgrade a question's section, once. Nothing is preselected, and choosing does not yet go on.
 * @param {import("./static_walk.js").Section} section
 * @param {Record<string, string>} words
 * @param {(section: import("./static_walk.js").Section, answer?: string) => void} answered
 */
export function upgradeChoices(section, words, answered) {
  const root = section.element;
  const list = root.querySelector(".guide-choices");
  const title = root.querySelector(".guide-title");
  const hint = root.querySelector(".guide-hint");
  const error = element("p", { class: "guide-error", id: `${section.id}-error`, hidden: "" });
  const fieldset = element("fieldset", { class: "guide-fieldset" });
  const legend = element("legend", {}, title);
  const form = element("form", { class: "guide-form", novalidate: "" }, fieldset);
  for (const item of list.children) item.replaceChild(radio(section, item), item.firstElementChild);
  if (hint) {
    hint.id = `${section.id}-hint`;
  }
  list.replaceWith(form);
  fieldset.append(legend, ...(hint ? [hint] : []), error, list);
  const button = element("button", { class: "md-button md-button--primary guide-continue", type: "submit" });
  write(button, words.continue);
  form.append(button);
  // the click, which Enter makes too, and not the form's submit: in a sandbox without allow-forms there is none
  button.addEventListener("click", (event) => {
    event.preventDefault();
    answered(section, form.querySelector("input:checked")?.value);
  });
  form.addEventListener("change", () => settle(section));
}

/** Choose an answer of a section, or none, and take back any complaint. */
export function choose(section, answer) {
  settle(section);
  for (const input of section.element.querySelectorAll("input[type=radio]")) {
    input.checked = input.value === answer;
  }
}

function radio(section, item) {
  const link = item.firstElementChild;
  const input = element("input", {
    type: "radio",
    class: "guide-radio",
    name: section.id,
    value: item.dataset.answer,
  });
  const label = element("label", { class: "guide-choice" }, input);
  label.append(...link.childNodes);
  return label;
}

/** Say that an answer has to be chosen, and take the reader to the first. */
export function complain(section, words) {
  const error = section.element.querySelector(".guide-error");
  // role=alert on the child: one that was hidden a moment ago is announced reliably only then
  error.replaceChildren(element("span", { role: "alert" }));
  write(error.firstChild, words["choose-an-answer"]);
  error.hidden = false;
  section.element.classList.add("guide-question--wrong");
  const fieldset = section.element.querySelector("fieldset");
  describe(fieldset, [`${section.id}-hint`, error.id]);
  fieldset.setAttribute("aria-invalid", "true");
  if (!section.element.dataset.error) {
    section.element.dataset.error = `${words["error-prefix"]} `;
    document.title = section.element.dataset.error + document.title;
  }
  section.element.querySelector("input").focus();
}

function settle(section) {
  const fieldset = section.element.querySelector("fieldset");
  section.element.querySelector(".guide-error").hidden = true;
  section.element.classList.remove("guide-question--wrong");
  fieldset.removeAttribute("aria-invalid");
  describe(fieldset, [`${section.id}-hint`]);
  document.title = document.title.replace(section.element.dataset.error ?? "", "");
  delete section.element.dataset.error;
}

/** Name as the description those of the elements that are there: a hidden one would still be read out. */
function describe(fieldset, ids) {
  const there = ids.filter((id) => document.getElementById(id));
  if (there.length) fieldset.setAttribute("aria-describedby", there.join(" "));
  else fieldset.removeAttribute("aria-describedby");
}
