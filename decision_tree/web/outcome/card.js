/**
 * The outcome card: the fill-in sheet, the ticket's text, the due time, what would change, and the receipt, all by the
 * engine. There is one card for a page; it moves to the outcome that is shown.
 */

import { Announcer } from "../page/clipboard.js";
import { element, find, findAll, write } from "../page/dom.js";
import { word } from "../page/words.js";
import { now } from "./dates.js";
import { DuePart } from "./due_time.js";
import { HandOverPart } from "./hand_over.js";
import { Sheet } from "./sheet.js";
import { TicketPart } from "./ticket.js";
import { Typed, tabKeeps } from "./typed.js";
import { WhyPart } from "./why.js";

const PAUSE = 150; // milliseconds without a key after which typed text is checked
const TICK = 20_000; // milliseconds between updates of a due time counted from now; it shows minutes

/** @typedef {import("../engine/messages.js").Replies} Replies */

export class OutcomeCard {
  /**
   * @param {HTMLElement} root
   * @param {object} about
   * @param {import("../engine/engine.js").Engine} about.engine
   * @param {import("./due_time.js").Calendars} about.calendars
   * @param {import("./hand_over.js").HandOver} about.handOver
   * @param {(changed: {id: string, value: string}) => string} about.address The page's address with one answer changed.
   */
  constructor(root, { engine, calendars, handOver, address }) {
    this.root = root;
    this.engine = engine;
    /** @type {HTMLElement | undefined} The section of the outcome that is shown. */
    this.section = undefined;
    /** @type {Record<string, string> | undefined} The answers that lead there, settings included. */
    this.answers = undefined;
    /** @type {Map<string, Sheet>} */
    this.sheets = new Map();
    /** @type {Sheet | undefined} */
    this.sheet = undefined;
    this.typed = new Typed();
    this.typing = false; // whether typed text is not in the ticket's text yet
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.pause = undefined;
    this.language = ""; // the locale that the reader chose for the ticket
    this.number = 0; // of the latest request: a reply to an earlier one is ignored
    this.whole = false; // whether the whole card is to be shown anew, and not the due time alone
    this.warned = false;
    this.announcer = new Announcer(root);
    this.ticket = new TicketPart({
      announcer: this.announcer,
      saved: () => (this.typed.saved = !this.typing),
      languageChosen: (locale) => {
        this.language = locale;
        this.fill();
      },
    });
    this.due = new DuePart({
      calendars,
      changed: () => this.look({ dueAlone: true, aloud: true }),
      remind: () => this.reminder(),
    });
    this.handOver = new HandOverPart({ announcer: this.announcer, handOver });
    this.why = new WhyPart({ announcer: this.announcer, address });
    this.print = element("button", { type: "button", class: "md-button guide-print" }, word("print"));
    this.print.addEventListener("click", () => window.print());
    this.keeping = this.#keepChoice();
    addEventListener("beforeprint", () => this.#openAll());
    setInterval(() => this.tick(), TICK);
    addEventListener("beforeunload", (event) => this.leaving(event));
    if (document.modelContext && root.dataset.tools) this.#offerTools(document.modelContext, root.dataset.tools);
  }

  /**
   * Load the tools for the browser's assistant. It is done here and not by the guide's own script, which each
   * reader waits for.
   * @param {ModelContext} context
   * @param {string} address
   */
  async #offerTools(context, address) {
    const { offerTools } = await import(new URL(address, document.baseURI).href);
    offerTools(this.engine, this.root, context);
  }

  /**
   * Show the card in an outcome's section.
   * @param {HTMLElement} section
   * @param {Record<string, string>} answers All that lead there, settings included.
   */
  show(section, answers) {
    const moved = this.section !== section;
    if (JSON.stringify(answers) !== JSON.stringify(this.answers)) this.language = "";
    this.section = section;
    this.answers = answers;
    if (!moved) this.refresh();
    else {
      // the outcome first: whoever has just answered sees it at once, and the sheet before they can type
      const place = () => this.section === section && this.place(section);
      requestAnimationFrame(() => setTimeout(() => setTimeout(place)));
    }
  }

