/**
 * The state of the guide: all that the page shows of it, and how it changes. guide.js decides when, view.js renders
 * every change.
 */

import { word } from "../page/words.js";
import { readAddress } from "./address.js";
import { outdatedNotice } from "./notices.js";
import { changedSettings, walk } from "./walk.js";

/** @typedef {import("./notices.js").Notice} Notice */
/** @typedef {import("./walk.js").Step} Step */
/**
 * @typedef {object} State
 * @property {import("./address.js").Answers} answers As the address has them.
 * @property {Step} step Where they lead.
 * @property {string} shown The id of the section that is shown.
 * @property {import("./address.js").Answers} remembered What this device keeps; see remembered.js.
 * @property {import("./address.js").Answers} offered What it would keep too, if the reader wants it.
 * @property {boolean} forgotten Whether the reader has had something forgotten at this step.
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
  #remembered;
  #view;

  /**
   * @param {HTMLElement} root Gets the events "guide:state", "guide:step", "guide:enter" and "guide:failed"; see guide.js.
   * @param {import("./walk.js").Tree} tree
   * @param {import("./remembered.js").Remembered} remembered
   * @param {{render: (state: State) => void, enter: (id: string) => void}} view
   */
  constructor(root, tree, remembered, view) {
    this.#root = root;
    this.#tree = tree;
    this.#remembered = remembered;
    this.#view = view;
    const step = walk(tree, {});
    /** @type {State} */
    this.state = {
      answers: {},
      step,
      shown: step.section,
      remembered: remembered.answers,
      offered: {},
      forgotten: false,
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
    const { step } = changes;
    const ofStep = step && { offered: this.#remembered.offer(step), forgotten: false };
    this.state = { ...this.state, ...ofStep, ...changes };
    this.dispatch("guide:state", { tree: this.#tree, step: this.state.step }); // for variants.js
    this.#view.render(this.state);
  }

  /** Have this device keep the answers that say who the reader is. */
  keep() {
    this.#remembered.keep(this.state.offered);
    this.update({ step: this.state.step, remembered: this.#remembered.answers });
  }

  /**
   * Have this device forget these answers, or all. On the way to this step they count on, as the reader's own.
   * @param {string[]} ids
   */
  forget(ids) {
    const { answers, step } = this.state;
    this.#remembered.forget(ids.length ? ids : Object.keys(this.state.remembered));
    const remembered = this.#remembered.answers;
    const own = step.path.filter(([id]) => step.remembered.includes(id) && !(id in remembered));
    this.update({
      answers: { ...answers, ...Object.fromEntries(own) },
      step: { ...step, remembered: step.remembered.filter((id) => id in remembered) },
      remembered,
      forgotten: true,
    });
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
    const sent = readAddress(location).sent ? [[word("sent-to-you")]] : [];
    return { notices: [...sent, ...notices, ...this.state.waiting, ...always], waiting };
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
    const { path, settings } = this.state.step;
    const answers = { ...Object.fromEntries(path), ...changedSettings(this.#tree, settings) };
    this.dispatch("guide:step", { at, answers, outcome });
    requestAnimationFrame(() => setTimeout(() => performance.mark("guide:step")));
  }

  /**
   * The answers with one more; the same that this device remembers gets into no address.
   * @param {string} question
   * @param {string} answer
   */
  answered(question, answer) {
    const { answers, remembered, step } = this.state;
    const known = step.remembered.includes(question) && remembered[question] === answer;
    return known ? answers : { ...answers, [question]: answer };
  }

  /**
   * The changes of the state after a step of the reader's own: the answers that count or may yet count stay, with the
   * settings that an address needs; the device's own answers are in no address. A receipt that waits is not opened any
   * more.
   * @param {Step} step
   */
  kept({ path, pending, settings, remembered }) {
    const given = path.filter(([id]) => !remembered.includes(id));
    const answers = { ...Object.fromEntries([...given, ...pending]), ...this.changedSettings(settings) };
    return { answers, receipt: null };
  }

  /**
   * The answers for whoever an outcome is handed over to, and the step that they lead to. What this device remembers of
   * the sender is left out.
   * @param {import("./address.js").Answers} changes What changes for the receiver, of what was asked.
   */
  handOver(changes) {
    const asked = this.state.step.path.map(([id]) => id);
    const changed = Object.entries(changes).filter(([id]) => asked.includes(id));
    const step = walk(this.#tree, { ...this.kept(this.state.step).answers, ...Object.fromEntries(changed) });
    return { answers: this.kept(step).answers, at: step.at };
  }

  /** The settings that an address needs. */
  changedSettings(settings = this.state.step.settings) {
    return changedSettings(this.#tree, settings, this.state.remembered);
  }
}
