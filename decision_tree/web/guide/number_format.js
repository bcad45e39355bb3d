/**
 * Numbers as people of a locale write them: with its digits, its decimal separator, with or without its separators of
 * groups, and with or without a unit. Decimals are counted as whole numbers in units of the last one, so they are exact.
 */

const MOST_DIGITS = 15; // with decimals: more are not counted exactly

/**
 * The number that was typed, as whole units of the last of some decimal places, rounded down and up where it has more;
 * null for what is no number. Of a locale with a decimal comma a point is one too where it can be nothing else, and the
 * other way round: phones have the keys of their own language.
 *
 * @param {string} text
 * @param {string} locale
 * @param {{places?: number, units?: string[]}} [about]
 * @returns {{floor: number, ceil: number} | null}
 */
export function readNumber(text, locale, { places = 0, units = [] } = {}) {
  const { group, decimal, digits } = separators(locale);
  const latin = [...text].map((sign) => digits.get(sign) ?? sign).join("");
  const plain = withoutUnit(latin.replace(/[\u200e\u200f\u061c]/g, "").trim(), units).replace(/^[\u2212\u2013]\s*/, "-");
  const spaces = "\\s\u00a0\u202f'’";
  const between = `[${escaped(group + (group === "٬" ? "," : ""))}${spaces}]`;
  const point = `[${escaped(decimal + (decimal === "٫" ? "." : ""))}]`;
  const grouped = new RegExp(`^(-?)(\\d{1,3}(?:${between}\\d{2,3})*${between}\\d{3})(?:${point}(\\d+))?$`); // India has groups of two
  const bare = new RegExp(`^(-?)(\\d+)(?:${point}(\\d+)|[.,](\\d{1,2}))?$`);
  const [, sign, whole, ...fractions] = grouped.exec(plain) ?? bare.exec(plain) ?? [];
  if (whole === undefined) return null;
  const fraction = (fractions.find((one) => one !== undefined) ?? "").replace(/0+$/, "");
  const count = whole.replace(/\D/g, "").replace(/^0+/, "") + fraction.slice(0, places).padEnd(places, "0");
  if (count.length > MOST_DIGITS) return null;
  const floor = Number(count) * (sign ? -1 : 1) || 0;
  const more = fraction.length > places ? 1 : 0;
  return sign ? { floor: floor - more, ceil: floor } : { floor, ceil: floor + more };
}

/**
 * A number in units of the last of some decimal places, as the build writes numbers.
 * @param {number} count
 * @param {string} locale
 * @param {number} places
 */
export function writeNumber(count, locale, places) {
  const digits = String(Math.abs(count)).padStart(places + 1, "0");
  const whole = digits.slice(0, digits.length - places);
  const fraction = digits.slice(digits.length - places).replace(/^0+$/, "");
  const latin = `${locale}-u-nu-latn`;
  const written = new Intl.NumberFormat(latin).format(Number(whole));
  return `${count < 0 ? "-" : ""}${written}${fraction && separators(latin).decimal + fraction}`;
}

/** @param {string} locale */
function separators(locale) {
  const parts = new Intl.NumberFormat(locale, { useGrouping: true, minimumFractionDigits: 1 }).formatToParts(1234567.5);
  const part = (/** @type {string} */ wanted) => parts.find(({ type }) => type === wanted)?.value ?? "";
  const ten = new Intl.NumberFormat(locale, { useGrouping: false }).format(9876543210);
  const digits = new Map([...ten].reverse().map((digit, value) => [digit, String(value)]));
  return { group: part("group"), decimal: part("decimal") || ".", digits };
}

/**
 * @param {string} text
 * @param {string[]} units The longest first.
 */
function withoutUnit(text, units) {
  const lower = text.toLocaleLowerCase();
  for (const unit of units.map((one) => one.toLocaleLowerCase())) {
    if (lower.endsWith(unit)) return text.slice(0, -unit.length).trim();
    if (lower.startsWith(unit)) return text.slice(unit.length).trim();
    if (lower.startsWith(`-${unit}`)) return `-${text.slice(unit.length + 1).trim()}`;
  }
  return text;
}

/** @param {string} text */
function escaped(text) {
  return text.replace(/[\]\\^-]/g, "\\$&");
}
