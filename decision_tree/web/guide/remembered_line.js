/** The lines below the answers: what this device remembers of the reader, and at an outcome the offer to. */

import { closest, element, find } from "../page/dom.js";
import { word } from "../page/words.js";

/** @typedef {import("./address.js").Answers} Answers */

export class RememberedLine {
  #choices;
  #kept = element("p", { class: "guide-remembered", tabindex: "-1", hidden: "" });
  #offer = element("p", { class: "guide-remember", hidden: "" });
  #remember = element("button", { type: "button", class: "guide-small-button" }, word("remember"));

  /**
   * @param {HTMLElement} root
   * @param {import("./walk.js").Tree["choices"]} choices
   * @param {object} about
   * @param {() => void} about.remember The reader wants what is offered to be remembered.
   * @param {(ids: string[]) => Promise<void>} about.forget The reader wants these to be forgotten; all where there are
   *   none.
   */
  constructor(root, choices, { remember, forget }) {
    this.#choices = choices;
    const place = find(root, ".guide-answers");
    place.after(this.#offer, this.#kept); // not folded with the answers
    this.#remember.addEventListener("click", () => {
      remember();
      this.#kept.focus(); // the button is gone, and this says what has happened
    });
    root.addEventListener("click", async (event) => {
      const button = /** @type {HTMLElement | null | undefined} */ (closest(event, ".guide-forget"));
      if (!button) return;
      await forget(button.dataset.forget ? [button.dataset.forget] : []);
      this.#kept.focus();
    });
  }

  /**
   * @param {object} about
   * @param {Answers} about.kept What is remembered.
   * @param {Answers} about.offered What could be.
   * @param {boolean} about.forgotten Whether the reader has just had something forgotten.
   */
  render({ kept, offered, forgotten }) {
    const saved = this.#names(kept);
    const text = [saved && word("remembered", { names: saved }), forgotten && word("forgotten")].filter(Boolean).join(" ");
    this.#kept.replaceChildren(text, ...(saved ? [" ", forgetButton()] : []));
    this.#kept.hidden = !text;
    const names = this.#names(offered, true);
    this.#offer.replaceChildren(word("remember-about", { names }), " ", this.#remember);
    this.#offer.hidden = !names;
  }

  /**
   * The answers with the names of their questions, in words.
   * @param {Answers} answers
   * @param {boolean} [brief] Whether a question's name is enough, with its answer just above.
   */
  #names(answers, brief = false) {
    const given = Object.entries(answers).map(([id, value]) => {
      const choice = this.#choices.get(id);
      if (brief && choice?.default === undefined) return choice?.name ?? id;
      return word("change-to", { name: choice?.name ?? id, answer: choice?.answers.get(value)?.label ?? value });
    });
    return given.join(" · ");
  }
}

/**
 * A button that forgets one answer, or all.
 * @param {string} [id] Its question.
 * @param {string} [name] The question's name, for screen readers.
 */
export function forgetButton(id = "", name = "") {
  const button = element("button", { type: "button", class: "guide-forget", "data-forget": id }, word("forget"));
  if (name) button.append(element("span", { class: "guide-visually-hidden" }, ` ${name}`));
  return button;
}
