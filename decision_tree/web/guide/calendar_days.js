/**
 * Days of the calendar, and spans of time between two, by the rule of decision_tree/calendar_spans.py: a span of months or
 * years is over on the day with the same number so many months later, or on the last day of that month; days are counted.
 * A day is its number since 1970; UTC only computes with it. Which day it is today is the reader's own clock's to say (day.js).
 */

const MS = 86_400_000; // of a day that no clock shifts

/**
 * The number of a day.
 * @param {number} year
 * @param {number} month From 1.
 * @param {number} day
 */
export function dayNumber(year, month, day) {
  const date = new Date(0);
  return date.setUTCFullYear(year, month - 1, day) / MS; // Date.UTC takes 99 for 1999
}

/** @param {string} iso Such as 2024-02-29. */
export function readDay(iso) {
  const [year, month, day] = iso.split("-").map(Number);
  return dayNumber(year, month, day);
}

/**
 * How many days a month has.
 * @param {number} year
 * @param {number} month From 1; one beyond 12 is of a later year.
 */
export function daysIn(year, month) {
  const date = new Date(0);
  date.setUTCFullYear(year, month, 0);
  return date.getUTCDate();
}

/**
 * The day on which a span that begins with `start` is over.
 * @param {number} start
 * @param {string} span Such as "2-years".
 */
export function endOf(start, span) {
  const [, count, unit] = /^(\d+)-(day|week|month|year)s?$/.exec(span) ?? [];
  if (unit === "day" || unit === "week") return start + Number(count) * (unit === "week" ? 7 : 1);
  const date = new Date(start * MS);
  const months = date.getUTCMonth() + Number(count) * (unit === "year" ? 12 : 1);
  const year = date.getUTCFullYear() + Math.floor(months / 12);
  const month = (months % 12) + 1;
  return dayNumber(year, month, Math.min(date.getUTCDate(), daysIn(year, month)));
}

/**
 * Whether a day is in the range of an answer's id; see decision_tree/day_ranges.py.
 * @param {string} id
 * @param {number} day
 * @param {number} today
 */
export function isIn(id, day, today) {
  return id.split("-or-").some((part) => {
    const time = /^(since|until)(?:-from-(\d+-\w+)|-over-(\d+-\w+))?(?:-under-(\d+-\w+)|-to-(\d+-\w+))?$/.exec(part);
    if (!time) return isBetween(part, day, today);
    const [, way, least, over, under, most] = time;
    const [start, end] = way === "since" ? [day, today] : [today, day];
    if (start > end || (least && end < endOf(start, least)) || (over && end <= endOf(start, over))) return false;
    return under ? end < endOf(start, under) : !most || end <= endOf(start, most);
  });
}

/**
 * @param {string} id
 * @param {number} day
 * @param {number} today
 */
function isBetween(id, day, today) {
  if (id === "any") return true;
  const [, least, most, low, high] = /^(?:from-(.+)|to-(.+)|(.{10})-to-(.{10})|.+)$/.exec(id) ?? [];
  const number = (/** @type {string} */ text) => (text === "today" ? today : readDay(text));
  if (least) return number(least) <= day;
  if (most) return day <= number(most);
  if (low) return number(low) <= day && day <= number(high);
  return number(id) === day;
}
