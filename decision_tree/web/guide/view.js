/** What the reader sees of a step: one section, the progress, the answers so far, notices, the title. */

import { choose } from "./question_form.js";
import { element, fill, write } from "../page/dom.js";
import { bring } from "../page/scrolling.js";

export class View {
  /**
   * @param {HTMLElement} root
   * @param {import("./static_walk.js").StaticTree} tree
   * @param {Record<string, string>} words
   */
  constructor(root, tree, words) {
    this.root = root;
    this.tree = tree;
    this.words = words;
    this.site = document.title;
    this.notice = root.querySelector(".guide-notice");
    this.place = document.createComment("the place of the notice");
    this.notice.before(this.place);
    this.answers = root.querySelector(".guide-answers");
    this.shown = "";
    this.heading = root.previousElementSibling; // the page's title: said on the first step only
    root.classList.add("guide--live");
  }

  /**
   * Show a section and nothing else of the tree.
   * @param {string} id
   * @param {{chosen?: string, number?: number, left?: [number, number]}} about
   */
  show(id, { chosen, number = 0, left = [0, 0] } = {}) {
    for (const one of this.root.querySelectorAll(".guide-current")) one.classList.remove("guide-current");
    const step = document.getElementById(id);
    step.classList.add("guide-current");
    const underWay = id !== this.tree.first;
    this.root.classList.toggle("guide--under-way", underWay);
    this.heading?.classList.toggle("guide-page-title--away", underWay);
    this.shown = id;
    if (step.dataset.outcome) arrive(step);
    const section = this.tree.sections.get(id);
    if (section) {
      choose(section, chosen);
      write(step.querySelector(".guide-progress"), this.progress(number, left));
    }
    const title = step.querySelector(".guide-title").textContent.trim();
    document.title = id === this.tree.first ? this.site : `${title} – ${this.site}`;
  }

  progress(number, [fewest, most]) {
    const exact = fewest === most;
    const text = this.words[exact ? "question-number-exact" : "question-number"];
    return fill(text, { number, most: number - 1 + most });
  }

  /** Move the reader to the section that is shown: once, after they have done something. */
  enter() {
    const step = document.getElementById(this.shown);
    step.focus({ preventScroll: true });
    bring(step);
  }

  /**
   * Of an outcome show only what applies; with nothing known, everything, and under which condition.
   * @param {string} id
   * @param {((piece: HTMLElement) => boolean) | null} applies Whether a conditional piece does; null: not known.
   * @param {Map<string, string>} given Question id -> the label of the answer given.
   */
  refine(id, applies, given = new Map()) {
    for (const field of document.getElementById(id).querySelectorAll("[data-from]")) {
      const value = field.querySelector(".guide-field-value");
      value.dataset.unknown ??= value.textContent;
      value.textContent = given.get(field.dataset.from) ?? value.dataset.unknown;
    }
    for (const piece of document.getElementById(id).querySelectorAll("[data-key]")) {
      piece.hidden = applies !== null && !applies(piece);
    }
    for (const condition of document.getElementById(id).querySelectorAll(".guide-condition")) {
      condition.hidden = applies !== null;
    }
  }

  /** The label of each answer given, by question. */
  labels(path, sections) {
    const label = ([, answer], index) => {
      const { element: step } = this.tree.sections.get(sections[index]);
      const item = [...step.querySelectorAll("li[data-answer]")].find((li) => li.dataset.answer === answer);
      return item.querySelector(".guide-choice-label").textContent.trim();
    };
    return new Map(path.map((pair, index) => [pair[0], label(pair, index)]));
  }

  /**
   * List the answers so far, each with a link to change it.
   * @param {[string, string][]} path
   * @param {string[]} sections The sections in which they were given.
   */
  summarize(path, sections) {
    const labels = this.labels(path, sections);
    const rows = path.map(([question], index) => {
      const { name } = this.tree.sections.get(sections[index]);
      const hidden = element("span", { class: "guide-visually-hidden" }, ` ${name}`);
      const change = element("a", { href: `#${question}` }, this.words.change, hidden);
      return element(
        "div",
        { class: "guide-answer" },
        element("dt", {}, name),
        element("dd", {}, labels.get(question)),
        element("dd", { class: "guide-change" }, change),
      );
    });
    this.answers.querySelector("dl").replaceChildren(...rows);
    this.answers.querySelector(".guide-given").hidden = rows.length === 0;
    this.answers.hidden = false;
  }

  /**
   * Say something quietly above the step; no texts, no notice.
   * @param {(Node | string)[][]} notices
   */
  say(notices) {
    this.place.after(this.notice);
    this.notice.replaceChildren(...notices.map((parts) => element("span", {}, ...parts)));
    this.notice.hidden = notices.length === 0;
  }
}

/** Paint the top of a long step first, and the rest in the next frame: what was asked for is seen sooner. */
function arrive(step) {
  step.classList.add("guide-arriving");
  requestAnimationFrame(() => setTimeout(() => step.classList.remove("guide-arriving")));
}
