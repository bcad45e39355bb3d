/**
 * Answers to and from the page's address: ?kind=critical&product=azure#progress.
 *
 * The address is the only state that outlives the page. It holds ids of the guide and nothing else.
 */

/** Parameters of a frame's address that say how it looks; they stay as they are, and are no answers. */
export const THEME_PARAMETERS = ["theme", "accent"];
export const RECEIPT = "receipt";
/** The parameter that names what the search has found: the page opens it with example answers (examples.js). */
export const OPEN = "open";
const MOST_PARAMETERS = 80;
const LONGEST_ID = 80;
const LONGEST_OPEN = 2 * LONGEST_ID + 1;
const LONGEST_RECEIPT = 400; // characters; decision_tree/receipt.py makes up to 293, with its dashes

/** @typedef {Record<string, string>} Answers By question or setting id. */

/** All parameters that are no answers. */
export const RESERVED = [RECEIPT, OPEN, ...THEME_PARAMETERS];

/**
 * What an address says: the answers, the part after "#", a receipt, and what to open.
 * Only the first MOST_PARAMETERS are read, and of each the first LONGEST_ID characters: no id is longer.
 * @param {{search: string, hash: string}} address
 * @returns {{answers: Answers, hash: string, receipt: string | null, open: string | null}}
 */
export function readAddress({ search, hash }) {
  /** @type {Answers} */
  const answers = Object.create(null);
  const parameters = new URLSearchParams(search);
  const receipt = parameters.get(RECEIPT)?.slice(0, LONGEST_RECEIPT) ?? null;
  const open = parameters.get(OPEN)?.slice(0, LONGEST_OPEN) ?? null;
  for (const name of RESERVED) parameters.delete(name);
  let count = 0;
  for (const [name, value] of parameters) {
    if (++count > MOST_PARAMETERS) break;
    if (!(name in answers)) answers[name.slice(0, LONGEST_ID)] = value.slice(0, LONGEST_ID);
  }
  return { answers, hash: decode(hash.slice(1)), receipt, open };
}

/**
 * The address of a step: the page's own with these answers, sorted by id, and its theme.
 * @param {Answers} answers
 * @param {string} hash
 * @param {{pathname: string, search: string}} page
 */
export function writeAddress(answers, hash, page = location) {
  const theme = [...new URLSearchParams(page.search)].filter(([name]) => THEME_PARAMETERS.includes(name));
  const sorted = Object.entries(answers).sort(([a], [b]) => (a < b ? -1 : 1));
  const query = String(new URLSearchParams([...sorted, ...theme]));
  return `${page.pathname}${query && `?${query}`}${hash && `#${hash}`}`;
}

/** @param {string} text */
function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a stray percent sign
  }
}
