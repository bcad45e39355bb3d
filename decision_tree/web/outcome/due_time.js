/** When the first response falls due: from now, or from a moment that the reader names. */

import { save } from "../page/clipboard.js";
import { element, fill, write } from "../page/dom.js";
import { inputValue, now, ownZone, saidText } from "./dates.js";

export class DuePart {
  /**
   * @param {{words: Record<string, string>, calendars: {id: string, name: string}[], calendar: string,
   *   changed: () => void, remind: () => Promise<string | null>}} about
   *   `changed` is called when another moment or calendar was chosen.
   */
  constructor({ words, calendars, calendar, changed, remind }) {
    Object.assign(this, { words, changed, remind, calendar });
    this.result = element("p", { class: "guide-due-result" });
    this.ends = element("p", { class: "guide-due-ends" });
    this.printed = element("p", { class: "guide-due-printed", "aria-hidden": "true" }); // paper needs the day
    this.zone = element("p", { class: "guide-hint guide-due-zone" });
    this.steps = element("ol");
    this.assumed = element("p", { class: "guide-due-assumed" });
    this.how = element("details", { class: "guide-due-how" }, element("summary", {}, words["due-how"]), this.steps);
    this.reminder = element("button", { type: "button", class: "md-button guide-reminder" }, words.reminder);
    this.reminder.addEventListener("click", () => this.saveReminder());
    this.element = element(
      "div",
      { class: "guide-due" },
      this.moment(),
      this.calendars(calendars),
      this.result,
      this.zone,
      this.printed,
      this.ends,
      this.assumed,
      this.how,
      this.reminder,
    );
  }

  moment() {
    const radio = (value, word) => {
      const input = element("input", { type: "radio", class: "guide-radio", name: "guide-due", value });
      input.addEventListener("change", () => this.choose(value));
      return [input, element("label", {}, input, " ", this.words[word])];
    };
    const [nowInput, nowLabel] = radio("now", "due-now");
    const [, atLabel] = radio("at", "due-at");
    nowInput.checked = true;
    this.at = element("input", { type: "datetime-local", class: "guide-entry", "aria-label": this.words["due-moment"], max: "9999-12-31T23:59" });
    this.at.hidden = true;
    this.at.addEventListener("input", () => this.changed());
    const legend = element("legend", {}, this.words["due-title"]);
    return element("fieldset", { class: "guide-due-moment" }, legend, nowLabel, atLabel, this.at);
  }

  calendars(calendars) {
    this.select = element("select", { class: "guide-entry", id: "guide-due-calendar" });
    for (const { id, name } of calendars) this.select.append(element("option", { value: id }, name));
    this.select.value = this.calendar;
    this.select.addEventListener("change", () => {
      this.calendar = this.select.value;
      this.changed();
    });
    const label = element("label", { for: this.select.id }, this.words["due-hours-of"]);
    this.choice = element("p", { class: "guide-due-calendar" }, label, " ", this.select);
    return this.choice;
  }

  choose(value) {
    this.at.hidden = value !== "at";
    if (value === "at" && !this.at.value) this.at.value = inputValue(now());
    this.changed();
  }

  /** Whether the time runs on by itself. */
  get running() {
    return this.at.hidden;
  }

  /** The moment of submitting, in whole seconds since 1970. */
  get submitted() {
    const chosen = Math.floor(new Date(this.at.value).getTime() / 1000);
    return this.running || !(chosen >= 0) ? now() : chosen;
  }

  /** @param {any} card The engine's card; its `due` is null where nothing is promised. */
  show(card) {
    const { due, assumptions } = card;
    this.element.hidden = !due?.said;
    if (!due?.said) return;
    const text = saidText(due.said, true);
    if (this.result.textContent !== text) write(this.result, text);
    write(this.zone, fill(this.words["due-clock"], { zone: ownZone() }));
    write(this.ends, due.ends ? saidText(due.ends) : "");
    this.ends.hidden = !due.ends;
    this.assumed.textContent = assumptions.length ? `${this.words["due-assumed"]} ${assumptions.join(" ")}` : "";
    this.assumed.hidden = assumptions.length === 0;
    const reasons = due.reasons.map((reason) => saidText(reason));
    this.steps.replaceChildren(...reasons.map((reason) => element("li", {}, reason)));
    this.printed.textContent = reasons.join(" ");
    this.choice.hidden = due.calendar === null;
    this.reminder.hidden = due.due === null;
  }

  async saveReminder() {
    const text = await this.remind();
    if (text) save("first-response.ics", "text/calendar", text);
  }
}
