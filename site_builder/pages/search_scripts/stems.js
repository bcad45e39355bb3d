/**
 * Appended to the script of a language that the search's worker loads, LANGUAGE being its name there.
 *
 * Material asks for each word as it is typed so far ("outag*"), which passes every stemmer by: with stems in the
 * index a whole word would not be found, and without them no other form of it. So the index has both, the word and
 * its stem, and a word is asked for in both ways.
 */
(function (language) {
  const shorten = language.shorten ?? ((word) => word);
  const OTHER_FORMS = 10; // the word as it was typed comes first
  const stem = /** @type {(token: LunrToken) => LunrToken} */ (language.stemmer ?? ((token) => token));
  language.stemmer = function (token) {
    const stemmed = stem(token.clone());
    return String(stemmed) === String(token) ? token : [token, stemmed];
  };
  lunr.Pipeline.registerFunction(language.stemmer, `both-${LANGUAGE}`);

  const query = lunr.Index.prototype.query;
  lunr.Index.prototype.query = function (build) {
    const found = query.call(this, (asked) => {
      build.call(asked, asked);
      for (const { term, fields, boost, usePipeline } of [...asked.clauses]) {
        if (usePipeline || !term.endsWith("*")) continue;
        const word = term.slice(0, -1);
        asked.clause({ term: word, fields, boost });
        const shorter = shorten(word);
        if (shorter !== word) asked.clause({ term: `${shorter}*`, fields, boost: (boost ?? 1) / OTHER_FORMS });
      }
    });
    for (const { matchData } of found) markOnce(Object.values(matchData.metadata));
    return found;
  };

  /**
   * A word and its stem stand at the same place, which is to be marked once.
   * @param {Record<string, {position?: number[][]}>[]} terms
   */
  function markOnce(terms) {
    const seen = new Set();
    for (const term of terms) {
      for (const [field, where] of Object.entries(term)) {
        where.position = where.position?.filter((place) => {
          const key = `${field}:${place}`;
          return !seen.has(key) && seen.add(key);
        });
      }
    }
  }

  // Of a word that has a stem the worker cannot tell whether a page lacks it: it compares letters.
  const matters = lunr.stopWordFilter;
  lunr.stopWordFilter = (term) =>
    String(stem(new lunr.Token(term, {}))) === term && shorten(term) === term ? matters(term) : undefined;
  lunr.Pipeline.registerFunction(lunr.stopWordFilter, `matters-${LANGUAGE}`);
})(lunr[LANGUAGE]);
