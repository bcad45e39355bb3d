/**
 * The walk without the engine: it follows the links between the sections of the page. Every section is one state of
 * the tree, so following links is following the tree. A question is not asked where no link on the way leads to it.
 * The build writes into the page what links do not tell: how many questions are left, and former ids. See sections.js.
 */

/** @typedef {import("./address.js").Answers} Answers */
/**
 * @typedef {object} Section A question in one state of the tree, as a section of the page.
 * @property {string} question
 * @property {Map<string, string>} links Answer id, or selection -> the id of the next section.
 * @property {number[]} left The fewest and the most questions from here to an outcome, this one included; one where
 *   they are the same.
 */
/**
 * @typedef {object} Choice A question or setting with its answers.
 * @property {string} id
 * @property {string} name
 * @property {Map<string, {id: string, label: string, unknown?: string[]}>} answers By id, present or former; of a
 *   question that takes several by selection, with what is unknown in it; see selections.js.
 * @property {boolean} [remember] Whether the reader's device may keep the answer; see remembered.js.
 * @property {string} [default] Of a setting.
 */
/**
 * @typedef {object} Tree
 * @property {string} first The id of the first section.
 * @property {Map<string, Section>} sections
 * @property {Map<string, Choice>} choices By id, present or former.
 * @property {Choice[]} settings
 */
/** @typedef {Pick<import("../engine/messages.js").Notice, "name" | "value">} Unknown */
/**
 * @typedef {object} Step Where answers lead.
 * @property {string} at The id of the question to ask next, or of the outcome.
 * @property {string} section The id of its section.
 * @property {boolean} outcome
 * @property {[string, string][]} path The questions answered on the way, with their answers.
 * @property {string[]} sections The sections in which they were asked.
 * @property {Answers} settings The value of every setting.
 * @property {[string, string][]} pending Answers to questions that may still be asked.
 * @property {string[]} unused Questions off the path whose answers count no longer.
 * @property {Unknown[]} notices Names and answers that the tree does not know.
 * @property {string[]} remembered The questions on the way that the reader's device has answered; see remembered.js.
 * @property {string[] | null} pieces The keys of the outcome's pieces that apply; null where the engine has not said.
 */

/**
 * Follow the links as far as the answers go.
 * @param {Tree} tree
 * @param {Answers} answers
 * @returns {Step}
 */
export function walk({ first, sections, choices, settings: all }, answers) {
  const { known, notices } = knownAnswers(choices, answers);
  const settings = Object.fromEntries(all.map(({ id, default: value = "" }) => [id, known.get(id) ?? value]));
  /** @type {Step["path"]} */
  const path = [];
  const visited = [];
  let id = first;
  let section = sections.get(id);
  for (let answer; section && (answer = known.get(section.question)); section = sections.get(id)) {
    path.push([section.question, answer]);
    visited.push(id);
    id = section.links.get(answer) ?? "";
    known.delete(section.question);
  }
  for (const name in settings) known.delete(name);
  const rest = [...known];
  const ahead = questionsAhead(sections, id);
  return {
    at: section?.question ?? id,
    section: id,
    outcome: !section,
    path,
    sections: visited,
    settings,
    pending: rest.filter(([name]) => ahead.includes(name)),
    unused: rest.map(([name]) => name).filter((name) => !ahead.includes(name)),
    notices,
    remembered: [],
    pieces: null,
  };
}

/**
 * The questions that the links still lead to.
 * @param {Tree["sections"]} sections
 * @param {string} from
 */
function questionsAhead(sections, from) {
  const ids = new Set([from]); // grows while it is gone through
  for (const id of ids) for (const next of sections.get(id)?.links.values() ?? []) ids.add(next);
  return [...ids].map((id) => sections.get(id)?.question);
}

/**
 * The answers under their present ids, and what the guide does not know.
 * @param {Map<string, Choice>} choices
 * @param {Answers} answers
 */
export function knownAnswers(choices, answers) {
  /** @type {Map<string, string>} */
  const known = new Map();
  /** @type {Unknown[]} */
  const notices = [];
  for (const [name, value] of Object.entries(answers)) {
    const choice = choices.get(name);
    const answer = choice?.answers.get(value);
    if (!choice || !answer) notices.push({ name, value });
    else if (name === choice.id || !(choice.id in answers)) known.set(choice.id, answer.id);
    for (const id of answer?.unknown ?? []) notices.push({ name, value: id });
  }
  return { known, notices };
}

/**
 * The settings that differ from their default, and those that the reader's device would add: an address needs them.
 * @param {Tree} tree
 * @param {Answers} values
 * @param {Answers} [remembered] What the device has kept.
 */
export function changedSettings({ settings }, values, remembered = {}) {
  const changed = settings.filter(({ id, default: value }) => values[id] !== value || id in remembered);
  return Object.fromEntries(changed.map(({ id }) => [id, values[id]]));
}

/** @typedef {{all?: string[][], not?: string[]}} Tests One of each list in "all" is chosen, and none of "not". */
/** @typedef {Record<string, string[] | Tests>} Conjunction {question: [answers]} or {question: {not: …}}. */
/** @typedef {Record<string, Conjunction[string] | Conjunction[]>} Condition Of "any" one must hold beside the rest. */

/**
 * Whether a condition holds. A test of a question without an answer never holds.
 * @param {Condition} condition
 * @param {Answers} facts
 * @returns {boolean}
 */
export function holds({ any: alternatives, ...rest }, facts) {
  const conjunctions = /** @type {Conjunction[] | undefined} */ (alternatives);
  if (conjunctions && !conjunctions.some((one) => holds(one, facts))) return false;
  return Object.entries(/** @type {Conjunction} */ (rest)).every(([name, wanted]) => {
    const { all = [], not = [] } = Array.isArray(wanted) ? { all: [wanted] } : wanted;
    const chosen = facts[name]?.split("."); // several, of a selection
    /** @param {string[]} list */
    const meets = (list) => chosen.some((id) => list.includes(id));
    return chosen && all.every(meets) && !meets(not);
  });
}
