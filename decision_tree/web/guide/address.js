/**
 * Answers to and from the page's address: ?color=red&size=small#washable.
 *
 * The address is the only state that outlives the page. It holds ids of the guide and nothing else.
 */

/** Parameters of a frame's address that say how it looks; they stay as they are, and are no answers. */
export const THEME_PARAMETERS = ["theme", "accent"];
export const RECEIPT = "receipt";
/** The parameter that names what the search has found: the page opens it with example answers (examples.js). */
export const OPEN = "open";
/** Says that the link was handed over to the reader; it stays through their answers. */
export const SENT = "sent";
/** The day by which the page shows what holds, in place of the reader's (effective_dates.js). No id is called so. */
export const ON_DAY = "on_day";
/** Parameters that stay when answers change. */
const STAYING = [SENT, ON_DAY, ...THEME_PARAMETERS];
/** All parameters that are no answers. */
export const RESERVED = [RECEIPT, OPEN, ...STAYING];
const MOST_PARAMETERS = 80;
const LONGEST_ID = 80;
const LONGEST_ANSWER = 1500; // characters; site_builder/tree/limits.py lets no selection be longer
const LONGEST_OPEN = 2 * LONGEST_ID + 1;
const LONGEST_RECEIPT = 400; // characters; decision_tree/receipt.py makes up to 293, with its dashes

/** @typedef {Record<string, string>} Answers By question or setting id. */

/**
 * What an address says: the answers, the part after "#", a receipt, what to open, and whether it was handed over.
 * Only the first MOST_PARAMETERS are read, and of each the first LONGEST_ID or LONGEST_ANSWER characters.
 * @param {{search: string, hash: string}} address
 * @returns {{answers: Answers, hash: string, receipt: string | null, open: string | null, sent: boolean}}
 */
export function readAddress({ search, hash }) {
  /** @type {Answers} */
  const answers = Object.create(null);
  const parameters = new URLSearchParams(search);
  const receipt = parameters.get(RECEIPT)?.slice(0, LONGEST_RECEIPT) ?? null;
  const open = parameters.get(OPEN)?.slice(0, LONGEST_OPEN) ?? null;
  const sent = parameters.has(SENT);
  for (const name of RESERVED) parameters.delete(name);
  let count = 0;
  for (const [name, value] of parameters) {
    if (++count > MOST_PARAMETERS) break;
    if (!(name in answers)) answers[name.slice(0, LONGEST_ID)] = value.slice(0, LONGEST_ANSWER);
  }
  return { answers, hash: decode(hash.slice(1)), receipt, open, sent };
}

/**
 * The address of a step: the page's own with these answers, sorted by id, and what stays of it.
 * @param {Answers} answers
 * @param {string} hash
 * @param {{pathname: string, search: string}} page
 */
export function writeAddress(answers, hash, page = location) {
  const stays = [...new URLSearchParams(page.search)].filter(([name]) => STAYING.includes(name));
  const sorted = Object.entries(answers).sort(([a], [b]) => (a < b ? -1 : 1));
  const query = String(new URLSearchParams([...sorted, ...stays]));
  return `${page.pathname}${query && `?${query}`}${hash && `#${hash}`}`;
}

/**
 * The answers with another one to a question; with none to it where that is "".
 * @param {Answers} answers
 * @param {string} id
 * @param {string} value
 * @returns {Answers}
 */
export function withAnswer(answers, id, value) {
  const changed = { ...answers, [id]: value };
  if (!value) delete changed[id];
  return changed;
}

/**
 * The page without what says that it was handed over: for whoever starts again.
 * @param {{pathname: string, search: string}} page
 */
export function notSent({ pathname, search } = location) {
  const parameters = new URLSearchParams(search);
  parameters.delete(SENT);
  return { pathname, search: String(parameters) };
}

/** @param {string} text */
function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a stray percent sign
  }
}
