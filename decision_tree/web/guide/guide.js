/**
 * The decision tree of a page, taken over in place: the page's own links decide at once, and the engine,
 * when it is there, decides with them and knows which parts of an outcome apply.
 */

import { readAddress, writeAddress } from "./address.js";
import { complain, upgradeChoices } from "./question_form.js";
import { element, fill } from "../page/dom.js";
import { Engine } from "../engine/engine.js";
import { unknownNotices, unneededNotices } from "./notices.js";
import { DeferredCard } from "./deferred_card.js";
import { Settings } from "./settings.js";
import { bring } from "../page/scrolling.js";
import { StaticTree, holds } from "./static_walk.js";
import { View } from "./view.js";

const DOUBLE_CLICK = 400; // milliseconds in which a click on a step that has just come is not meant for it

/**
 * Tells its root element what it does, by events: "guide:step" (detail {at, answers, outcome}) whenever a step is
 * shown, "guide:enter" after it when the reader was taken there, "guide:failed" when the engine will not come.
 */
export class Guide {
  /**
   * @param {HTMLElement} root
   * @param {{worker: URL, loadCard: () => Promise<any>, whenToStart: (start: () => Promise<void>) => void}} about
   *   The addresses and modules that are loaded later, and when the engine may be.
   */
  constructor(root, { worker, loadCard, whenToStart }) {
    this.root = root;
    this.words = JSON.parse(document.getElementById("guide-words").textContent);
    this.tree = new StaticTree(root);
    this.view = new View(root, this.tree, this.words);
    const settings = JSON.parse(document.getElementById("guide-settings").textContent);
    this.settings = new Settings(root, settings, (setting, value) => {
      this.inTurn(() => this.settingChanged(setting, value));
    });
    const tree = new URL(root.dataset.tree, document.baseURI);
    this.engine = new Engine(tree, (error) => this.engineFailed(error), worker);
    this.card = new DeferredCard(loadCard, root, {
      words: this.words,
      engine: this.engine,
      calendars: JSON.parse(document.getElementById("guide-calendars").textContent),
      address: ({ id, value }) => writeAddress({ ...this.answers, [id]: value }, ""),
    });
    this.upgraded = new Set(); // the sections that are forms by now
    this.answers = {};
    this.receipt = null; // one that waits for the engine
    this.entered = -Infinity;
    this.aside = []; // notices for the next time that something is said
    this.last = Promise.resolve();
    root.querySelector(".guide-start-again").addEventListener("click", (event) => {
      if (!plain(event)) return;
      event.preventDefault();
      this.inTurn(() => this.startAgain());
    });
    document.addEventListener("click", (event) => this.stayOnPage(event));
    addEventListener("popstate", () => this.inTurn(() => this.restore({ moved: true })));
    this.inTurn(() => this.restore({ moved: false }));
    whenToStart(() => this.startEngine());
  }

  /** Do what the reader does in the order they did it: the engine takes a moment to answer each. */
  inTurn(action) {
    this.last = this.last.then(action).catch((error) => console.error(error));
  }

  /**
   * Where the answers lead: as the engine says where it is ready, else by the links. They agree; should
   * they ever not, the engine is right, because it is what was proved.
   */
  async decide(answers) {
    const walked = this.tree.walk(answers, this.settings);
    if (!this.engine.ready) return { ...walked, shown: null };
    try {
      const reply = await this.engine.decide(answers);
      const known = Object.fromEntries([...reply.path, ...reply.settings]);
      const same = this.tree.walk(known, this.settings);
      if (same.at !== reply.at) console.error(`The engine leads to ${reply.at}, the page to ${same.at}.`);
      const { pending, unused, notices } = reply;
      return { ...same, pending, unused, notices, shown: reply.outcome ? reply.shown : null };
    } catch (error) {
      this.engineFailed(error);
      return { ...walked, shown: null };
    }
  }

  /**
   * Bring the page to what its address says: at the start, on Back and Forward, on links to an anchor.
   * The settings are the page's and not a step's, so moving about leaves them as they are.
   */
  async restore({ moved, settingsToo = false }) {
    const { answers, hash, receipt } = readAddress(location);
    if (receipt !== null) return this.replay(receipt);
    if (moved && !settingsToo) {
      for (const { id } of this.settings.all) delete answers[id];
      Object.assign(answers, this.settings.worthKeeping(this.answers));
    }
    const step = await this.decide(answers);
    this.answers = answers;
    if (moved) history.replaceState(null, "", writeAddress(answers, hash));
    this.settings.set(answers);
    const target = document.getElementById(hash)?.closest(".guide-step");
    const wanted = target?.dataset.question ?? target?.dataset.chooser;
    const index = step.path.findIndex(([question]) => question === wanted);
    const notices = unknownNotices(step.notices, this.words);
    if (target?.dataset.outcome && target.id !== step.section) {
      this.browse(target.id, step, notices);
    } else if (index >= 0) {
      this.show(step, step.sections[index], notices, { number: index + 1, chosen: step.path[index][1] });
    } else {
      if (wanted && wanted !== step.at) notices.push([this.words["needs-earlier"]]);
      this.show(step, step.section, notices);
    }
    if (moved) this.enter();
    const inside = target && target.id !== hash && !hash.endsWith("-title");
    if (inside && target.classList.contains("guide-current")) bring(document.getElementById(hash));
  }

