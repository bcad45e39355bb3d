/**
 * The guide on its page: what the reader does, the browser's history and the engine change the state in state.js.
 * The page's own links decide at once; the engine, once it runs, decides with them and knows which parts of an
 * outcome apply.
 */

import { Engine } from "../engine/engine.js";
import { closest, find, isPlain, scrollToTop, unfold } from "../page/dom.js";
import { pageData, word } from "../page/words.js";
import { OPEN, RESERVED, notSent, readAddress, withAnswer, writeAddress } from "./address.js";
import { DeferredCard } from "./deferred_card.js";
import { exampleAnswers } from "./examples.js";
import { unknownNotices, unneededNotices } from "./notices.js";
import { Remembered } from "./remembered.js";
import { RememberedLine } from "./remembered_line.js";
import { readTree } from "./sections.js";
import { SettingFields } from "./setting_fields.js";
import { PageState } from "./state.js";
import { View } from "./view.js";
import { walk } from "./walk.js";
import { Way } from "./way.js";

/** @typedef {import("./address.js").Answers} Answers */
/** @typedef {import("./sections.js").Setting} Setting */
/** @typedef {import("./walk.js").Step} Step */

/**
 * Its root element gets events: "guide:tree" once the tree was read from the page, "guide:step" (detail {at, answers, outcome})
 * whenever a step is shown, "guide:enter" after it when the reader was moved there, "guide:failed" when the engine has
 * failed. Before any change of the state is rendered, it gets "guide:state" (detail {tree, step}).
 */
export class Guide {
  #tree;
  #page;
  #engine;
  #way;
  #view;
  /** @type {import("./examples.js").Examples} */
  #examples = pageData("guide-examples");
  #remembered;
  #begun = false; // whether the reader has answered, since the start or since they started again
  /** @type {Answers} */
  #waiting = {}; // the answers that the host's page has asked for since
  #last = Promise.resolve(); // the last action in the queue; see inTurn

