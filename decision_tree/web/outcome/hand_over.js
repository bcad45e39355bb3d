/** The link for whoever files in the reader's place: their page, with what they need not be asked filled in. */

import { SENT, writeAddress } from "../guide/address.js";
import { copyButton } from "../page/clipboard.js";
import { element } from "../page/dom.js";
import { word } from "../page/words.js";
import { inFrame } from "./why.js";

/** @typedef {Record<string, string>} Answers */
/** @typedef {(changes: Answers) => {answers: Answers, at: string}} HandOver The receiver's answers, and their step. */

export class HandOverPart {
  #announcer;
  #handOver;

  /**
   * @param {object} about
   * @param {import("../page/clipboard.js").Announcer} about.announcer
   * @param {HandOver} about.handOver
   */
  constructor({ announcer, handOver }) {
    this.#announcer = announcer;
    this.#handOver = handOver;
    this.element = element("p", { class: "guide-hand-over" });
  }

  /**
   * Show the button of an outcome that has a receiver.
   * @param {HTMLElement} section
   */
  show(section) {
    const { handOverLabel: label } = section.dataset;
    this.element.hidden = !label;
    if (!label) return;
    const what = word("copied-link");
    const primary = !section.querySelector(".guide-where"); // where no portal is to be opened, this is what to do
    const text = () => this.link(section);
    this.element.replaceChildren(copyButton({ label, what, primary, announcer: this.#announcer, text }));
  }

  /**
   * The whole address of the receiver's page; "" where an outcome has no receiver. Nothing typed is in it.
   * @param {HTMLElement} section
   */
  link({ dataset }) {
    if (!dataset.handOver) return "";
    const { answers, at } = this.#handOver(JSON.parse(dataset.handOver));
    const { origin, pathname } = new URL(inFrame() ? "../" : "", location.href); // the guide's own page, not a frame
    return origin + writeAddress(answers, at, { pathname, search: `?${SENT}=1` });
  }
}
