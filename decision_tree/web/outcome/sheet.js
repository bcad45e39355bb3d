/** The fill-in sheet: the outcome's fields with a place to type for those that are the reader's own. */

import { copyButton } from "../page/clipboard.js";
import { element, find, findAll, textOf, write } from "../page/dom.js";
import { word } from "../page/words.js";
import { withOffset } from "./dates.js";

/** @type {Record<string, string>} */
const TYPES = { email: "email", phone: "tel", moment: "datetime-local" };
/** @type {Record<string, string>} */
const AUTOCOMPLETE = { email: "email", phone: "tel" };
const NO_FINDING = { message: "", suggestion: "", address: "", value: "" };

/** @typedef {typeof NO_FINDING} Finding What the engine found in an entry. */
/**
 * @typedef {object} Field
 * @property {string} id
 * @property {string} entry The kind of entry.
 * @property {HTMLInputElement | HTMLTextAreaElement} input
 * @property {HTMLElement} message
 * @property {HTMLElement} printed
 * @property {HTMLElement} button Copies the entry.
 * @property {HTMLElement | null} completed The address that the entry completes.
 * @property {string} hint The id of the element that describes the field.
 * @property {boolean} left Whether the reader has left it: findings are shown only then.
 * @property {Finding} finding
 */

export class Sheet {
  /**
   * Put inputs into an outcome's fields, once.
   * @param {HTMLElement} section The outcome's section.
   * @param {object} about
   * @param {import("./typed.js").Typed} about.typed
   * @param {import("../page/clipboard.js").Announcer} about.announcer
   * @param {(final: boolean) => void} about.changed Called on every change; final: the field was left.
   */
  constructor(section, { typed, announcer, changed }) {
    this.id = section.id;
    this.typed = typed;
    this.announcer = announcer;
    this.changed = changed;
    /** @type {Map<string, Field>} */
    this.fields = new Map();
    for (const row of findAll(section, ".guide-field")) this.upgrade(row);
  }

  /**
   * Put an input into a field of the reader's own, and a button to copy into any field.
   * @param {HTMLElement} row
   */
  upgrade(row) {
    const label = find(row, ".guide-field-label");
    const value = find(row, ".guide-field-value");
    const { field: id = "", fieldKind, entry = "" } = row.dataset;
    const name = textOf(label);
    if (fieldKind !== "own") {
      value.after(" ", this.copyOf(name, () => textOf(value.querySelector(".guide-label") ?? value)));
      return;
    }
    label.id = `${this.id}-${id}-label`;
    value.id = `${this.id}-${id}-hint`;
    const input = this.input(entry);
    input.id = `${this.id}-${id}`;
    input.setAttribute("aria-labelledby", label.id);
    const message = element("p", { class: "guide-finding", id: `${this.id}-${id}-finding`, "aria-live": "polite" });
    const printed = element("span", { class: "guide-entry-printed", "aria-hidden": "true" });
    const button = this.copyOf(name, () => field.finding.value || input.value);
    const completed = entry === "domain" ? element("p", { class: "guide-completed", hidden: "" }) : null;
    const line = element("div", { class: "guide-entry-line" }, input, button);
    find(row, "dd").append(message, ...(completed ? [completed] : []), printed);
    find(row, "dd").prepend(line);
    const finding = NO_FINDING;
    /** @type {Field} */
    const field = { id, entry, input, message, printed, button, completed, hint: value.id, left: false, finding };
    this.fields.set(id, field);
    input.addEventListener("input", () => this.read(field, false));
    input.addEventListener("change", () => this.read(field, true));
    this.describe(field);
    this.write(field);
  }

  /**
   * @param {string} what
   * @param {() => string} text
   */
  copyOf(what, text) {
    return copyButton({ label: word("copy"), what, announcer: this.announcer, text });
  }

