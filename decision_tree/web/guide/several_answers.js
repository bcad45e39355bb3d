/**
 * A question that takes several answers: checkboxes, and a button that goes on with all that are checked. It stands in
 * the place of the answers as text and of the links by case, which the page has without scripts.
 *
 * The button and not a form: a sandbox without allow-forms submits none. To go on is to click a link with the selection,
 * as for any answer.
 */

import { element, find, findAll } from "../page/dom.js";
import { word } from "../page/words.js";

export class SeveralAnswers {
  #boxes;
  #way;
  #fault = element("p", { class: "guide-several-fault", role: "alert" });
  #group;
  #question;
  #described;
  /** @type {string | null} The selection that the boxes were last set to; null while another step is shown. */
  #given = null;

  /** @param {HTMLElement} list The answers as text. */
  constructor(list) {
    const section = /** @type {HTMLElement} */ (list.closest(".guide-step"));
    this.#question = section.dataset.question ?? "";
    const hint = element("p", { class: "guide-hint", id: `${section.id}-any` }, word("choose-any"));
    this.#fault.id = `${section.id}-fault`;
    const about = section.querySelector(":scope > .guide-hint");
    if (about) about.id = `${section.id}-about`;
    this.#described = [about?.id, hint.id].filter(Boolean).join(" ");
    this.#boxes = findAll(list, "[data-option]").map((item) => {
      const box = element("input", { type: "checkbox", value: item.dataset.option ?? "", class: "guide-box" });
      const label = element("label", { class: "guide-check" }, box);
      label.append(element("span", {}, ...item.cloneNode(true).childNodes));
      return { box, label, alone: item.dataset.alone !== undefined };
    });
    this.#way = element("p", { hidden: "" }, element("a", { href: `#${section.id}` }));
    const go = element("button", { class: "md-button md-button--primary guide-several-go", type: "button" }, word("several-go"));
    const boxes = element("div", { class: "guide-boxes" }, ...this.#boxes.map(({ label }) => label));
    const title = find(section, ".guide-title").id;
    this.#group = element("fieldset", { class: "guide-several-choice", "aria-labelledby": title }, hint, this.#fault, boxes);
    list.before(this.#group, go, this.#way);
    for (const shown of [list, find(section, ".guide-cases")]) shown.hidden = true;
    this.#say("");
    go.addEventListener("click", (event) => {
      if (event.detail < 2) this.#goOn(); // the second of two clicks may have met this question
    });
    this.#group.addEventListener("change", (event) => this.#changed(/** @type {HTMLInputElement} */ (event.target)));
    this.#group.addEventListener("keydown", (event) => {
      if (event.key === "Enter") this.#goOn();
    });
  }

  /**
   * Show what is chosen at the step that is shown: what was given earlier, unless the reader is choosing.
   * @param {{at: string, answers: Record<string, string>}} step
   */
  show({ at, answers }) {
    const given = at === this.#question ? (answers[at] ?? "") : null;
    if (given === this.#given) return;
    this.#given = given;
    const ids = (given ?? "").split(".");
    for (const { box } of this.#boxes) box.checked = ids.includes(box.value);
    this.#say("");
  }

  /** @param {HTMLInputElement} changed */
  #changed(changed) {
    const own = this.#boxes.find(({ box }) => box === changed);
    for (const { box, alone } of this.#boxes) {
      if (changed.checked && box !== changed && (alone || own?.alone)) box.checked = false;
    }
    this.#say("");
  }

  #goOn() {
    const ids = this.#boxes.filter(({ box }) => box.checked).map(({ box }) => box.value);
    if (!ids.length) {
      this.#say(word("several-none"));
      this.#boxes[0].box.focus();
      return;
    }
    this.#way.dataset.answer = ids.join(".");
    find(this.#way, "a").click();
  }

  /** @param {string} fault */
  #say(fault) {
    this.#fault.textContent = fault;
    this.#group.classList.toggle("guide-several-choice--faulty", fault !== "");
    this.#group.setAttribute("aria-describedby", fault ? `${this.#described} ${this.#fault.id}` : this.#described);
  }
}
