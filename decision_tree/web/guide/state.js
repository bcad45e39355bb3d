/**
 * The state of the guide: all that the page shows of it, and how it changes. guide.js decides when, view.js renders
 * every change.
 */

import { outdatedNotice } from "./notices.js";
import { changedSettings, walk } from "./walk.js";

/** @typedef {import("./notices.js").Notice} Notice */
/** @typedef {import("./walk.js").Step} Step */
/**
 * @typedef {object} State
 * @property {import("./address.js").Answers} answers As the address has them.
 * @property {Step} step Where they lead.
 * @property {string} shown The id of the section that is shown.
 * @property {Notice[]} notices Shown above the step.
 * @property {Notice[]} waiting Shown with the next ones.
 * @property {boolean} outdated Whether another version of the guide has been published: every step says so.
 * @property {"static" | "loading" | "ready" | "failed"} engine
 * @property {string | null} receipt A receipt that waits for the engine, which alone can read it.
 *
 * With another section there are always another step and other notices.
 */

/** Holds the state, renders every change of it, and dispatches the guide's events. */
export class PageState {
  #root;
  #tree;
  #view;

  /**
   * @param {HTMLElement} root Gets the events "guide:step", "guide:enter" and "guide:failed"; see guide.js.
   * @param {import("./walk.js").Tree} tree
   * @param {{render: (state: State) => void, enter: (id: string) => void}} view
   */
  constructor(root, tree, view) {
    this.#root = root;
    this.#tree = tree;
    this.#view = view;
    const step = walk(tree, {});
    /** @type {State} */
    this.state = {
      answers: {},
      step,
      shown: step.section,
      notices: [],
      waiting: [],
      outdated: false,
      engine: "static",
      receipt: null,
    };
  }

  /**
   * Change the state, and render it.
   * @param {Partial<State>} changes
   */
  update(changes) {
    this.state = { ...this.state, ...changes };
    this.#view.render(this.state);
  }

  /**
   * Show the question or outcome that the answers lead to, or a question on the way there.
   * @param {Step} step
   * @param {Notice[]} notices
   * @param {Partial<State>} changes
   */
  showStep(step, notices, { shown = step.section, ...changes } = {}) {
    this.update({ step, shown, ...this.#withWaiting(notices), ...changes });
    this.dispatchStep(this.#tree.sections.get(shown)?.question ?? shown, step.outcome && shown === step.section);
  }

  /**
   * Show notices above the step that is shown.
   * @param {Notice[]} notices
   */
  showNotices(notices) {
    this.update(this.#withWaiting(notices));
  }

  /**
   * Notices, with those that have been waiting and those of every step.
   * @param {Notice[]} notices
   */
  #withWaiting(notices) {
    /** @type {Notice[]} */
    const waiting = [];
    const always = this.state.outdated ? [outdatedNotice()] : [];
    return { notices: [...notices, ...this.state.waiting, ...always], waiting };
  }

  /** Move the reader to the step that is shown, and dispatch "guide:enter". */
  enter() {
    this.#view.enter(this.state.shown);
    this.dispatch("guide:enter");
  }

  /**
   * Dispatch an event from the root element.
   * @param {string} type
   * @param {object} [detail]
   */
  dispatch(type, detail) {
    this.#root.dispatchEvent(new CustomEvent(type, { detail }));
  }

  /**
   * Dispatch "guide:step". Of the answers it has only those that count: an address may say anything.
   * @param {string} at
   * @param {boolean} outcome Whether it is the outcome that the answers reach.
   */
  dispatchStep(at, outcome) {
    const answers = { ...Object.fromEntries(this.state.step.path), ...this.changedSettings() };
    this.dispatch("guide:step", { at, answers, outcome });
    requestAnimationFrame(() => setTimeout(() => performance.mark("guide:step")));
  }

  /**
   * The changes of the state after a step of the reader's own: the answers that count or may yet count stay, with the
   * settings that are not the default. A receipt that waits is not opened any more.
   * @param {Step} step
   */
  kept({ path, pending, settings }) {
    const answers = { ...Object.fromEntries([...path, ...pending]), ...changedSettings(this.#tree, settings) };
    return { answers, receipt: null };
  }

  /** The settings that are not the default. */
  changedSettings() {
    return changedSettings(this.#tree, this.state.step.settings);
  }
}