  /** @param {string} entry */
  input(entry) {
    /** No autocompletion and no spelling service: what is typed here may be about other people.
     * @type {Record<string, string>} */
    const quiet = { class: "guide-entry", autocomplete: AUTOCOMPLETE[entry] ?? "off", spellcheck: "false" };
    if (entry === "lines") return element("textarea", { ...quiet, rows: "3" });
    if (entry === "moment") quiet.max = "9999-12-31T23:59";
    if (["domain", "guid", "email"].includes(entry)) Object.assign(quiet, { autocapitalize: "none", dir: "ltr" });
    return element("input", { ...quiet, type: TYPES[entry] ?? "text" });
  }

  /**
   * @param {Field} field
   * @param {boolean} final
   */
  read(field, final) {
    const text = field.entry === "moment" ? withOffset(field.input.value) : field.input.value;
    if ((this.typed.texts.get(field.id) ?? "") !== text) this.typed.set(field.id, text);
    field.button.hidden = !field.input.value;
    if (final) field.left = true;
    this.changed(final);
  }

  /** Show what has been typed on another outcome's sheet, or that it is gone. */
  refresh() {
    for (const field of this.fields.values()) this.write(field);
  }

  /** @param {Field} field */
  write(field) {
    const text = this.typed.texts.get(field.id) ?? "";
    const value = field.entry === "moment" ? text.slice(0, 16) : text;
    if (field.input.value !== value) {
      field.input.value = value;
      field.left = Boolean(text); // typed elsewhere, and left there
    }
    if (text) return;
    field.left = false;
    this.find(field, NO_FINDING);
  }

  /** How many of the fields that apply are empty, and how many have something that is not right. */
  get counts() {
    const shown = [...this.fields.values()].filter(({ input }) => !input.closest("[hidden]"));
    const empty = shown.filter(({ input }) => !input.value).length;
    return { empty, wrong: shown.filter(({ finding }) => finding.message).length };
  }

  /**
   * Show the engine's findings; of a field that the reader is still typing in, none yet.
   * @param {({field: string} & Finding)[]} entries
   */
  show(entries) {
    for (const entry of entries) {
      const field = this.fields.get(entry.field);
      if (field) this.find(field, field.left ? entry : { ...entry, message: "", suggestion: "" });
    }
  }

  /**
   * @param {Field} field
   * @param {Finding} finding
   */
  find(field, finding) {
    const before = field.finding;
    field.finding = finding;
    field.printed.textContent = finding.value || "____";
    field.button.hidden = !field.input.value;
    if (before.message !== finding.message || before.suggestion !== finding.suggestion) this.describe(field);
    if (field.completed && before.address !== finding.address) this.complete(field.completed, finding.address);
  }

  /**
   * Show an entry's finding, if there is one. Only a change is announced.
   * @param {Field} field
   */
  describe(field) {
    const { message, suggestion } = field.finding;
    field.message.replaceChildren(...(message ? [message] : []));
    if (suggestion) field.message.append(" ", this.suggestion(field, suggestion));
    if (message) field.input.setAttribute("aria-invalid", "true");
    else field.input.removeAttribute("aria-invalid");
    field.input.setAttribute("aria-describedby", [field.hint, ...(message ? [field.message.id] : [])].join(" "));
  }

  /**
   * @param {HTMLElement} place
   * @param {string} href
   */
  complete(place, href) {
    place.hidden = !href;
    if (!href) return;
    const about = { class: "md-button md-button--primary", href, target: "_blank", rel: "noopener noreferrer" };
    const link = element("a", about);
    write(link, word("open-address", { address: href.replace("https://", "") }));
    place.replaceChildren(link, " ", this.copyOf(href, () => href));
  }

  /**
   * @param {Field} field
   * @param {string} value
   */
  suggestion({ input }, value) {
    const label = word("use-suggestion", { value });
    const button = element("button", { type: "button", class: "guide-small-button" }, label);
    button.addEventListener("click", () => {
      input.value = value;
      input.dispatchEvent(new Event("change"));
      input.focus();
    });
    return button;
  }
}
