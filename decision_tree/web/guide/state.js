/** The state of the guide: all that the page shows of it. guide.js changes it, view.js shows it. */

/**
 * @typedef {object} State
 * @property {import("./address.js").Answers} answers As the address has them.
 * @property {import("./walk.js").Step} step Where they lead.
 * @property {string} shown The id of the section that is shown.
 * @property {boolean} opened Whether that is an outcome opened on its own, from the search or a link.
 * @property {string} [chosen] The answer that is checked in the question that is shown.
 * @property {number} attempts How often the reader wanted to go on from it without an answer.
 * @property {import("./notices.js").Notice[]} notices Shown above the step.
 * @property {import("./notices.js").Notice[]} waiting Shown with the next ones.
 * @property {"static" | "loading" | "ready" | "failed"} engine
 * @property {string | null} receipt One that waits for the engine, which alone can read it.
 *
 * With another section there are always another step and other notices.
 */

/**
 * @param {import("./walk.js").Step} step Where no answers lead.
 * @returns {State}
 */
export function initialState(step) {
  return {
    answers: {},
    step,
    shown: step.section,
    opened: false,
    attempts: 0,
    notices: [],
    waiting: [],
    engine: "static",
    receipt: null,
  };
}
