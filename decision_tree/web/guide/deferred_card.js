/**
 * The outcome card, loaded when the engine is, or when an outcome is shown before that: a third of the page's scripts,
 * which no question needs. Until it is there this remembers what it is to show. Should it never come, the outcome
 * is there all the same, as it was written.
 */
export class DeferredCard {
  /**
   * @param {() => Promise<any>} load Loads the module of OutcomeCard.
   * @param {HTMLElement} root
   * @param {object} about As for OutcomeCard.
   */
  constructor(load, root, about) {
    this.import = load;
    this.make = (module) => new module.OutcomeCard(root, about);
    this.tell = () => {}; // what the card is to do once it is there
  }

  /** Load it, once. */
  load() {
    this.loading ??= this.import().then(
      (module) => {
        this.card = this.make(module);
        this.tell(this.card);
      },
      (error) => console.error(error),
    );
  }

  show(section, answers) {
    this.load();
    this.do((card) => card.show(section, answers));
  }

  hide() {
    this.do((card) => card.hide());
  }

  /** The engine will not come. A card that comes later sees that by itself. */
  unavailable() {
    this.card?.unavailable();
  }

  /** Whether there is something typed that would be lost. */
  get unsaved() {
    return Boolean(this.card?.typed.unsaved);
  }

  /** Whether to go on and lose what was typed. */
  mayForget() {
    return this.card?.mayForget() ?? true;
  }

  do(action) {
    if (this.card) action(this.card);
    else this.tell = action;
  }
}