  /** Begin anew with these answers, as the page around this one asks. What was typed is worth more. */
  begin(answers) {
    this.inTurn(async () => {
      if (this.card.unsaved) return;
      this.receipt = null;
      for (const name of ["receipt", "theme", "accent"]) delete answers[name]; // of the address, and no answers
      history.replaceState(null, "", writeAddress(answers, ""));
      await this.restore({ moved: false });
    });
  }

  /** Take the reader to the step that is shown. */
  enter() {
    this.view.enter();
    this.tell("guide:enter");
  }

  tell(type, detail) {
    this.root.dispatchEvent(new CustomEvent(type, { detail }));
  }

  /** Open what a receipt stands for, and say what has changed since. Only the engine can read it. */
  async replay(receipt) {
    if (!this.engine.ready) {
      this.receipt = receipt;
      const step = await this.decide({});
      const said = this.engine.stopped ? "receipt-unavailable" : "receipt-waits";
      this.show(step, step.section, [[this.words[said]]]);
      return;
    }
    this.receipt = null;
    const found = await this.engine.ask("replay", { receipt });
    history.replaceState(null, "", writeAddress(found.answers ?? {}, ""));
    await this.restore({ moved: false });
    const said = found.error ? [found.error] : [found.said, ...found.differences];
    this.say(said.map((text) => [text]));
  }

  /** An outcome opened on its own, from the search or a link: all of it, with its conditions in words. */
  browse(id, step, notices) {
    const link = element("a", { href: `#${step.at}` }, this.words["answer-the-questions"]);
    this.view.refine(id, null);
    this.card.hide();
    this.view.show(id);
    this.view.summarize(step.path, step.sections);
    this.say([...notices, [`${this.words["outcome-without-answers"]} `, link]]);
    // below the title, to which the browser scrolls by itself: what is shown needs this explanation
    document.querySelector(`#${CSS.escape(id)} .guide-title`).after(this.view.notice);
    this.tell("guide:step", { at: id, answers: this.given(step), outcome: false });
    this.painted();
  }

  show(step, section, notices, { number = step.path.length + 1, chosen } = {}) {
    this.refine(step);
    this.upgrade(section);
    this.view.show(section, { number, chosen, left: this.tree.left(section) });
    this.view.summarize(step.path, step.sections);
    this.say(notices);
    const at = this.tree.sections.get(section)?.question ?? section;
    this.tell("guide:step", { at, answers: this.given(step), outcome: step.outcome && section === step.section });
    this.painted();
  }

  /** Make a question's links a form, when it is first shown: all at once would keep the first one waiting. */
  upgrade(id) {
    const section = this.tree.sections.get(id);
    if (!section || this.upgraded.has(id)) return;
    this.upgraded.add(id);
    upgradeChoices(section, this.words, (from, answer) => this.submitted(from, answer));
  }

  /** The answers that count, as ids of the guide: whatever else an address said is not among them. */
  given(step) {
    return { ...Object.fromEntries(step.path), ...this.settings.worthKeeping(this.answers) };
  }

  /** Links to another place on this page, from the search for one, keep the page and its answers. */
  stayOnPage(event) {
    const link = event.target.closest?.("a[href*='#'], .guide-change-link");
    const here = link?.origin === location.origin && link.pathname === location.pathname;
    if (!here || !plain(event)) return;
    event.preventDefault();
    if (link.matches(".guide-change-link")) {
      history.pushState(null, "", link.href);
      this.inTurn(() => this.restore({ moved: true, settingsToo: true }));
    } else if (link.hash === location.hash) this.inTurn(() => this.restore({ moved: true }));
    else location.hash = link.hash;
  }

