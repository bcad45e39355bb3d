/**
 * The outcome card, loaded when the engine runs, or when an outcome is shown before that: a third of the page's scripts,
 * which no question needs. Until then this remembers what to show. Where it cannot be loaded, the outcome's static
 * HTML stays.
 */

/** @typedef {import("../outcome/card.js").OutcomeCard} OutcomeCard */
/** @typedef {ConstructorParameters<typeof import("../outcome/card.js").OutcomeCard>} Parts What the card is made of. */
/** @typedef {() => Promise<typeof import("../entries/outcome_card.js")>} LoadCard */

export class DeferredCard {
  /** @type {(() => Promise<OutcomeCard>) | undefined} Makes the card; undefined once it has been called. */
  #make;
  /** @type {(card: OutcomeCard) => void} What the card is to do once it is there. */
  #next = () => {};
  /** @type {OutcomeCard | undefined} */
  #card;

  /**
   * @param {LoadCard} load Loads the card's module.
   * @param {Parts} parts
   */
  constructor(load, ...parts) {
    this.#make = () => load().then((module) => new module.OutcomeCard(...parts));
  }

  /** Load it, once. */
  load() {
    this.#make?.().then(
      (card) => {
        this.#card = card;
        this.#next(card);
      },
      (error) => console.error(error),
    );
    this.#make = undefined;
  }

  /**
   * Show the card in an outcome's section.
   * @param {HTMLElement} section
   * @param {Record<string, string>} answers
   */
  show(section, answers) {
    this.load();
    this.#do((card) => card.show(section, answers));
  }

  hide() {
    this.#do((card) => card.hide());
  }

  /** The engine has failed. A card that is loaded later learns that from the engine itself. */
  unavailable() {
    this.#card?.unavailable();
  }

  /** Whether there is typed text that would be lost. */
  get unsaved() {
    return Boolean(this.#card?.typed.unsaved);
  }

  /** Whether typed text may be lost: there is none, or the reader agrees. */
  mayForget() {
    return this.#card?.mayForget() ?? true;
  }

  /**
   * Do something with the card, now or once it is loaded; of several things only the last.
   * @param {(card: OutcomeCard) => void} action
   */
  #do(action) {
    if (this.#card) action(this.#card);
    else this.#next = action;
  }
}
