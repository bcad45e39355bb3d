/** The page's side of the engine: a worker, numbered requests, and what happens when it does not answer. */

import { startingPoint } from "./starting_point.js";

const PROTOCOL = 1;
const START_LIMIT = 180_000; // milliseconds; the slowest line on which waiting still makes sense
const ANSWER_LIMIT = 2_000;
const LOADING_LIMIT = 60_000; // where the worker must first load more of itself

export class Engine {
  /**
   * @param {URL} tree The address of tree.json.
   * @param {(error: Error) => void} failed Told when the engine stops working, at the start or later.
   * @param {URL} script The address of worker.js.
   */
  constructor(tree, failed, script) {
    this.tree = tree;
    this.script = script;
    this.failed = failed;
    this.ready = false;
    this.stopped = false;
    this.number = 0;
    /** @type {Map<number, {resolve: (reply: any) => void, reject: (error: Error) => void, wait?: (limit: number) => void}>} */
    this.waiting = new Map();
  }

  /**
   * Start the worker and load the tree. Resolves with the engine's `loaded` reply; rejects, once and for
   * all, when any part of that fails. Where a snapshot of Pyodide cannot be used it starts without one; the
   * document's data-engine-start says which way it took, "snapshot" or "library".
   */
  async start() {
    const way = startingPoint(navigator.connection, performance.getEntries());
    try {
      return await this.startFrom(way);
    } catch (error) {
      if (way === "library" || error.stage !== "pyodide") {
        this.stop(error);
        throw error;
      }
      this.worker.terminate();
    }
    try {
      return await this.startFrom("library");
    } catch (error) {
      this.stop(error);
      throw error;
    }
  }

  /** Start a worker one way. Where that fails, the error's `stage` says how far it came. */
  startFrom(way) {
    return new Promise((resolve, reject) => {
      const fail = (message, stage = "worker") => {
        clearTimeout(timer);
        reject(Object.assign(new Error(message), { stage }));
      };
      const timer = setTimeout(() => fail("the engine took too long to start"), START_LIMIT);
      try {
        this.worker = new Worker(this.script, { type: "module", name: way });
      } catch (error) {
        fail(error.message); // a page without an origin, in a sandbox, may have no worker
        return;
      }
      this.worker.addEventListener("error", (event) => {
        event.preventDefault(); // said to the reader by the page, not to the console
        if (this.ready) this.stop(new Error(event.message));
        else fail(event.message || "the worker could not be loaded");
      });
      this.worker.addEventListener("message", ({ data }) => {
        const reply = JSON.parse(data);
        if (reply.type === "failed") fail(`${reply.stage}: ${reply.message}`, reply.stage);
        else if (reply.type === "loading") for (const { wait } of this.waiting.values()) wait?.(LOADING_LIMIT);
        else this.settle(reply);
      });
      this.waiting.set(0, {
        resolve: (reply) => {
          clearTimeout(timer);
          document.documentElement.dataset.engineStart = way;
          this.ready = true;
          resolve(reply);
        },
        reject: (error) => fail(error.message, "tree"),
      });
      this.worker.postMessage(JSON.stringify({ v: PROTOCOL, id: 0, type: "start", tree: this.tree.href }));
    });
  }

  /**
   * Ask where the answers lead.
   * @param {Record<string, string>} answers
   */
  decide(answers) {
    return this.ask("decide", { answers });
  }

  /**
   * Send a request of decision_tree/messages.py. Rejects when the engine is wrong or too slow; the caller
   * has another way.
   * @param {string} type
   * @param {Record<string, any>} request
   */
  ask(type, request) {
    if (!this.worker) return Promise.reject(new Error("the engine has stopped"));
    const id = ++this.number;
    return new Promise((resolve, reject) => {
      let timer = 0;
      const wait = (limit) => {
        clearTimeout(timer);
        timer = setTimeout(() => this.stop(new Error("no answer in time")), limit);
      };
      const done = (then) => (value) => {
        clearTimeout(timer);
        then(value);
      };
      wait(ANSWER_LIMIT);
      this.waiting.set(id, { resolve: done(resolve), reject: done(reject), wait });
      this.worker.postMessage(JSON.stringify({ v: PROTOCOL, id, type, ...request }));
    });
  }

  settle(reply) {
    const request = this.waiting.get(reply.id);
    if (!request) return; // answered too late
    this.waiting.delete(reply.id);
    if (reply.type === "error") request.reject(new Error(reply.message));
    else request.resolve(reply);
  }

  stop(error) {
    this.ready = false;
    this.stopped = true;
    this.worker?.terminate();
    const waiting = [...this.waiting.entries()].filter(([id]) => id !== 0);
    this.waiting.clear();
    for (const [, request] of waiting) request.reject(error);
    this.worker = undefined;
    this.failed(error);
  }
}