  refine(step) {
    if (!step.outcome) {
      this.card.hide();
      return;
    }
    const keys = step.shown && new Set(step.shown);
    const applies = keys
      ? (piece) => keys.has(piece.dataset.key)
      : (piece) => holds(JSON.parse(piece.dataset.when), step.facts);
    const given = new Map([...this.view.labels(step.path, step.sections), ...this.settings.labels(step.facts)]);
    this.view.refine(step.section, applies, given);
    // the question whose answer led here: the one that goes on differently once this has been done
    const resume = document.querySelector(`#${CSS.escape(step.section)} .guide-resume a`);
    resume?.setAttribute("href", `#${step.path.at(-1)[0]}`);
    this.card.show(document.getElementById(step.section), step.facts);
  }

  submitted(section, answer) {
    if (answer !== undefined) this.inTurn(() => this.answered(section, answer));
    else if (performance.now() - this.entered > DOUBLE_CLICK) complain(section, this.words);
  }

  async answered(section, answer) {
    this.receipt = null; // the reader goes their own way
    const answers = { ...this.answers, [section.question]: answer };
    const decided = this.decide(answers);
    // the step that is left keeps the answer given there, for Back; written while the engine thinks
    history.replaceState(null, "", writeAddress(answers, section.question));
    const step = await decided;
    this.keep(step, answers);
    history.pushState(null, "", writeAddress(this.answers, step.at));
    this.show(step, step.section, unneededNotices(step.unused, this.tree.names, this.words));
    this.enter();
    this.entered = performance.now();
  }

  async settingChanged(setting, value) {
    this.receipt = null;
    const answers = { ...this.answers, [setting.id]: value };
    const step = await this.decide(answers);
    this.keep(step, answers);
    this.settings.set(answers);
    const { hash } = readAddress(location);
    history.replaceState(null, "", writeAddress(this.answers, hash));
    if (this.tree.outcomes.has(this.view.shown) && this.view.shown !== step.section) {
      this.browse(this.view.shown, step, []); // what applies to an outcome opened on its own is not known
      return;
    }
    this.refine(step);
    this.tell("guide:step", { at: step.at, answers: this.given(step), outcome: false });
    const label = setting.answers.find((one) => one.id === value).label;
    const promise = document.querySelector(".guide-current .guide-promises > :not([hidden]) .guide-promise");
    const said = { name: setting.name, answer: label, promise: promise?.textContent.trim() ?? "" };
    this.say([[fill(this.words["setting-changed"], said).trim()]]);
    this.painted();
  }

  async startAgain() {
    if (!this.card.mayForget()) {
      if (window.parent !== window) this.say([[this.words.unsaved]]);
      return;
    }
    this.receipt = null;
    const answers = this.settings.worthKeeping(this.answers);
    const step = await this.decide(answers);
    this.keep(step, answers);
    history.pushState(null, "", writeAddress(this.answers, this.tree.first));
    this.show(step, step.section, []);
    this.enter();
  }

  /** Remember just the answers that count or may yet count, and the settings that are not the default. */
  keep(step, answers) {
    const counting = Object.fromEntries([...step.path, ...step.pending]);
    this.answers = { ...counting, ...this.settings.worthKeeping(answers) };
  }

  async startEngine() {
    document.documentElement.dataset.engine = "loading";
    performance.mark("guide:loading");
    this.card.load();
    try {
      await this.engine.start();
    } catch {
      return; // engineFailed has been told
    }
    document.documentElement.dataset.engine = "ready";
    performance.mark("guide:ready");
    this.inTurn(() => this.refresh());
  }

  /** Go on without the engine, and say so once. */
  engineFailed() {
    if (document.documentElement.dataset.engine === "failed") return;
    document.documentElement.dataset.engine = "failed";
    this.aside.push([this.words[this.receipt === null ? "engine-failed" : "receipt-unavailable"]]);
    if (self.origin === "null") this.aside.push([this.words.sandboxed]); // no worker runs for a page without origin
    this.tell("guide:failed");
    this.inTurn(() => {
      this.card.unavailable();
      if (this.aside.length && (this.view.notice.hidden || this.receipt !== null)) this.say([]);
      this.receipt = null;
    });
  }

  /** Notices above the step, with whatever has been waiting to be said. */
  say(notices) {
    this.view.say([...notices, ...this.aside.splice(0)]);
  }

  /** Once the engine is ready: let it decide too, and move only if it knows better (a renamed id). */
  async refresh() {
    if (this.receipt !== null) return this.replay(this.receipt);
    const before = this.tree.walk(this.answers, this.settings);
    const step = await this.decide(this.answers);
    if (step.section !== before.section) await this.restore({ moved: false });
    else if (step.outcome && this.view.shown === step.section) this.refine(step);
  }

  painted() {
    requestAnimationFrame(() => setTimeout(() => performance.mark("guide:step")));
  }
}

/** Whether a click means just "go there", and not a new tab or window. */
function plain(event) {
  return event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
}
