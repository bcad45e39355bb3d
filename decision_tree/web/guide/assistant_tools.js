/**
 * The guide's tools for the browser's assistant (WebMCP): those of the MCP server, answered by the page's own engine.
 * They read and never change the page; the result has a link to it for the person.
 */

import { writeAddress } from "./address.js";

/** @typedef {import("../engine/engine.js").Engine} Engine */
/** @typedef {import("./address.js").Answers} Answers */
/**
 * @typedef {object} Tool As in decision_tree/tools.py.
 * @property {string} name
 * @property {string} title
 * @property {string} description
 * @property {{properties: Record<string, object>}} inputSchema
 * @property {string[]} parts The keys of what it tells of an outcome; all where there are none.
 */

const MOMENT = /T.*(Z|[+-]\d\d:?\d\d)$/i; // with its offset from UTC

/**
 * Offer the tools from when the engine runs, for as long as it works.
 * @param {Engine} engine
 * @param {HTMLElement} root The guide.
 * @param {ModelContext} context Of the document.
 */
export function offerTools(engine, root, context) {
  const look = () => {
    if (!engine.ready) return;
    root.removeEventListener("guide:state", look);
    register(engine, root, context);
  };
  root.addEventListener("guide:state", look);
  look();
}

/**
 * @param {Engine} engine
 * @param {HTMLElement} root
 * @param {ModelContext} context
 */
function register(engine, root, context) {
  const offered = new AbortController();
  root.addEventListener("guide:failed", () => offered.abort());
  for (const tool of TOOLS) {
    const { name, title, description, inputSchema } = tool;
    const execute = (/** @type {Record<string, unknown>} */ input) => answer(engine, tool, input);
    const registered = context.registerTool(
      { name, title, description, inputSchema, annotations: { readOnlyHint: true }, execute },
      { signal: offered.signal },
    );
    registered?.catch(() => {}); // refused by the policy of a page around this one, or taken back when the engine fails
  }
}

/**
 * What a tool answers; {error}, a sentence, where it cannot: browsers do not hand on why a promise was rejected.
 * @param {Engine} engine
 * @param {Tool} tool
 * @param {Record<string, unknown>} input
 * @returns {Promise<object>}
 */
export async function answer(engine, tool, input) {
  try {
    return await called(engine, tool, input ?? {});
  } catch (error) {
    return { error: `${/** @type {Error} */ (error).message}.` };
  }
}

/**
 * @param {Engine} engine
 * @param {Tool} tool
 * @param {Record<string, unknown>} input
 * @returns {Promise<object>}
 */
async function called(engine, { name, inputSchema, parts }, input) {
  const known = Object.keys(inputSchema.properties);
  const strange = Object.keys(input).find((key) => !known.includes(key));
  if (strange) {
    throw new Error(`'${name}' has no argument '${strange}'; expected one of: ${known.join(", ") || "none"}`);
  }
  if (name === "questions") return content(await engine.ask("list", {}));
  const given = answersOf(input.answers);
  const submitted = moment(input.received);
  const found = content(await engine.ask("find", { answers: given, submitted, calendar: input.calendar ?? "" }));
  if ("refused" in found) throw new Error(found.refused.join("; "));
  const { outcome, question, answers, settings } = found;
  const isPart = parts.length > 0;
  if (!outcome && isPart) {
    throw new Error(`these answers reach no outcome yet; ask the person '${question.id}' next`);
  }
  const chosen = Object.entries(settings).filter(([id]) => id in given);
  const link = writeAddress({ ...answers, ...Object.fromEntries(chosen) }, outcome ? outcome.id : question.id);
  const whole = { ...found, page: new URL(link, location.href).href };
  if (!outcome || !isPart) return whole;
  const told = [...parts, "receipt", "page"].map((key) => [key, /** @type {any} */ (whole)[key]]);
  return { outcome: { id: outcome.id, title: outcome.title }, ...Object.fromEntries(told) };
}

/**
 * A reply without what only the protocol needs.
 * @template {object} Reply
 * @param {Reply} reply
 */
function content(reply) {
  const found = /** @type {any} */ ({ ...reply });
  for (const key of ["v", "id", "type"]) delete found[key];
  return /** @type {Reply} */ (found);
}

/**
 * Answers as the engine takes them. Throws an Error.
 * @param {unknown} value
 * @returns {Answers}
 */
function answersOf(value) {
  if (value === null || typeof value !== "object" || Array.isArray(value)) {
    throw new Error("'answers' must map ids of questions to answers; begin with {}");
  }
  return Object.fromEntries(
    Object.entries(value).map(([id, one]) => {
      const texts = Array.isArray(one) ? one : [one];
      if (!texts.length || !texts.every((text) => typeof text === "string")) {
        throw new Error(`the answer to '${id}' must be an id or a list of ids`);
      }
      return [id, texts.join(".")];
    }),
  );
}

/**
 * The moment that is counted from, in seconds since 1970, UTC. Throws an Error.
 * @param {unknown} text Without one, now.
 */
function moment(text) {
  if (text === undefined) return Math.floor(Date.now() / 1000);
  const milliseconds = typeof text === "string" && MOMENT.test(text) ? Date.parse(text) : NaN;
  if (!(milliseconds >= 0)) {
    throw new Error("'received' must be a moment with its offset from UTC, as 2026-11-24T14:40+01:00");
  }
  return Math.floor(milliseconds / 1000);
}
