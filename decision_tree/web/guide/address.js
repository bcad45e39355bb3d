/**
 * Answers to and from the page's address: ?impact=critical&product=azure#progress.
 *
 * The address is the only state that outlives the page. It holds ids of the guide and nothing else.
 */

/** Parameters of a frame's address that say how it looks; they stay as they are, and are no answers. */
const LOOK = ["theme", "accent"];
const look = [...new URLSearchParams(location.search)].filter(([name]) => LOOK.includes(name));
const MOST_PARAMETERS = 80;
const LONGEST_ID = 80;
const LONGEST_RECEIPT = 200;

/**
 * What an address says: the answers by question or setting id, and the part after "#".
 * Of overlong or too many parameters only the first are read; ids are short, so these are not ids.
 * @param {Location | URL} location
 * @returns {{answers: Record<string, string>, hash: string, receipt: string | null}}
 */
export function readAddress(location) {
  const answers = Object.create(null);
  const parameters = new URLSearchParams(location.search);
  const receipt = parameters.get("receipt")?.slice(0, LONGEST_RECEIPT) ?? null;
  for (const name of ["receipt", ...LOOK]) parameters.delete(name);
  let count = 0;
  for (const [name, value] of parameters) {
    if (++count > MOST_PARAMETERS) break;
    if (!(name in answers)) answers[name.slice(0, LONGEST_ID)] = value.slice(0, LONGEST_ID);
  }
  return { answers, hash: decode(location.hash.slice(1)), receipt };
}

/**
 * The address of a step, relative to the page: answers sorted by id, settings only where not the default.
 * @param {Record<string, string>} answers
 * @param {string} hash
 * @returns {string}
 */
export function writeAddress(answers, hash) {
  const query = new URLSearchParams([...Object.entries(answers).sort(([a], [b]) => (a < b ? -1 : 1)), ...look]);
  const text = query.toString();
  return `${location.pathname}${text ? `?${text}` : ""}${hash ? `#${hash}` : ""}`;
}

function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a stray percent sign
  }
}