  /** Show everything anew, as the engine's state and the answers have it. */
  async refresh() {
    this.sheet?.refresh();
    if (this.engine.ready) await Promise.all([this.look(), this.fill()]);
    else if (this.engine.stopped) this.unavailable();
    else this.ticket.wait(word("ticket-waits"));
    performance.mark("guide:card");
  }

  /** The engine has failed: the fields stay, and a notice says that there is no ticket text. */
  unavailable() {
    if (!this.section) return;
    this.ticket.wait(word("ticket-unavailable"));
    this.print.hidden = false;
    // what was worked out before would be out of date with the next change
    const { due, why } = this;
    for (const part of [...due.parts, why.doubt, why.element, why.receipt]) part.hidden = true;
  }

  /** Remove the card: the answers reach no outcome. */
  hide() {
    if (!this.section) return;
    this.section = undefined;
    this.answers = undefined;
    this.sheet = undefined;
    for (const part of this.parts) part.remove();
  }

  /** The parts that need the engine, and nothing typed. */
  get worked() {
    return [this.why.element, this.why.receipt, this.print];
  }

  /** All parts that are the same for every outcome. */
  get parts() {
    return [this.handOver.element, this.ticket.element, this.keeping, this.why.doubt, ...this.due.parts, ...this.worked];
  }

