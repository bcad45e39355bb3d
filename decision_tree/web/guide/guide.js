/**
 * The guide on its page: takes over the decision tree in place. The page's own links decide at once, and the engine,
 * when it is there, decides with them and knows which parts of an outcome apply.
 */

import { Engine } from "../engine/engine.js";
import { closest, element, find, scrollToTop } from "../page/dom.js";
import { pageData, word } from "../page/words.js";
import { RECEIPT, THEME_PARAMETERS, readAddress, writeAddress } from "./address.js";
import { DeferredCard } from "./deferred_card.js";
import { unknownNotices, unneededNotices } from "./notices.js";
import { readTree } from "./sections.js";
import { SettingFields } from "./setting_fields.js";
import { initialState } from "./state.js";
import { View } from "./view.js";
import { changedSettings, walk } from "./walk.js";

const DOUBLE_CLICK = 400; // milliseconds in which a click on a step that has just come is not meant for it

/** @typedef {import("./address.js").Answers} Answers */
/** @typedef {import("./notices.js").Notice} Notice */
/** @typedef {import("./sections.js").Setting} Setting */
/** @typedef {import("./state.js").State} State */
/** @typedef {import("./walk.js").Step} Step */

/**
 * Tells its root element what it does, by events: "guide:step" (detail {at, answers, outcome}) whenever a step is
 * shown, "guide:enter" after it when the reader was taken there, "guide:failed" when the engine will not come.
 */
export class Guide {
  #root;
  #tree;
  #state;
  #engine;
  #view;
  #entered = -Infinity; // when the reader came to the step that is shown
  #last = Promise.resolve(); // what is being done for the reader

