/** A question as a form: its links become radios that look the same, with the button "Continue". */

import { element, find, findAll, write } from "../page/dom.js";
import { word } from "../page/words.js";

export class QuestionForm {
  #section;
  #error;
  #fieldset;
  #inputs;
  #hint;

  /**
   * Make the form of a question's section. Nothing is preselected, and choosing does not yet go on.
   * @param {HTMLElement} section
   * @param {import("./view.js").Reader} reader Told what the reader does.
   */
  constructor(section, { chosen, submitted }) {
    this.#section = section;
    const list = find(section, ".guide-choices");
    const hint = section.querySelector(".guide-hint");
    this.#error = element("p", { class: "guide-error", id: `${section.id}-error`, hidden: "" });
    this.#fieldset = element("fieldset", { class: "guide-fieldset" });
    const legend = element("legend", {}, find(section, ".guide-title"));
    const form = element("form", { class: "guide-form", novalidate: "" }, this.#fieldset);
    this.#inputs = findAll(list, "li").map((item) => this.#radio(item));
    if (hint) hint.id = `${section.id}-hint`;
    this.#hint = hint ? [hint.id] : [];
    list.replaceWith(form);
    this.#fieldset.append(legend, ...(hint ? [hint] : []), this.#error, list);
    const button = element("button", { class: "md-button md-button--primary guide-continue", type: "submit" });
    write(button, word("continue"));
    form.append(button);
    // the click, which Enter makes too, and not the form's submit: a sandbox without allow-forms has none
    button.addEventListener("click", (event) => {
      event.preventDefault();
      /** @type {HTMLInputElement | null} */
      const checked = form.querySelector("input:checked");
      submitted(checked?.value);
    });
    for (const input of this.#inputs) input.addEventListener("change", () => chosen(input.value));
  }

  /** @param {HTMLElement} item */
  #radio(item) {
    const link = find(item, "a");
    const { answer: value = "" } = item.dataset;
    const input = element("input", { type: "radio", class: "guide-radio", name: this.#section.id, value });
    const label = element("label", { class: "guide-choice" }, input);
    label.append(...link.childNodes);
    link.replaceWith(label);
    return input;
  }

  /**
   * Show the answer that is chosen, or none.
   * @param {string | undefined} answer
   */
  renderChosen(answer) {
    for (const input of this.#inputs) input.checked = input.value === answer;
  }

  /**
   * Show, or take back, that an answer has to be chosen.
   * @param {boolean} missing
   */
  renderError(missing) {
    this.#error.hidden = !missing;
    this.#section.classList.toggle("guide-question--wrong", missing);
    setAttribute(this.#fieldset, "aria-invalid", missing ? "true" : "");
    // only elements that are shown: a hidden one would still be read out
    setAttribute(this.#fieldset, "aria-describedby", [...this.#hint, ...(missing ? [this.#error.id] : [])].join(" "));
    if (!missing) return;
    // role=alert on the child: one that was hidden a moment ago is announced reliably only then
    const alert = element("span", { role: "alert" });
    this.#error.replaceChildren(alert);
    write(alert, word("choose-an-answer"));
  }

  /** Take the reader to the first answer. */
  focus() {
    this.#inputs[0].focus();
  }
}

/**
 * Set an attribute, or remove it where it has no value.
 * @param {HTMLElement} place
 * @param {string} name
 * @param {string} value
 */
function setAttribute(place, name, value) {
  if (value) place.setAttribute(name, value);
  else place.removeAttribute(name);
}
