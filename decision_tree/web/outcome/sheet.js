/** The fill-in sheet: the outcome's fields with a place to type for those that are the partner's own. */

import { copyButton } from "../page/clipboard.js";
import { element, fill, write } from "../page/dom.js";
import { withOffset } from "./dates.js";

const LONGEST_ENTRY = 10_000; // characters; as in decision_tree/entries.py, which says when there are more
const TYPES = { email: "email", phone: "tel", moment: "datetime-local" };
const FILL_IN = { email: "email", phone: "tel" };

/** What has been typed, by field id. It lives as long as the page and goes nowhere else. */
export class Typed {
  constructor() {
    this.texts = new Map();
    this.saved = true;
    this.asked = false; // whether the reader has been asked before leaving, since they last typed
  }

  set(field, text) {
    if (text) this.texts.set(field, text);
    else this.texts.delete(field);
    this.saved = false;
    this.asked = false;
  }

  clear() {
    this.texts.clear();
    this.saved = true;
  }

  /** Whether leaving would lose something that was neither copied nor saved. */
  get unsaved() {
    return !this.saved && this.texts.size > 0;
  }

  /** For the engine: of an overlong text just enough to see that it is. */
  get all() {
    const pairs = [...this.texts].map(([field, text]) => [field, text.slice(0, 2 * LONGEST_ENTRY)]);
    return Object.fromEntries(pairs);
  }
}

export class Sheet {
  /**
   * Put inputs into an outcome's fields, once.
   * @param {HTMLElement} section The outcome's section.
   * @param {{words: Record<string, string>, typed: Typed, announcer: import("../page/clipboard.js").Announcer,
   *   changed: (final: boolean) => void}} about `changed` is told of every change; final: left for good.
   */
  constructor(section, { words, typed, announcer, changed }) {
    Object.assign(this, { words, typed, announcer, changed });
    this.id = section.id;
    this.fields = new Map();
    this.part = section.querySelector(".guide-fields");
    for (const row of section.querySelectorAll(".guide-field")) this.upgrade(row);
    if (this.fields.size) {
      this.part.querySelector("dl").before(element("p", { class: "guide-hint guide-typed-stays" }, words["typed-stays"]));
    }
  }

  upgrade(row) {
    const label = row.querySelector(".guide-field-label");
    const place = row.querySelector("dd");
    const value = row.querySelector(".guide-field-value");
    const { field, fieldKind, entry } = row.dataset;
    const name = label.textContent.trim();
    if (fieldKind !== "own") {
      const text = () => (value.querySelector(".guide-label") ?? value).textContent.trim();
      value.after(" ", this.copyOf(name, text));
      return;
    }
    label.id = `${this.id}-${field}-label`;
    value.id = `${this.id}-${field}-hint`;
    const input = this.input(entry);
    input.id = `${this.id}-${field}`;
    input.setAttribute("aria-labelledby", label.id);
    const message = element("p", { class: "guide-finding", id: `${this.id}-${field}-finding`, "aria-live": "polite" });
    const printed = element("span", { class: "guide-entry-printed", "aria-hidden": "true" });
    const button = this.copyOf(name, () => this.fields.get(field).value || input.value);
    const address = entry === "domain" && element("p", { class: "guide-completed", hidden: "" });
    place.append(element("div", { class: "guide-entry-line" }, input, button), message, ...(address ? [address] : []), printed);
    const one = { input, message, printed, button, address, entry, hint: value.id, left: false, value: "" };
    this.fields.set(field, one);
    input.addEventListener("input", () => this.read(field, one, false));
    input.addEventListener("change", () => this.read(field, one, true));
    this.write(field, one);
  }

  copyOf(what, text) {
    const { words, announcer } = this;
    return copyButton({ label: words.copy, what, words, announcer, text });
  }

  input(entry) {
    // never offered again, never sent to a spelling service: what is typed here is a customer's matter
    const quiet = { class: "guide-entry", autocomplete: FILL_IN[entry] ?? "off", spellcheck: "false" };
    if (entry === "lines") return element("textarea", { ...quiet, rows: "3" });
    if (entry === "moment") quiet.max = "9999-12-31T23:59";
    const plain = ["domain", "guid", "email"].includes(entry);
    return element("input", { ...quiet, type: TYPES[entry] ?? "text", ...(plain && { autocapitalize: "none", dir: "ltr" }) });
  }

  read(field, one, final) {
    const text = one.entry === "moment" ? withOffset(one.input.value) : one.input.value;
    if ((this.typed.texts.get(field) ?? "") !== text) this.typed.set(field, text);
    one.button.hidden = !one.input.value;
    if (final) one.left = true;
    this.changed(final);
  }

  /** Show what has been typed on another outcome's sheet, or that it is gone. */
  refresh() {
    for (const [field, one] of this.fields) this.write(field, one);
  }

  write(field, one) {
    const text = this.typed.texts.get(field) ?? "";
    const value = one.entry === "moment" ? text.slice(0, 16) : text;
    if (one.input.value !== value) {
      one.input.value = value;
      one.left = Boolean(text); // typed elsewhere, and left there
    }
    if (!text) {
      one.left = false;
      this.find(one, { message: "", suggestion: "", address: "", value: "" });
    }
  }

  /** Show what the engine found in the entries. While somebody is still typing, only what they know already. */
  show(entries) {
    for (const entry of entries) {
      const one = this.fields.get(entry.field);
      if (one) this.find(one, one.left ? entry : { ...entry, message: "", suggestion: "" });
    }
  }

  find(one, { message, suggestion, address, value }) {
    one.value = value;
    one.printed.textContent = value || "____";
    one.button.hidden = !one.input.value;
    const key = `${message}|${suggestion}`;
    if (one.message.dataset.state !== key) {
      one.message.dataset.state = key;
      one.message.replaceChildren(...(message ? [message] : []));
      if (suggestion) one.message.append(" ", this.suggestion(one, suggestion));
      if (message) one.input.setAttribute("aria-invalid", "true");
      else one.input.removeAttribute("aria-invalid");
      one.input.setAttribute("aria-describedby", [one.hint, ...(message ? [one.message.id] : [])].join(" "));
    }
    if (!one.address) return;
    one.address.hidden = !address;
    if (address && one.address.dataset.address !== address) {
      one.address.dataset.address = address;
      const link = element("a", { class: "md-button md-button--primary", href: address, target: "_blank", rel: "noopener noreferrer" });
      write(link, fill(this.words["open-address"], { address: address.replace("https://", "") }));
      one.address.replaceChildren(link, " ", this.copyOf(address, () => address));
    }
  }

  suggestion(one, suggestion) {
    const label = fill(this.words["use-suggestion"], { value: suggestion });
    const button = element("button", { type: "button", class: "guide-small-button" }, label);
    button.addEventListener("click", () => {
      one.input.value = suggestion;
      one.input.dispatchEvent(new Event("change"));
      one.input.focus();
    });
    return button;
  }
}
