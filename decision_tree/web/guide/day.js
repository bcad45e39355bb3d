/** The day by which a page shows what holds: the reader's own, by their clock, or one that the address names. */

/** @typedef {{id: string, first: string}} Period A stretch of days in which the same holds; first is "" of the first. */

/**
 * The day that an address names, as an ISO date; null where it names none that there is.
 * @param {string | null} text
 */
export function namedDay(text) {
  if (!text || !/^\d{4}-\d\d-\d\d$/.test(text)) return null;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text) ? text : null;
}

/**
 * A moment's day where the reader is, as an ISO date.
 * @param {Date} moment
 */
export function localDay(moment) {
  const [year, month, day] = [moment.getFullYear(), moment.getMonth() + 1, moment.getDate()];
  return [String(year).padStart(4, "0"), String(month).padStart(2, "0"), String(day).padStart(2, "0")].join("-");
}

/**
 * The period of a day.
 * @template {Period} Found
 * @param {Found[]} periods In their order.
 * @param {string} day
 * @returns {Found}
 */
export function periodOn(periods, day) {
  return periods.findLast(({ first }) => first <= day) ?? periods[0];
}
