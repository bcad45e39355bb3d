/** The ticket's text, to read, copy, save or mail, in a language of the support. */

import { copy, copyButton, save } from "../page/clipboard.js";
import { element, write } from "../page/dom.js";
import { word } from "../page/words.js";

const FEWEST_ROWS = 6;
const MOST_ROWS = 30;

/** @typedef {import("../engine/messages.js").Ticket} Ticket */

export class TicketPart {
  /**
   * @param {object} about
   * @param {import("../page/clipboard.js").Announcer} about.announcer
   * @param {(locale: string) => void} about.languageChosen
   * @param {() => void} about.saved Called when the text was copied, saved or sent.
   */
  constructor({ announcer, languageChosen, saved }) {
    this.announcer = announcer;
    this.languageChosen = languageChosen;
    this.saved = saved;
    /** @type {Ticket} */
    this.ticket = { language: "", direction: "", languages: [], subject: "", body: "", markdown: "" };
    this.about = element("p", { class: "guide-hint" });
    this.languages = element("fieldset", { class: "guide-ticket-languages" });
    /** @type {HTMLInputElement[]} */
    this.languageInputs = [];
    this.subject = element("input", { class: "guide-entry", id: "guide-ticket-subject", readonly: "", type: "text" });
    this.body = element("textarea", { class: "guide-entry", id: "guide-ticket-body", readonly: "" });
    this.mail = element("a", { class: "md-button", href: "#" }, word("open-mail"));
    this.mail.addEventListener("click", () => this.mailed());
    this.left = element("p", { class: "guide-hint guide-left" }); // how much is left to fill in
    const subjectWord = word("ticket-subject");
    this.content = element(
      "div",
      {},
      this.languages,
      this.labelled(subjectWord, this.subject, this.copyButton(word("copy"), subjectWord, () => this.ticket.subject)),
      this.labelled(word("ticket-body"), this.body),
      this.left,
      element("p", { class: "guide-buttons" }, ...this.buttons()),
    );
    this.element = element(
      "section",
      { class: "guide-part guide-ticket" },
      element("h3", { "aria-level": "2" }, word("ticket")),
      this.about,
      this.content,
    );
  }

  /**
   * @param {string} text
   * @param {HTMLElement} input
   * @param {...HTMLElement} beside
   */
  labelled(text, input, ...beside) {
    const label = element("label", { for: input.id, class: "guide-ticket-label" }, text);
    return element("div", {}, label, element("div", { class: "guide-entry-line" }, input, ...beside));
  }

  /**
   * @param {string} label
   * @param {string} what
   * @param {() => string} text
   */
  copyButton(label, what, text, primary = false) {
    return copyButton({ label, what, announcer: this.announcer, text, done: () => this.saved(), primary });
  }

  buttons() {
    const button = (/** @type {string} */ label, /** @type {() => void} */ action) => {
      const made = element("button", { type: "button", class: "md-button" }, label);
      made.addEventListener("click", () => {
        action();
        this.saved();
      });
      return made;
    };
    const name = () => `ticket-${new Date().toISOString().slice(0, 10)}`;
    const whole = () => `${this.ticket.subject}\n\n${this.ticket.body}`;
    return [
      this.copyButton(word("copy-text"), word("copied-text"), () => this.ticket.body, true),
      button(word("download-text"), () => save(`${name()}.txt`, "text/plain", whole())),
      button(word("download-markdown"), () => save(`${name()}.md`, "text/markdown", this.ticket.markdown)),
      this.mail,
    ];
  }

  async mailed() {
    this.saved();
    if (this.ticket.whole) return;
    await copy(this.ticket.body);
    this.announcer.say(word("mail-copied"));
    write(this.about, word("mail-copied"));
  }

  /**
   * Show a text in place of the ticket, until the engine is ready or when it has failed.
   * @param {string} text
   */
  wait(text) {
    write(this.about, text);
    this.content.hidden = true;
  }

  /** @param {Ticket | null} ticket Null where the outcome has no ticket. */
  show(ticket) {
    this.element.hidden = !ticket;
    if (!ticket) return;
    this.showLanguages(ticket);
    this.ticket = ticket;
    this.content.hidden = false;
    write(this.about, word(ticket.mail ? "ticket-about-mail" : "ticket-about"));
    for (const [place, text] of /** @type {const} */ ([[this.subject, ticket.subject], [this.body, ticket.body]])) {
      if (place.value !== text) place.value = text;
      place.lang = ticket.language;
      place.dir = ticket.direction;
    }
    this.body.rows = Math.max(FEWEST_ROWS, Math.min(MOST_ROWS, ticket.body.split("\n").length));
    this.mail.hidden = !ticket.mail;
    if (ticket.mail) this.mail.href = ticket.mail;
  }

  /** @param {Ticket} ticket */
  showLanguages({ language, languages }) {
    if (String(languages.map(({ locale }) => locale)) !== String(this.languageInputs.map(({ value }) => value))) {
      this.languageInputs = languages.map(({ locale: value }) => {
        const input = element("input", { type: "radio", class: "guide-radio", name: "guide-ticket-language", value });
        input.addEventListener("change", () => this.languageChosen(value));
        return input;
      });
      const labels = languages.map(({ name }, index) => element("label", {}, this.languageInputs[index], " ", name));
      this.languages.replaceChildren(element("legend", {}, word("ticket-language")), ...labels);
    }
    this.languages.hidden = languages.length < 2;
    for (const input of this.languageInputs) input.checked = input.value === language;
  }
}
