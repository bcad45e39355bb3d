/** The way that answers lead: by the engine where it is ready, else by the page's links; with what the device remembers. */

import { withRemembered } from "./remembered.js";
import { walk } from "./walk.js";

/** @typedef {import("./address.js").Answers} Answers */
/** @typedef {import("./walk.js").Step} Step */

export class Way {
  #tree;
  #engine;
  #remembered;
  #failed;

  /**
   * @param {import("./walk.js").Tree} tree
   * @param {import("../engine/engine.js").Engine} engine
   * @param {import("./remembered.js").Remembered} remembered
   * @param {() => void} failed Told when the engine does not answer.
   */
  constructor(tree, engine, remembered, failed) {
    this.#tree = tree;
    this.#engine = engine;
    this.#remembered = remembered;
    this.#failed = failed;
  }

  /**
   * The step that answers lead to, with those of the device that they do not speak of.
   * @param {Answers} answers
   */
  async step(answers) {
    const added = this.#remembered.questionsBesides(answers);
    return withRemembered(await this.#lead({ ...added, ...answers }), added);
  }

  /**
   * The engine and the page's links agree, as tests make sure; a difference is logged.
   * @param {Answers} answers
   * @returns {Promise<Step>}
   */
  async #lead(answers) {
    const walked = walk(this.#tree, answers);
    if (!this.#engine.ready) return walked;
    try {
      const { path, settings, at, outcome, pending, unused, notices, shown = null } = await this.#engine.decide(answers);
      const same = walk(this.#tree, Object.fromEntries([...path, ...settings]));
      if (same.at !== at) console.error(`The engine leads to ${at}, the page to ${same.at}.`);
      return { ...same, pending, unused, notices, pieces: outcome ? shown : null };
    } catch {
      this.#failed();
      return walked;
    }
  }
}
