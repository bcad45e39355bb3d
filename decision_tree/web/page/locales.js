/** Locale negotiation: which of the site's locales suits a reader. */

/**
 * The offered locale for the first of the wanted ones that has any: the same, or else one of the same language.
 * @param {readonly string[]} offered
 * @param {readonly string[]} wanted
 * @returns {string | undefined}
 */
export function bestLocale(offered, wanted) {
  const found = wanted.map(
    (locale) =>
      offered.find((one) => isSame(one, locale)) ?? offered.find((one) => isSame(language(one), language(locale))),
  );
  return found.find(Boolean);
}

/**
 * @param {string} one
 * @param {string} other
 */
function isSame(one, other) {
  return one.toLowerCase() === other.toLowerCase();
}

/** @param {string} locale */
function language(locale) {
  return locale.split("-")[0];
}
