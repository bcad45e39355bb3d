/** The text of the ticket: to look at, to copy, to save, to send, in the language of the support. */

import { copy, copyButton, save } from "../page/clipboard.js";
import { element, write } from "../page/dom.js";

const FEWEST_ROWS = 6;
const MOST_ROWS = 30;

export class TicketPart {
  /**
   * @param {{words: Record<string, string>, announcer: import("../page/clipboard.js").Announcer,
   *   languageChosen: (locale: string) => void, saved: () => void}} about
   */
  constructor({ words, announcer, languageChosen, saved }) {
    Object.assign(this, { words, announcer, languageChosen, saved });
    this.about = element("p", { class: "guide-hint" });
    this.languages = element("fieldset", { class: "guide-ticket-languages" });
    this.subject = element("input", { class: "guide-entry", id: "guide-ticket-subject", readonly: "", type: "text" });
    this.body = element("textarea", { class: "guide-entry", id: "guide-ticket-body", readonly: "" });
    this.buttons = this.makeButtons();
    this.content = element(
      "div",
      {},
      this.languages,
      this.labelled("ticket-subject", this.subject),
      this.labelled("ticket-body", this.body),
      element("p", { class: "guide-buttons" }, ...this.buttons),
    );
    this.element = element(
      "section",
      { class: "guide-part guide-ticket" },
      element("h3", {}, words.ticket),
      this.about,
      this.content,
    );
  }

  labelled(word, input) {
    const label = element("label", { for: input.id, class: "guide-ticket-label" }, this.words[word]);
    const what = this.words[word];
    const line = element("div", { class: "guide-entry-line" }, input);
    if (input === this.subject) line.append(this.copyButton(this.words.copy, what, () => this.ticket.subject));
    return element("div", {}, label, line);
  }

  copyButton(label, what, text, primary = false) {
    const { words, announcer } = this;
    return copyButton({ label, what, words, announcer, text, done: () => this.saved(), primary });
  }

  makeButtons() {
    const { words } = this;
    const button = (word, action) => {
      const made = element("button", { type: "button", class: "md-button" }, words[word]);
      made.addEventListener("click", action);
      return made;
    };
    const name = () => `ticket-${new Date().toISOString().slice(0, 10)}`;
    const whole = () => `${this.ticket.subject}\n\n${this.ticket.body}`;
    this.mail = element("a", { class: "md-button", href: "#" }, words["open-mail"]);
    this.mail.addEventListener("click", () => this.mailed());
    return [
      this.copyButton(words["copy-text"], words["copied-text"], () => this.ticket.body, true),
      button("download-text", () => (save(`${name()}.txt`, "text/plain", whole()), this.saved())),
      button("download-markdown", () => (save(`${name()}.md`, "text/markdown", this.ticket.markdown), this.saved())),
      this.mail,
    ];
  }

  async mailed() {
    this.saved();
    if (this.ticket.whole) return;
    await copy(this.ticket.body);
    this.announcer.say(this.words["mail-copied"]);
    write(this.about, this.words["mail-copied"]);
  }

  /** Before the engine is there, or when it will not be: say so. */
  wait(word) {
    write(this.about, this.words[word]);
    this.content.hidden = true;
  }

  /** @param {any} ticket As decision_tree.card_json has it, or null where the outcome has no ticket. */
  show(ticket) {
    this.element.hidden = !ticket;
    if (!ticket) return;
    this.ticket = ticket;
    this.content.hidden = false;
    write(this.about, this.words[ticket.mail ? "ticket-about-mail" : "ticket-about"]);
    this.showLanguages(ticket);
    for (const [place, text] of [[this.subject, ticket.subject], [this.body, ticket.body]]) {
      if (place.value !== text) place.value = text;
      place.lang = ticket.language;
      place.dir = ticket.direction;
    }
    this.body.rows = Math.max(FEWEST_ROWS, Math.min(MOST_ROWS, ticket.body.split("\n").length));
    this.mail.hidden = !ticket.mail;
    if (ticket.mail) this.mail.href = ticket.mail;
  }

  showLanguages(ticket) {
    const key = ticket.languages.map(({ locale }) => locale).join();
    if (this.languages.dataset.state !== key) {
      this.languages.dataset.state = key;
      const choices = ticket.languages.map(({ locale, name }) => {
        const input = element("input", { type: "radio", class: "guide-radio", name: "guide-ticket-language", value: locale });
        input.addEventListener("change", () => this.languageChosen(locale));
        return element("label", {}, input, " ", name);
      });
      this.languages.replaceChildren(element("legend", {}, this.words["ticket-language"]), ...choices);
    }
    this.languages.hidden = ticket.languages.length < 2;
    for (const input of this.languages.querySelectorAll("input")) input.checked = input.value === ticket.language;
  }
}