  /**
   * @param {HTMLElement} root
   * @param {object} about
   * @param {URL} about.worker The address of the engine's worker.
   * @param {import("./deferred_card.js").LoadCard} about.loadCard
   * @param {(start: () => Promise<void>) => void} about.whenToStart When the engine may be loaded.
   */
  constructor(root, { worker, loadCard, whenToStart }) {
    this.#root = root;
    /** @type {Setting[]} */
    const settings = pageData("guide-settings");
    this.#tree = readTree(root, settings);
    this.#state = initialState(walk(this.#tree, {}));
    const tree = new URL(root.dataset.tree ?? "", document.baseURI);
    this.#engine = new Engine(tree, () => this.#engineFailed(), worker);
    this.card = new DeferredCard(loadCard, root, {
      engine: this.#engine,
      calendars: pageData("guide-calendars"),
      address: ({ id, value }) => writeAddress({ ...this.#state.answers, [id]: value }, ""),
    });
    const fields = new SettingFields(root, settings, (setting, value) => {
      this.#inTurn(() => this.#settingChanged(setting, value));
    });
    this.#view = new View(root, this.#tree, { card: this.card, settings: fields }, {
      chosen: (chosen) => this.#update({ chosen, attempts: 0 }),
      submitted: (answer) => this.#submitted(answer),
    });
    find(root, ".guide-start-again").addEventListener("click", (event) => {
      if (!isPlain(event)) return;
      event.preventDefault();
      this.#inTurn(() => this.#startAgain());
    });
    document.addEventListener("click", (event) => this.#stayOnPage(event));
    addEventListener("popstate", () => this.#inTurn(() => this.#restore({ moved: true })));
    this.#inTurn(() => this.#restore({ moved: false }));
    whenToStart(() => this.#startEngine());
  }

  /**
   * Change the state, and show it.
   * @param {Partial<State>} changes
   */
  #update(changes) {
    this.#state = { ...this.#state, ...changes };
    this.#view.render(this.#state);
  }

  /**
   * Do what the reader does in the order they did it: the engine takes a moment to answer each.
   * @param {() => void | Promise<void>} action
   */
  #inTurn(action) {
    this.#last = this.#last.then(action).catch((error) => console.error(error));
  }

  /**
   * Where the answers lead: as the engine says where it is ready, else by the links. They agree; should
   * they ever not, the engine is right, because it is what was proved.
   * @param {Answers} answers
   * @returns {Promise<Step>}
   */
  async #decide(answers) {
    const walked = walk(this.#tree, answers);
    if (!this.#engine.ready) return walked;
    try {
      const { path, settings, at, outcome, pending, unused, notices, shown = null } = await this.#engine.decide(answers);
      const same = walk(this.#tree, Object.fromEntries([...path, ...settings]));
      if (same.at !== at) console.error(`The engine leads to ${at}, the page to ${same.at}.`);
      return { ...same, pending, unused, notices, pieces: outcome ? shown : null };
    } catch {
      this.#engineFailed();
      return walked;
    }
  }

  /**
   * Bring the page to what its address says: at the start, on Back and Forward, on links to an anchor.
   * The settings are the page's and not a step's, so moving about leaves them as they are.
   * @param {{moved: boolean, settingsToo?: boolean}} how
   */
  async #restore({ moved, settingsToo = false }) {
    const { href } = location;
    const { answers, hash, receipt } = readAddress(location);
    if (receipt !== null) return this.#replay(receipt);
    if (moved && !settingsToo) {
      for (const { id } of this.#tree.settings) delete answers[id];
      Object.assign(answers, this.#changedSettings());
    }
    const step = await this.#decide(answers);
    if (location.href !== href) return; // the reader has moved on since, which has a turn of its own
    if (moved) history.replaceState(null, "", writeAddress(answers, hash));
    const anchor = document.getElementById(hash);
    /** @type {HTMLElement | null | undefined} */
    const target = anchor?.closest(".guide-step");
    const wanted = target?.dataset.question ?? target?.id;
    const index = step.path.findIndex(([question]) => question === wanted);
    const notices = unknownNotices(step.notices);
    if (target?.dataset.outcome && target.id !== step.section) {
      this.#open(step, target.id, notices, { answers });
    } else if (index >= 0) {
      this.#show(step, notices, { answers, shown: step.sections[index] });
    } else {
      if (wanted && wanted !== step.at) notices.push([word("needs-earlier")]);
      this.#show(step, notices, { answers });
    }
    if (moved) this.#enter();
    const inside = target && target.id !== hash && !hash.endsWith("-title");
    if (anchor && inside && target.id === this.#state.shown) scrollToTop(anchor);
  }

  /**
   * Begin anew with these answers, as the page around this one asks. What was typed is worth more.
   * @param {Answers} answers
   */
  begin(answers) {
    this.#inTurn(async () => {
      if (this.card.unsaved) return;
      this.#update({ receipt: null });
      for (const name of [RECEIPT, ...THEME_PARAMETERS]) delete answers[name]; // of the address, and no answers
      history.replaceState(null, "", writeAddress(answers, ""));
      await this.#restore({ moved: false });
    });
  }

  /** Take the reader to the step that is shown. */
  #enter() {
    this.#view.enter(this.#state.shown);
    this.#tell("guide:enter");
  }

  /**
   * @param {string} type
   * @param {object} [detail]
   */
  #tell(type, detail) {
    this.#root.dispatchEvent(new CustomEvent(type, { detail }));
  }

  /**
   * Tell that a step is shown. Of the answers only those that count: an address may say anything.
   * @param {string} at
   * @param {boolean} outcome Whether it is the outcome that the answers reach.
   */
  #tellStep(at, outcome) {
    const answers = { ...Object.fromEntries(this.#state.step.path), ...this.#changedSettings() };
    this.#tell("guide:step", { at, answers, outcome });
    requestAnimationFrame(() => setTimeout(() => performance.mark("guide:step")));
  }

  /**
   * Open what a receipt stands for, and say what has changed since. Only the engine can read it.
   * @param {string} receipt
   */
  async #replay(receipt) {
    if (!this.#engine.ready) {
      this.#update({ receipt });
      const step = await this.#decide({});
      this.#show(step, [[word(this.#engine.stopped ? "receipt-unavailable" : "receipt-waits")]]);
      return;
    }
    this.#update({ receipt: null });
    const { answers = {}, error, said = "", differences = [] } = await this.#engine.ask("replay", { receipt });
    history.replaceState(null, "", writeAddress(answers, ""));
    await this.#restore({ moved: false });
    this.#say((error ? [error] : [said, ...differences]).map((text) => [text]));
  }

  /**
   * Show an outcome opened on its own, from the search or a link.
   * @param {Step} step Where the answers lead.
   * @param {string} id
   * @param {Notice[]} notices
   * @param {Partial<State>} changes
   */
  #open(step, id, notices, changes) {
    const link = element("a", { href: `#${step.at}` }, word("answer-the-questions"));
    const explained = this.#withWaiting([...notices, [`${word("outcome-without-answers")} `, link]]);
    this.#update({ step, shown: id, opened: true, attempts: 0, ...explained, ...changes });
    this.#tellStep(id, false);
  }

