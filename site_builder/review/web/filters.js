/** Which texts of the sheet are shown: by what was done with them, and by words. */

/** @typedef {import("./row.js").Row} Row */

/** @type {Record<string, (row: Row) => boolean>} */
const KINDS = {
  all: () => true,
  open: (row) => row.text.has_words && !row.isDone,
  changed: (row) => row.isChanged,
  findings: (row) => row.hasFindings,
  notes: (row) => Boolean(row.review.of(row.text).note),
};

/**
 * Show the rows that fit, hide the others and groups without any, and return how many fit.
 * @param {Row[]} rows
 * @param {string} kind
 * @param {string} words
 */
export function filter(rows, kind, words) {
  const wanted = folded(words.trim());
  const groups = new Map(rows.map((row) => [row.place, false]));
  let count = 0;
  for (const row of rows) {
    const fits = KINDS[kind](row) && (!wanted || folded(wordsOf(row)).includes(wanted));
    row.element.hidden = !fits;
    count += Number(fits);
    if (fits) groups.set(row.place, true);
  }
  for (const [group, isShown] of groups) group.hidden = !isShown;
  return count;
}

/** @param {Row} row */
function wordsOf(row) {
  const source = row.element.querySelector(".source")?.textContent ?? "";
  return [row.text.context, source, JSON.stringify(row.text.source), ...row.boxes.map((box) => box.value)].join("\n");
}

/** @param {string} words */
const folded = (words) => words.normalize("NFC").toLowerCase();
