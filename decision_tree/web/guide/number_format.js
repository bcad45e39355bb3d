/** Whole numbers as people of a locale write them: with its digits, and with or without its separators. */

/**
 * The number that was typed, or null for what is no whole number.
 *
 * @param {string} text
 * @param {string} locale
 */
export function readNumber(text, locale) {
  const format = new Intl.NumberFormat(locale, { useGrouping: true });
  const digits = new Map([...new Intl.NumberFormat(locale, { useGrouping: false }).format(9876543210)].reverse().map((digit, value) => [digit, String(value)]));
  const separator = format.formatToParts(1234567).find(({ type }) => type === "group")?.value ?? "";
  const plain = [...text.trim().replace(/^[\u2212\u2013]/, "-")].map((sign) => digits.get(sign) ?? sign).join("");
  const between = `[${escaped(separator)}\\s\u00a0\u202f'’]`;
  const grouped = new RegExp(`^-?\\d{1,3}(${between}\\d{2,3})*${between}\\d{3}$`); // India has groups of two
  const bare = grouped.test(plain) ? plain.replace(/[^\d-]/g, "") : plain;
  return /^-?\d{1,15}$/.test(bare) ? Number(bare) : null;
}

/** @param {string} text */
function escaped(text) {
  return text.replace(/[\]\\^-]/g, "\\$&");
}
