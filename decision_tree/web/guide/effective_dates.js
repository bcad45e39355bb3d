/**
 * Effective dates: what of the guide holds on the reader's day. A period is the value of a setting that nobody chooses
 * (decision_tree/periods.py): its default is set here, from the reader's clock, before the guide's own script reads the
 * settings. Answers that are not offered on that day are taken out of the page, and out of its address with a notice.
 */

import { element, find, findAll, textOf } from "../page/dom.js";
import { intlLocale, pageData, word } from "../page/words.js";
import { ON_DAY } from "./address.js";
import { localDay, namedDay, periodOn } from "./day.js";
import { holds } from "./walk.js";

const PERIOD = "@period"; // decision_tree/periods.py

/** @typedef {import("./day.js").Period & {label: string, examples: object}} Period As page_data.py writes it. */

export class EffectiveDates {
  #root;
  /** @type {Period[]} */
  #periods = pageData("guide-periods");
  #asked = new URLSearchParams(location.search).get(ON_DAY);
  #named = namedDay(this.#asked);
  #period;

  /** @param {HTMLElement} root */
  constructor(root) {
    this.#root = root;
    const day = this.#named ?? localDay(new Date());
    this.#period = periodOn(this.#periods, day);
    this.#tell(day);
    this.#hideHelp();
    const notices = this.#takeOut();
    if (this.#asked !== null && !this.#named) notices.push(word("unknown-in-address", { names: `${ON_DAY}=${this.#asked}` }));
    if (this.#named) this.#showNamed(this.#named);
    if (notices.length) this.#notify(notices);
    root.addEventListener("guide:step", () => this.#renew());
  }

  /**
   * Tell the guide's script and the engine the day: the setting, the examples of the period, the tree's address.
   * @param {string} day
   */
  #tell(day) {
    const answers = this.#periods.map(({ id, label }) => ({ id, label }));
    const setting = { id: PERIOD, name: "", hint: "", default: this.#period.id, answers };
    rewrite("guide-settings", [...pageData("guide-settings"), setting]);
    rewrite("guide-examples", this.#period.examples);
    this.#root.append(element("div", { class: "guide-setting", "data-setting": PERIOD, hidden: "" })); // no menu is seen
    this.#root.dataset.tree += `#${day}`;
  }

  /** Whether a piece of the page may hold in the period of the day, whatever else it depends on. */
  #mayHold({ when = "{}" } = /** @type {DOMStringMap} */ ({})) {
    const { [PERIOD]: wanted } = JSON.parse(when);
    return !wanted || holds({ [PERIOD]: wanted }, { [PERIOD]: this.#period.id });
  }

  /** Hide what does not hold of the help to questions: outcomes are the view's. */
  #hideHelp() {
    for (const piece of findAll(this.#root, ".guide-help [data-when]")) piece.hidden = !this.#mayHold(piece.dataset);
  }

  /**
   * Take the answers that are not offered out of the page, and out of its address; there a period has no place either.
   * @returns {string[]} What to say of those in the address.
   */
  #takeOut() {
    const address = new URL(location.href);
    address.searchParams.delete(PERIOD); // which the day chooses, and nobody else
    /** @type {Set<string>} */
    const notices = new Set();
    for (const item of findAll(this.#root, "li[data-answer][data-when]")) {
      if (this.#mayHold(item.dataset)) continue;
      const section = /** @type {HTMLElement} */ (item.closest("[data-question]"));
      const values = ids(item.dataset.answer, item.dataset.was);
      for (const name of ids(section.dataset.question, section.dataset.was)) {
        if (!values.includes(address.searchParams.get(name) ?? "")) continue;
        address.searchParams.delete(name);
        const [answer, days] = [".guide-choice-label", ".guide-days"].map((part) => textOf(find(item, part)));
        notices.add(word("not-offered", { question: section.dataset.name ?? "", answer, days }));
      }
      const letter = item.closest(".guide-letter");
      item.remove();
      if (letter && !letter.querySelector("[data-answer]")) letter.remove();
    }
    if (address.href !== location.href) history.replaceState(history.state, "", address);
    return [...notices];
  }

  /**
   * Say which day the page is shown by, with a way back to the reader's own.
   * @param {string} day
   */
  #showNamed(day) {
    const form = new Intl.DateTimeFormat(intlLocale(), { dateStyle: "long", timeZone: "UTC" });
    const leave = element("a", { href: "" }, word("preview-leave"));
    leave.addEventListener("click", () => {
      const address = new URL(location.href);
      address.searchParams.delete(ON_DAY);
      leave.href = address.pathname + address.search; // without an anchor, to which the browser would only scroll
    });
    const said = word("preview-day", { date: form.format(new Date(`${day}T00:00:00Z`)) });
    this.#root.prepend(element("p", { class: "guide-day-line" }, said, " ", leave));
  }

  /**
   * Show notices above the first step, until there is another.
   * @param {string[]} notices
   */
  #notify(notices) {
    const lines = notices.map((text) => element("span", {}, text));
    const place = element("p", { class: "guide-day-line", role: "status" }, ...lines);
    find(this.#root, ".guide-notice").after(place);
    /** @type {string | undefined} */
    let first;
    this.#root.addEventListener("guide:step", (event) => {
      const { at } = /** @type {CustomEvent} */ (event).detail;
      first ??= at;
      if (at !== first) place.remove();
    });
  }

  /** Load the page anew where another period has begun since: its address has the answers. */
  #renew() {
    if (!this.#named && periodOn(this.#periods, localDay(new Date())) !== this.#period) location.reload();
  }
}

/**
 * Write a value into the page in place of what the build has written there.
 * @param {string} id
 * @param {unknown} value
 */
function rewrite(id, value) {
  find(document, `#${id}`).textContent = JSON.stringify(value);
}

/**
 * An id and its former ones.
 * @param {string | undefined} id
 * @param {string | undefined} was
 */
function ids(id = "", was = "") {
  return [id, ...was.split(" ")].filter(Boolean);
}
