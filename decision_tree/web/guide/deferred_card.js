/**
 * The outcome card, loaded when the engine is, or when an outcome is shown before that: a third of the page's scripts,
 * which no question needs. Until it is there this remembers what it is to show. Should it never come, the outcome
 * is there all the same, as it was written.
 */

/** @typedef {import("../outcome/card.js").OutcomeCard} OutcomeCard */
/** @typedef {ConstructorParameters<typeof import("../outcome/card.js").OutcomeCard>} Parts What the card is made of. */
/** @typedef {() => Promise<typeof import("../entries/outcome_card.js")>} LoadCard */

export class DeferredCard {
  /** @type {(() => Promise<OutcomeCard>) | undefined} Makes the card, until it has been asked to. */
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

  /** The engine will not come. A card that comes later sees that by itself. */
  unavailable() {
    this.#card?.unavailable();
  }

  /** Whether there is something typed that would be lost. */
  get unsaved() {
    return Boolean(this.#card?.typed.unsaved);
  }

  /** Whether to go on and lose what was typed. */
  mayForget() {
    return this.#card?.mayForget() ?? true;
  }

  /** @param {(card: OutcomeCard) => void} action */
  #do(action) {
    if (this.#card) action(this.#card);
    else this.#next = action;
  }
}
