/** The due time of the first response, from now or from a moment that the reader names; the engine computes it. */

import { save } from "../page/clipboard.js";
import { element, write } from "../page/dom.js";
import { word } from "../page/words.js";
import { inputValue, now, ownZone, saidText } from "./dates.js";

const FARTHEST = 250_000_000_000; // seconds since 1970; decision_tree/working_hours.py

/**
 * @typedef {object} Calendars As site_builder/pages/page_data.py writes them.
 * @property {{id: string, name: string, zones: string[]}[]} all `zones`: the time zones whose readers begin with it.
 * @property {string} default The id of the one that all others begin with.
 */

/**
 * The calendar that a reader begins with: by the time zone of their clock, whatever language they read.
 * @param {Calendars} calendars
 * @param {string} zone
 */
export function calendarOf({ all, default: otherwise }, zone) {
  return all.find(({ zones }) => zones.includes(zone))?.id ?? otherwise;
}

export class DuePart {
  /**
   * @param {object} about
   * @param {Calendars} about.calendars
   * @param {() => void} about.changed Called when another moment or calendar was chosen.
   * @param {() => Promise<string | null>} about.remind The reminder, as iCalendar text.
   */
  constructor({ calendars, changed, remind }) {
    this.changed = changed;
    this.remind = remind;
    this.calendar = calendarOf(calendars, ownZone());
    this.names = new Map(calendars.all.map(({ id, name }) => [id, name]));
    this.running = true; // whether the due time is counted from now, and not from a moment in `at`
    this.result = element("span", { class: "guide-due-result" });
    this.mark = inferredMark();
    this.ends = element("p", { class: "guide-due-ends" });
    this.printed = element("p", { class: "guide-due-printed", "aria-hidden": "true" }); // paper needs the day
    this.zone = element("p", { class: "guide-hint guide-due-zone" });
    this.steps = element("ol");
    this.assumed = element("p", { class: "guide-due-assumed" });
    this.reminder = element("button", { type: "button", class: "md-button guide-reminder" }, word("reminder"));
    this.reminder.addEventListener("click", () => this.saveReminder());
    this.at = element("input", {
      type: "datetime-local",
      class: "guide-entry",
      "aria-label": word("due-moment"),
      max: "9999-12-31T23:59",
    });
    this.at.addEventListener("input", () => this.changed());
    this.choice = this.calendarChoice(calendars.all);
    const line = element("p", {}, this.result, this.mark);
    this.element = element("div", { class: "guide-due" }, line, this.printed, this.ends);
    const parts = [this.zone, this.momentChoice(), this.choice, this.steps, this.assumed];
    this.how = element("div", {}, ...parts); // goes into the details of an outcome's response
  }

  /** What goes into an outcome, each at a place of its own. */
  get parts() {
    return [this.element, this.how, this.reminder];
  }

  momentChoice() {
    const radio = (/** @type {string} */ value, /** @type {string} */ label, /** @type {boolean} */ running) => {
      const input = element("input", { type: "radio", class: "guide-radio", name: "guide-due", value });
      input.checked = running === this.running;
      input.addEventListener("change", () => this.choose(running));
      return element("label", {}, input, " ", label);
    };
    this.at.hidden = true;
    const legend = element("legend", {}, word("due-title"));
    const choices = [radio("now", word("due-now"), true), radio("at", word("due-at"), false)];
    return element("fieldset", { class: "guide-due-moment" }, legend, ...choices, this.at);
  }

  /** @param {Calendars["all"]} calendars */
  calendarChoice(calendars) {
    const select = element("select", { class: "guide-entry", id: "guide-due-calendar" });
    for (const { id, name } of calendars) select.append(element("option", { value: id }, name));
    select.value = this.calendar;
    select.addEventListener("change", () => {
      this.calendar = select.value;
      this.changed();
    });
    const label = element("label", { for: select.id }, word("due-hours-of"));
    return element("p", { class: "guide-due-calendar" }, label, " ", select);
  }

  /** @param {boolean} running Whether to count from now. */
  choose(running) {
    this.running = running;
    this.at.hidden = running;
    if (!running && !this.at.value) this.at.value = inputValue(now());
    this.changed();
  }

  /** The moment of submitting, in whole seconds since 1970; null for one that the engine cannot count from. */
  get submitted() {
    const chosen = this.running ? now() : Math.floor(new Date(this.at.value).getTime() / 1000);
    return chosen >= 0 && chosen <= FARTHEST ? chosen : null;
  }

  /** @param {import("../engine/messages.js").Card} card Its `due` is null where no response row applies. */
  show({ due, assumptions }) {
    for (const part of this.parts) part.hidden = !due?.said;
    if (!due?.said) return;
    const wrong = this.submitted === null;
    const text = wrong ? word("entry-moment") : saidText(due.said, true);
    if (this.result.textContent !== text) write(this.result, text);
    this.mark.hidden = wrong || assumptions.length === 0;
    this.at.setAttribute("aria-invalid", String(wrong));
    for (const part of [this.zone, this.printed, this.steps]) part.hidden = wrong;
    const hours = due.calendar ? [word("due-hours-named", { name: this.names.get(due.calendar) ?? "" })] : [];
    write(this.zone, [word("due-clock", { zone: ownZone() }), ...hours].join(" · "));
    write(this.ends, due.ends ? saidText(due.ends) : "");
    this.ends.hidden = wrong || !due.ends;
    this.assumed.textContent = assumptions.length ? `${word("due-assumed")} ${assumptions.join(" ")}` : "";
    this.assumed.hidden = wrong || assumptions.length === 0;
    const reasons = due.reasons.map((reason) => saidText(reason));
    this.steps.replaceChildren(...reasons.map((reason) => element("li", {}, reason)));
    this.printed.textContent = [...reasons, this.assumed.textContent].join(" ");
    this.choice.hidden = due.calendar === null;
    this.reminder.hidden = wrong || due.due === null;
  }

  async saveReminder() {
    const text = await this.remind();
    if (text) save("first-response.ics", "text/calendar", text);
  }
}

/** The mark on what is inferred, as the build writes it into the page. */
function inferredMark() {
  const inferred = word("inferred");
  return element("span", { class: "guide-inferred", role: "img", "aria-label": inferred, title: inferred });
}
