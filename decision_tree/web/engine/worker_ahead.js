/**
 * The engine's worker ahead of the page's own script. A small script of the page starts it, since the page's own waits
 * until the browser has read all questions and outcomes. Meanwhile the worker fetches and compiles; Engine takes it over.
 */

/** The turn to start an engine (Web Locks), of all pages and frames of this origin: see guide/when_to_start.js. */
export const TURN = "guide-engine-start";

/**
 * @typedef {object} Ahead
 * @property {"snapshot" | "library"} way What Pyodide starts from.
 * @property {Worker} [worker] Missing while it waits for its turn.
 * @property {boolean} [taken] Whether the page's own script has come for it.
 * @property {boolean} [failed] Whether it could not be loaded.
 * @property {() => void} [done] Ends the turn.
 */

/**
 * Start a worker, unless another page has its turn, or the page's own script comes first.
 * @param {URL} script
 * @param {"snapshot" | "library"} way
 */
export function startAhead(script, way) {
  /** @type {Ahead} */
  const ahead = (window.engineAhead = { way });
  const start = () => {
    if (ahead.taken) return;
    ahead.worker = new Worker(script, { type: "module", name: way });
    ahead.worker.addEventListener("error", (event) => {
      ahead.failed = true;
      if (!ahead.taken) event.preventDefault(); // Engine tries anew, and says it on the page
    });
  };
  const giveUp = () => delete window.engineAhead;
  if (!navigator.locks) start();
  else {
    navigator.locks
      .request(TURN, { ifAvailable: true }, (held) => {
        if (!held) return giveUp();
        start();
        return ahead.taken ? undefined : new Promise((done) => (ahead.done = () => done(undefined)));
      })
      .catch(giveUp);
  }
}

/**
 * The worker of a script: the one that was started ahead, if it starts the same way, else a new one.
 * @param {URL} script
 * @param {"snapshot" | "library"} way
 */
export function workerOf(script, way) {
  const ahead = window.engineAhead;
  const early = ahead && !ahead.taken && !ahead.failed && ahead.way === way ? ahead.worker : undefined;
  if (ahead && !early) ahead.worker?.terminate();
  if (ahead) ahead.taken = true;
  return early ?? new Worker(script, { type: "module", name: way });
}

/** End the turn of the worker that was started ahead: the engine runs, or will not. */
export function endTurn() {
  window.engineAhead?.done?.();
  delete window.engineAhead;
}