  /**
   * Show the question or outcome that the answers lead to, or a question on the way there.
   * @param {Step} step
   * @param {Notice[]} notices
   * @param {Partial<State>} changes
   */
  #show(step, notices, { shown = step.section, ...changes } = {}) {
    const chosen = step.path[step.sections.indexOf(shown)]?.[1];
    this.#update({ step, shown, opened: false, chosen, attempts: 0, ...this.#withWaiting(notices), ...changes });
    this.#tellStep(this.#tree.sections.get(shown)?.question ?? shown, step.outcome && shown === step.section);
  }

  /**
   * Links to another place on this page, from the search for one, keep the page and its answers.
   * @param {MouseEvent} event
   */
  #stayOnPage(event) {
    const link = /** @type {HTMLAnchorElement | null} */ (closest(event, "a[href*='#'], .guide-change-link"));
    const here = link?.origin === location.origin && link.pathname === location.pathname;
    if (!here || !isPlain(event)) return;
    event.preventDefault();
    if (link.matches(".guide-change-link")) {
      history.pushState(null, "", link.href);
      this.#inTurn(() => this.#restore({ moved: true, settingsToo: true }));
    } else if (link.hash === location.hash) this.#inTurn(() => this.#restore({ moved: true }));
    else location.hash = link.hash;
  }

  /**
   * The reader wants to go on from the question that is shown.
   * @param {string | undefined} answer
   */
  #submitted(answer) {
    const { shown, attempts } = this.#state;
    const question = this.#tree.sections.get(shown)?.question;
    if (question && answer) this.#inTurn(() => this.#answered(question, answer));
    else if (performance.now() - this.#entered > DOUBLE_CLICK) {
      this.#update({ attempts: attempts + 1 });
      this.#view.focusAnswers(shown);
    }
  }

  /**
   * @param {string} question
   * @param {string} answer
   */
  async #answered(question, answer) {
    const answers = { ...this.#state.answers, [question]: answer };
    const decided = this.#decide(answers);
    // the step that is left keeps the answer given there, for Back; written while the engine thinks
    history.replaceState(null, "", writeAddress(answers, question));
    const step = await decided;
    const kept = this.#kept(step);
    history.pushState(null, "", writeAddress(kept.answers, step.at));
    this.#show(step, unneededNotices(step.unused.map((id) => this.#tree.choices.get(id)?.name ?? id)), kept);
    this.#enter();
    this.#entered = performance.now();
  }

  /**
   * @param {Setting} setting
   * @param {string} value
   */
  async #settingChanged(setting, value) {
    const step = await this.#decide({ ...this.#state.answers, [setting.id]: value });
    const kept = this.#kept(step);
    history.replaceState(null, "", writeAddress(kept.answers, readAddress(location).hash));
    if (this.#state.opened) {
      this.#open(step, this.#state.shown, [], kept); // what applies to an outcome opened on its own is not known
      return;
    }
    this.#update({ step, ...kept });
    this.#tellStep(step.at, false);
    const answer = setting.answers.find(({ id }) => id === value)?.label ?? value;
    const said = word("setting-changed", { name: setting.name, answer, response: this.#view.responseTime() });
    this.#say([[said.trim()]]);
  }

  async #startAgain() {
    if (!this.card.mayForget()) {
      if (window.parent !== window) this.#say([[word("unsaved")]]);
      return;
    }
    const step = await this.#decide(this.#changedSettings());
    const kept = this.#kept(step);
    history.pushState(null, "", writeAddress(kept.answers, this.#tree.first));
    this.#show(step, [], kept);
    this.#enter();
  }

  /**
   * The answers to remember after a step of the reader's own: those that count or may yet count, and the settings that
   * are not the default. A receipt that waits is not opened any more.
   * @param {Step} step
   */
  #kept({ path, pending, settings }) {
    const answers = { ...Object.fromEntries([...path, ...pending]), ...changedSettings(this.#tree, settings) };
    return { answers, receipt: null };
  }

  /** The settings that are not the default. */
  #changedSettings() {
    return changedSettings(this.#tree, this.#state.step.settings);
  }

  async #startEngine() {
    this.#update({ engine: "loading" });
    performance.mark("guide:loading");
    this.card.load();
    try {
      await this.#engine.start();
    } catch {
      return; // engineFailed has been told
    }
    this.#update({ engine: "ready" });
    performance.mark("guide:ready");
    this.#inTurn(() => this.#refresh());
  }

  /** Go on without the engine, and say so once. */
  #engineFailed() {
    if (this.#state.engine === "failed") return;
    const waiting = [[word(this.#state.receipt === null ? "engine-failed" : "receipt-unavailable")]];
    if (self.origin === "null") waiting.push([word("sandboxed")]); // no worker runs for a page without origin
    this.#update({ engine: "failed", waiting });
    this.#tell("guide:failed");
    this.#inTurn(() => {
      this.card.unavailable();
      const { notices, receipt } = this.#state;
      if (this.#state.waiting.length && (!notices.length || receipt !== null)) this.#say([]);
      this.#update({ receipt: null });
    });
  }

  /**
   * Say something above the step that is shown.
   * @param {Notice[]} notices
   */
  #say(notices) {
    this.#update(this.#withWaiting(notices));
  }

  /**
   * Notices, with those that have been waiting.
   * @param {Notice[]} notices
   */
  #withWaiting(notices) {
    /** @type {Notice[]} */
    const waiting = [];
    return { notices: [...notices, ...this.#state.waiting], waiting };
  }

  /** Once the engine is ready: let it decide too, and move only if it knows better. */
  async #refresh() {
    const { answers, receipt, step: before } = this.#state;
    if (receipt !== null) return this.#replay(receipt);
    const step = await this.#decide(answers);
    if (step.section !== before.section) await this.#restore({ moved: false });
    else this.#update({ step });
  }
}

/**
 * Whether a click means just "go there", and not a new tab or window.
 * @param {MouseEvent} event
 */
function isPlain(event) {
  return event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
}
