/**
 * Answers that the reader's device keeps on their wish, so that the guide does not ask who they are each time. Nothing
 * is stored before that, nothing leaves the device, and they get into no address by themselves.
 *
 * They are ids of the guide, as JSON in localStorage, under a key of this site: what is read counts only as far as the
 * tree has it. Where there is no storage, as in a sandbox without an origin, nothing is kept or offered.
 */

import { knownAnswers } from "./walk.js";

const LONGEST = 10_000; // characters; far more than the ids of any guide

/** @typedef {import("./address.js").Answers} Answers */
/** @typedef {import("./walk.js").Step} Step */
/** @typedef {import("./walk.js").Tree} Tree */

export class Remembered {
  #tree;
  #key;

  /**
   * @param {Tree} tree
   * @param {URL} site The address of the site's root: an origin may have several guides.
   */
  constructor(tree, site) {
    this.#tree = tree;
    this.#key = `decision-tree:${site.pathname}`;
    this.possible = true; // whether there is a storage
    /** @type {Answers} */
    this.answers = this.#read();
  }

  /**
   * What is stored, under present ids. Whatever the tree does not have, or does not let be kept, is left out.
   * @returns {Answers}
   */
  #read() {
    /** @type {Answers} */
    let stored;
    try {
      const text = localStorage.getItem(this.#key);
      if (!text || text.length > LONGEST) return {};
      stored = { ...JSON.parse(text) };
    } catch (error) {
      this.possible = error instanceof SyntaxError; // else the storage is refused
      return {};
    }
    const { known } = knownAnswers(this.#tree.choices, stored);
    return Object.fromEntries([...known].filter(([id]) => this.#tree.choices.get(id)?.remember));
  }

  /**
   * Keep these answers too.
   * @param {Answers} answers
   */
  keep(answers) {
    this.#write({ ...this.answers, ...answers });
  }

  /**
   * Forget the answers to these questions and settings.
   * @param {string[]} ids
   */
  forget(ids) {
    this.#write(Object.fromEntries(Object.entries(this.answers).filter(([id]) => !ids.includes(id))));
  }

  /** @param {Answers} answers */
  #write(answers) {
    try {
      if (Object.keys(answers).length) localStorage.setItem(this.#key, JSON.stringify(answers));
      else localStorage.removeItem(this.#key);
      this.answers = answers;
    } catch {
      this.possible = false; // full, or refused since
    }
  }

  /**
   * Of the answers that led to an outcome, and the settings there, those that may be kept and are not.
   * @param {Step} step
   * @returns {Answers}
   */
  offer({ outcome, path, settings }) {
    if (!this.possible || !outcome) return {};
    const given = [...path, ...this.#tree.settings.map(({ id }) => /** @type {const} */ ([id, settings[id]]))];
    const may = given.filter(([id, value]) => {
      const choice = this.#tree.choices.get(id);
      return choice?.remember && value !== (this.answers[id] ?? choice.default);
    });
    return Object.fromEntries(may);
  }

  /**
   * What counts besides some answers: of questions that they do not speak of, under whatever id.
   * @param {Answers} given
   * @returns {Answers}
   */
  questionsBesides(given) {
    return this.#besides(given, false);
  }

  /**
   * The settings that count besides some answers.
   * @param {Answers} given
   * @returns {Answers}
   */
  settingsBesides(given) {
    return this.#besides(given, true);
  }

  /**
   * @param {Answers} given
   * @param {boolean} settings
   * @returns {Answers}
   */
  #besides(given, settings) {
    const spoken = Object.keys(given).map((name) => this.#tree.choices.get(name)?.id);
    const kept = Object.entries(this.answers);
    return Object.fromEntries(
      kept.filter(([id]) => !spoken.includes(id) && (this.#tree.choices.get(id)?.default !== undefined) === settings),
    );
  }
}

/**
 * A step that answers of the device have helped to reach: those on the way are named, of the others nothing is said.
 * @param {Step} step
 * @param {Answers} added The answers of the device.
 * @returns {Step}
 */
export function withRemembered(step, added) {
  return {
    ...step,
    remembered: step.path.map(([id]) => id).filter((id) => id in added),
    pending: step.pending.filter(([id]) => !(id in added)),
    unused: step.unused.filter((id) => !(id in added)),
  };
}