  /**
   * @param {HTMLElement} root
   * @param {object} about
   * @param {(start: () => Promise<void>) => void} about.whenToStart When the engine may be loaded.
   */
  constructor(root, { whenToStart }) {
    /** @type {Setting[]} */
    const settings = pageData("guide-settings");
    this.#tree = readTree(root, settings);
    root.dispatchEvent(new CustomEvent("guide:tree", { detail: this.#tree }));
    const named = (/** @type {"tree" | "worker" | "card"} */ file) => new URL(root.dataset[file] ?? "", document.baseURI);
    this.#engine = new Engine(named("tree"), () => this.#engineFailed(), named("worker"));
    this.card = new DeferredCard(() => import(named("card").href), root, {
      engine: this.#engine,
      calendars: pageData("guide-calendars"),
      handOver: (changes) => this.#page.handOver(changes),
      address: ({ id, value }) => writeAddress(withAnswer(this.#page.state.answers, id, value), ""),
    });
    const fields = new SettingFields(root, settings, (setting, value) => {
      this.#inTurn(() => this.#settingChanged(setting, value));
    });
    this.#remembered = new Remembered(this.#tree, new URL(root.dataset.site ?? "", document.baseURI));
    this.#way = new Way(this.#tree, this.#engine, this.#remembered, () => this.#engineFailed());
    const remembered = new RememberedLine(root, this.#tree.choices, {
      remember: () => this.#page.keep(),
      forget: (ids) => this.#inTurn(() => this.#forget(ids)),
    });
    this.#view = new View(root, this.#tree, { card: this.card, settings: fields, remembered });
    this.#page = new PageState(root, this.#tree, this.#remembered, this.#view);
    find(root, ".guide-start-again").addEventListener("click", (event) => {
      if (!isPlain(event)) return;
      event.preventDefault();
      this.#inTurn(() => this.#startAgain());
    });
    document.addEventListener("click", (event) => this.#stayOnPage(event));
    addEventListener("popstate", () => this.#inTurn(() => this.#restore({ moved: true })));
    this.#addSettings();
    this.#inTurn(() => this.#restore({ moved: false }));
    whenToStart(() => this.#startEngine());
  }

  /**
   * Queue an action: the reader's come one after another, since the engine takes a moment for each.
   * @param {() => void | Promise<void>} action
   */
  #inTurn(action) {
    return (this.#last = this.#last.then(action).catch((error) => console.error(error)));
  }

  /** Put the settings that this device remembers into the address where it has none: the page is shown with them. */
  #addSettings() {
    const { answers, hash, receipt } = readAddress(location);
    const added = this.#remembered.settingsBesides(answers);
    if (receipt !== null || !Object.keys(added).length) return;
    history.replaceState(null, "", writeAddress({ ...answers, ...added }, hash));
  }

  /**
   * Forget these answers of this device, or all. They count on at this step, as if the reader had given them now.
   * @param {string[]} ids
   */
  #forget(ids) {
    this.#page.forget(ids);
    history.replaceState(null, "", writeAddress(this.#page.state.answers, readAddress(location).hash));
  }

  /**
   * Show the step of the page's address: at the start, on Back and Forward, on links to an anchor.
   * Settings belong to the page and not to a step, so Back and Forward leave them as they are.
   * @param {{moved: boolean, settingsToo?: boolean}} how
   */
  async #restore({ moved, settingsToo = false }) {
    const { href } = location;
    const { answers: own, hash, receipt, open: named } = readAddress(location);
    if (receipt !== null) return this.#replay(receipt);
    const open = named !== null && Object.hasOwn(this.#examples, named) ? named : null;
    if (named !== null && open === null) own[OPEN] = named; // as unknown as a strange answer, and said so
    if (moved && !settingsToo) {
      for (const { id } of this.#tree.settings) delete own[id];
      Object.assign(own, this.#page.changedSettings());
    }
    const anchor = document.getElementById(hash);
    /** @type {HTMLElement | null | undefined} */
    const target = anchor?.closest(".guide-step");
    const { outcome = "", question = target?.id } = target?.dataset ?? {};
    // a link from elsewhere with answers to an outcome shows that, also where they led to another one once
    const known = { ...this.#remembered.questionsBesides(own), ...own };
    const name = open ?? (moved || !walk(this.#tree, known).outcome ? outcome : "");
    const example = exampleAnswers(this.#tree, this.#examples, name, known);
    const { filled } = example;
    const answers = filled ? example.answers : own;
    const step = await this.#way.step(answers);
    if (location.href !== href) return; // the reader has moved on since, and that is queued
    const wanted = name.includes(".") || outcome ? step.at : (open ?? question);
    const index = step.path.findIndex(([question]) => question === wanted);
    // at the start without an anchor: the browser would scroll to it, and past the notice
    const place = filled && !moved ? "" : open === null ? hash : (wanted ?? "");
    if (moved || filled || open !== null) history.replaceState(null, "", writeAddress(answers, place));
    const notices = unknownNotices(step.notices);
    if (filled) notices.push([word("example-answers")]);
    else if (wanted && index < 0 && wanted !== step.at) notices.push([word("needs-earlier")]);
    this.#page.showStep(step, notices, { answers, ...(index >= 0 && { shown: step.sections[index] }) });
    if (moved) this.#page.enter();
    else if (filled) this.#view.enter(this.#page.state.shown);
    const inside = target && target.id !== hash && !hash.endsWith("-title");
    if (!anchor || !inside || target.id !== this.#page.state.shown) return;
    unfold(anchor);
    scrollToTop(anchor);
  }

  /**
   * Start again with these answers, when the host's page asks for it; not where typed text would be lost. Once the
   * reader has chosen an answer, it waits until they start again: a host that asks each second would lead nobody on.
   * @param {Answers} answers
   */
  begin(answers) {
    this.#inTurn(async () => {
      if (this.card.unsaved) return;
      for (const name of RESERVED) delete answers[name];
      if (this.#begun) {
        this.#waiting = answers;
        return;
      }
      this.#page.update({ receipt: null });
      history.replaceState(null, "", writeAddress(answers, ""));
      this.#addSettings();
      await this.#restore({ moved: false });
    });
  }

  /**
   * Open the outcome of a receipt, with notices of what has changed since. Only the engine can read a receipt.
   * @param {string} receipt
   */
  async #replay(receipt) {
    if (!this.#engine.ready) {
      this.#page.update({ receipt });
      const step = await this.#way.step({});
      this.#page.showStep(step, [[word(this.#engine.stopped ? "receipt-unavailable" : "receipt-waits")]]);
      return;
    }
    this.#page.update({ receipt: null });
    const { answers = {}, error, said = "", differences = [] } = await this.#engine.ask("replay", { receipt });
    const settings = this.#page.changedSettings(walk(this.#tree, {}).settings); // of then, whatever this device remembers
    history.replaceState(null, "", writeAddress({ ...settings, ...answers }, ""));
    await this.#restore({ moved: false });
    this.#page.showNotices((error ? [error] : [said, ...differences]).map((text) => [text]));
  }

  /**
   * Follow a link within this page without loading it again: an answer, or an anchor, from the search for example.
   * @param {MouseEvent} event
   */
  #stayOnPage(event) {
    const links = "a[href*='#'], a[href*='?open='], .guide-change-link";
    const link = /** @type {HTMLAnchorElement | null} */ (closest(event, links));
    const here = link?.origin === location.origin && link.pathname === location.pathname;
    if (!here || event.defaultPrevented || !isPlain(event)) return;
    event.preventDefault();
    const answer = link.parentElement?.dataset.answer;
    if (answer && event.detail > 1) return; // the second of two clicks, which may have met the next question
    const { open } = readAddress(link);
    if (open !== null) {
      history.pushState(null, "", writeAddress({ ...readAddress(location).answers, [OPEN]: open }, ""));
      this.#inTurn(() => this.#restore({ moved: true }));
    } else if (answer) this.#inTurn(() => this.#answered(link.closest(".guide-step")?.id ?? "", answer));
    else if (link.matches(".guide-change-link")) {
      history.pushState(null, "", link.href);
      this.#inTurn(() => this.#restore({ moved: true, settingsToo: true }));
    } else if (link.hash === location.hash) this.#inTurn(() => this.#restore({ moved: true }));
    else location.hash = link.hash;
  }

  /**
   * Go on to the next step with an answer; not from a section that is shown no longer, as by the second of two clicks.
   * @param {string} section
   * @param {string} answer
   */
  async #answered(section, answer) {
    const question = this.#tree.sections.get(section)?.question;
    if (!question || section !== this.#page.state.shown) return;
    this.#begun = true;
    const answers = this.#page.answered(question, answer);
    const decided = this.#way.step(answers);
    // the history entry of this question keeps its answer, for Back; written while the engine decides
    history.replaceState(null, "", writeAddress(answers, question));
    const step = await decided;
    const kept = this.#page.kept(step);
    history.pushState(null, "", writeAddress(kept.answers, step.at));
    this.#page.showStep(step, unneededNotices(step.unused.map((id) => this.#tree.choices.get(id)?.name ?? id)), kept);
    this.#page.enter();
  }

  /**
   * Decide anew with another value of a setting, at the same step.
   * @param {Setting} setting
   * @param {string} value
   */
  async #settingChanged(setting, value) {
    const step = await this.#way.step({ ...this.#page.state.answers, [setting.id]: value });
    const kept = this.#page.kept(step);
    history.replaceState(null, "", writeAddress(kept.answers, readAddress(location).hash));
    this.#page.update({ step, ...kept });
    this.#page.dispatchStep(step.at, false);
    const answer = setting.answers.find(({ id }) => id === value)?.label ?? value;
    const said = word("setting-changed", { name: setting.name, answer, response: this.#view.responseTime() });
    this.#page.showNotices([[said.trim()]]);
  }

  /** Go back to the first question, with no answers but those that the host has asked for; settings stay. */
  async #startAgain() {
    if (!this.card.mayForget()) {
      if (window.parent !== window) this.#page.showNotices([[word("unsaved")]]);
      return;
    }
    this.#begun = false;
    const step = await this.#way.step({ ...this.#page.changedSettings(), ...this.#waiting });
    this.#waiting = {};
    const kept = this.#page.kept(step);
    history.pushState(null, "", writeAddress(kept.answers, step.at, notSent()));
    this.#page.showStep(step, [], kept);
    this.#page.enter();
  }

  /** Start the engine, and let it decide the step that is shown. */
  async #startEngine() {
    this.#page.update({ engine: "loading" });
    performance.mark("guide:loading");
    try {
      await this.#engine.start();
    } catch {
      return; // Engine has called engineFailed
    }
    this.#page.update({ engine: "ready" });
    performance.mark("guide:ready");
    this.card.load();
    this.#inTurn(() => this.#refresh());
  }

  /** Go on without the engine, with one notice of it. */
  async #engineFailed() {
    if (this.#page.state.engine === "failed") return;
    this.#page.update({ engine: "failed" });
    this.#page.dispatch("guide:failed");
    this.#inTurn(() => this.card.unavailable());
    const outdated = await this.#engine.outdated();
    const failed = word(this.#page.state.receipt === null ? "engine-failed" : "receipt-unavailable");
    const waiting = outdated ? [] : [[failed]];
    if (self.origin === "null") waiting.push([word("sandboxed")]); // no worker runs for a page without origin
    this.#page.update({ waiting, outdated });
    this.#inTurn(() => {
      const { notices, receipt } = this.#page.state;
      const unsaid = outdated || this.#page.state.waiting.length > 0;
      if (unsaid && (!notices.length || receipt !== null)) this.#page.showNotices([]);
      this.#page.update({ receipt: null });
    });
  }

  /** Decide the step again, now by the engine, and show another one only if it leads elsewhere. */
  async #refresh() {
    const { answers, receipt, step: before } = this.#page.state;
    if (receipt !== null) return this.#replay(receipt);
    const step = await this.#way.step(answers);
    if (step.section !== before.section) await this.#restore({ moved: false });
    else this.#page.update({ step });
  }
}
