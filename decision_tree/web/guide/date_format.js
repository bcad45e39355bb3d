/** Dates as people of a locale write them, in three parts: with its digits, and months by number or name. */

import { dayNumber, daysIn } from "./calendar_days.js";

/** @typedef {"day" | "month" | "year"} Part */
/**
 * @typedef {object} ReadDate The number of the day, or what is wrong: missing, day, month, year, or no-day, of a month
 *   that has `most` days.
 * @property {number} [day]
 * @property {string} fault
 * @property {Part[]} wrong The parts that are wrong.
 * @property {number} month
 * @property {number} year
 * @property {number} most
 */

/**
 * The parts of a date in the order of a locale.
 * @param {string} locale
 * @returns {Part[]}
 */
export function partOrder(locale) {
  const format = new Intl.DateTimeFormat(locale, { day: "numeric", month: "numeric", year: "numeric" });
  const types = format.formatToParts(new Date(0)).map(({ type }) => type);
  return /** @type {Part[]} */ (types.filter((type) => type === "day" || type === "month" || type === "year"));
}

/**
 * Read a date of the Gregorian calendar.
 * @param {Record<string, string>} typed By part.
 * @param {string} locale
 * @returns {ReadDate}
 */
export function readDate(typed, locale) {
  const digits = digitsOf(locale);
  const text = (/** @type {Part} */ part) => [...typed[part].trim()].map((sign) => digits.get(sign) ?? sign).join("");
  const [day, year] = [number(text("day"), 2), number(text("year"), 4)];
  const month = number(text("month"), 2) ?? monthOf(text("month"), locale);
  const about = { month: month ?? 0, year: year ?? 0, most: 0 };
  /** @type {(fault: string, ...wrong: Part[]) => ReadDate} */
  const refused = (fault, ...wrong) => ({ fault, wrong, ...about });
  const missing = /** @type {Part[]} */ (Object.keys(typed)).filter((part) => !typed[part].trim());
  if (missing.length) return refused("missing", ...missing);
  if (day === null || day < 1 || day > 31) return refused("day", "day");
  if (month === null || month < 1 || month > 12) return refused("month", "month");
  if (year === null || year < 1 || text("year").length !== 4) return refused("year", "year");
  about.most = daysIn(year, month);
  if (day > about.most) return refused("no-day", "day");
  return { day: dayNumber(year, month, day), fault: "", wrong: [], ...about };
}

/**
 * A month in words, such as February 2023.
 * @param {number} year
 * @param {number} month From 1.
 * @param {string} locale
 */
export function monthName(year, month, locale) {
  const format = new Intl.DateTimeFormat(locale, { month: "long", year: "numeric", timeZone: "UTC" });
  return format.format(new Date(dayNumber(year, month, 1) * 86_400_000));
}

/**
 * @param {string} text
 * @param {number} most Digits.
 */
function number(text, most) {
  return /^\d+$/.test(text) && text.length <= most ? Number(text) : null;
}

/**
 * The number of a month by its name, or by its first letters where no other begins so; null for another word.
 * @param {string} text
 * @param {string} locale
 */
function monthOf(text, locale) {
  const wanted = comparable(text);
  if (!wanted) return null;
  /** @type {("long" | "short")[]} */
  const lengths = ["long", "short"];
  const months = Array.from({ length: 12 }, (_, index) =>
    lengths.flatMap((length) => {
      const format = { month: length, timeZone: "UTC" };
      const alone = new Intl.DateTimeFormat(`${locale}-u-ca-gregory`, format);
      const within = new Intl.DateTimeFormat(`${locale}-u-ca-gregory`, { ...format, day: "numeric" });
      const date = new Date(Date.UTC(2023, index, 15));
      const part = within.formatToParts(date).find(({ type }) => type === "month");
      return [alone.format(date), part?.value ?? ""].map(comparable);
    }),
  );
  const equal = months.findIndex((names) => names.includes(wanted));
  if (equal >= 0) return equal + 1;
  const begun = months.flatMap((names, index) => (names.some((name) => name.startsWith(wanted)) ? [index + 1] : []));
  return wanted.length > 2 && begun.length === 1 ? begun[0] : null;
}

/** @param {string} text */
function comparable(text) {
  return text.normalize("NFKD").replace(/[\p{Mn}.\s]/gu, "").toLocaleLowerCase();
}

/** @param {string} locale */
function digitsOf(locale) {
  const ten = new Intl.NumberFormat(locale, { useGrouping: false }).format(9876543210);
  return new Map([...ten].reverse().map((digit, value) => [digit, String(value)]));
}