  /** The choice to keep typed texts in the tab, with what happens to them otherwise. */
  #keepChoice() {
    const { typed } = this;
    const choice = element("div", { class: "guide-typed-stays" }, element("p", {}, word("typed-stays")));
    if (!tabKeeps()) return choice;
    const input = element("input", { type: "checkbox", class: "guide-radio" });
    input.checked = typed.kept;
    input.addEventListener("change", () => (input.checked = typed.keep(input.checked)));
    choice.append(element("label", {}, input, " ", word("keep-in-tab")));
    return choice;
  }

  /** Open what is folded, for paper; what the reader had closed is closed again afterwards. */
  #openAll() {
    if (!this.section) return;
    const closed = [...this.section.querySelectorAll("details:not([open], .guide-since *)")];
    for (const fold of closed) fold.toggleAttribute("open", true);
    addEventListener("afterprint", () => closed.forEach((fold) => fold.toggleAttribute("open", false)), { once: true });
  }

  /**
   * Put the parts of the card into an outcome's section.
   * @param {HTMLElement} section
   */
  place(section) {
    const { typed, announcer } = this;
    const sheet =
      this.sheets.get(section.id) ??
      new Sheet(section, { typed, announcer, changed: (final) => this.changed(final) });
    this.sheets.set(section.id, sheet);
    this.sheet = sheet;
    for (const part of this.parts) part.hidden = true;
    for (const link of findAll(section, ".guide-portal a")) this.besides(/** @type {HTMLAnchorElement} */ (link));
    const form = section.querySelector(".guide-form");
    if (form) {
      this.ticket.element.hidden = false;
      form.after(this.ticket.element);
      form.prepend(this.keeping);
      this.keeping.hidden = sheet.fields.size === 0;
    }
    section.querySelector(".guide-response-times")?.before(this.due.element);
    const how = section.querySelector(".guide-due-how");
    how?.removeAttribute("hidden"); // without scripts it would be empty
    how?.querySelector("summary")?.after(this.due.how);
    section.querySelector(".guide-first-cards")?.after(this.handOver.element, this.why.doubt);
    this.handOver.show(section);
    find(section, ".guide-actions").append(this.due.reminder, this.print);
    const sources = section.querySelector(":scope > .guide-sources");
    if (sources) sources.before(this.why.element);
    else section.append(this.why.element);
    find(this.root, ".guide-given").after(this.why.receipt);
    this.refresh();
  }

  /**
   * Have the portal open in a new tab: typed text stays here, to be copied.
   * @param {HTMLAnchorElement} link
   */
  besides(link) {
    if (link.target || link.protocol !== "https:") return;
    link.target = "_blank";
    link.rel = "noopener noreferrer";
    link.append(element("span", { class: "guide-visually-hidden" }, ` ${word("new-tab")}`));
  }

  /** Ask the engine for the card of the answers, the moment and the calendar, and show it, or its due time alone. */
  async look({ dueAlone = false, aloud = false } = {}) {
    const number = ++this.number;
    this.whole ||= !dueAlone; // a request for all may still wait when one for the due time follows
    const { answers, due, section } = this;
    if (!answers || !section || !this.engine.ready) return;
    const submitted = due.submitted ?? now(); // the rest of the card does not depend on it
    const card = await this.ask("card", { answers, submitted, calendar: due.calendar });
    if (!card || number !== this.number || section !== this.section) return;
    for (const part of this.worked) part.hidden = false;
    due.show(card);
    if (this.whole) this.why.show(card, this.root, section.id);
    this.whole = false;
    if (aloud) this.announcer.say(due.result.textContent ?? "");
  }

  /** Ask the engine for the sheet's findings and the ticket, and show them. */
  async fill() {
    const { answers, section, language } = this;
    if (!answers || !this.engine.ready) return;
    this.typing = false;
    const link = section ? this.handOver.link(section) : "";
    const filled = await this.ask("fill", { answers, typed: this.typed.all, language, now: now(), link });
    if (!filled || section !== this.section || !this.sheet) return;
    this.sheet.show(filled.sheet);
    this.ticket.show(filled.ticket);
    this.#showLeft(section);
  }

  /**
   * Show how much is left to fill in or to check: where the sheet is folded, and above the buttons of the ticket.
   * @param {HTMLElement | undefined} section
   */
  #showLeft(section) {
    if (!this.sheet || !section) return;
    const { empty, wrong } = this.sheet.counts;
    const counts = [empty && word("to-fill-in", { count: empty }), wrong && word("to-check", { count: wrong })];
    const left = counts.filter(Boolean).join(", ");
    for (const place of section.querySelectorAll(".guide-left")) write(place, left);
  }

  /** The reminder of the due time, as iCalendar text. */
  async reminder() {
    const { answers, due } = this;
    const { submitted, calendar } = due;
    return (await this.ask("remind", { answers, typed: this.typed.all, submitted, calendar, now: now() }))?.text ?? null;
  }

  /**
   * The engine's reply to a request; null where it fails.
   * @template {keyof Replies} Type
   * @param {Type} type
   * @param {Record<string, unknown>} request
   */
  async ask(type, request) {
    try {
      return await this.engine.ask(type, request);
    } catch (error) {
      console.error(error);
      return null;
    }
  }

  /**
   * Typed text has changed.
   * @param {boolean} final Whether the field was left.
   */
  changed(final) {
    clearTimeout(this.pause);
    this.typing = true;
    if (final) this.fill();
    else this.pause = setTimeout(() => this.fill(), PAUSE);
  }

  /** Update a due time counted from now, without announcing it. */
  tick() {
    if (this.section && this.due.running && !document.hidden && this.engine.ready) this.look({ dueAlone: true });
  }

  /**
   * Have the browser ask, once and in its own words, before typed text is lost (beforeunload).
   * @param {Event} event
   */
  leaving(event) {
    if (!this.typed.unsaved || this.typed.asked) return;
    this.typed.asked = true; // whoever stays and leaves again has been asked
    event.preventDefault();
  }

  /** Whether the reader agrees to lose typed text. In a frame browsers may suppress the dialog: there a notice comes
   * the first time, and the second time counts as yes. */
  confirmed() {
    if (window.parent === window) return window.confirm(word("unsaved"));
    this.warned = !this.warned;
    return !this.warned;
  }

  /** Clear typed text, with the reader's consent where it is not saved. Returns whether it was cleared. */
  mayForget() {
    if (this.typed.unsaved && !this.confirmed()) return false;
    this.typed.clear();
    this.sheet?.refresh();
    return true;
  }
}
