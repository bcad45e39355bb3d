/** The page's side of the engine: starts its worker, sends it numbered requests, and stops it after a time limit. */

import { connection } from "../page/connection.js";
import { startingPoint } from "./starting_point.js";
import { endTurn, workerOf } from "./worker_ahead.js";

export const PROTOCOL = 1; // decision_tree/messages.py
const START_LIMIT = 180_000; // milliseconds; the slowest line on which waiting still makes sense
const RUN_LIMIT = 30_000; // milliseconds from when all files are there; long enough for a slow and busy machine
const ANSWER_LIMIT = 10_000; // milliseconds; long enough for a busy machine
const LOOK_LIMIT = 5_000; // milliseconds; nobody waits for it
const LOADING_LIMIT = 60_000; // milliseconds, where the worker must first load its secondary module

/** @typedef {import("./messages.js").Replies} Replies */
/**
 * @typedef {object} Waiting A request that has not been answered.
 * @property {(reply: any) => void} resolve
 * @property {(error: Error) => void} reject
 * @property {(limit: number) => void} [wait] Wait so many milliseconds from now.
 */

/** @typedef {Error & {stage?: string}} StartError Why a worker did not start; `stage` says how far it came. */

export class Engine {
  ready = false;
  stopped = false;
  #tree;
  #failed;
  #script;
  #number = 0;
  /** @type {Map<number, Waiting>} */
  #waiting = new Map();
  /** @type {Worker | undefined} */
  #worker;

  /**
   * @param {URL} tree The address of tree.json.
   * @param {(error: Error) => void} failed Told when the engine stops working, at the start or later.
   * @param {URL} script The address of worker.js.
   */
  constructor(tree, failed, script) {
    this.#tree = tree;
    this.#failed = failed;
    this.#script = script;
  }

  /**
   * Start the worker and load the tree. Rejects, once and for all, when any part of that fails. Where a snapshot of
   * Pyodide cannot be used it starts without one; the document's data-engine-start says which way it took.
   */
  async start() {
    const entries = /** @type {PerformanceResourceTiming[]} */ (performance.getEntries());
    const way = window.engineAhead?.way ?? startingPoint(connection(), entries);
    try {
      try {
        await this.#startFrom(way);
      } catch (error) {
        if (way === "library" || /** @type {StartError} */ (error).stage !== "pyodide") throw error;
        this.#worker?.terminate();
        await this.#startFrom("library");
      }
    } catch (error) {
      this.#stop(/** @type {StartError} */ (error));
      throw error;
    } finally {
      endTurn();
    }
  }

  /**
   * Start a worker one way. Rejects with a StartError.
   * @param {"snapshot" | "library"} way
   * @returns {Promise<void>}
   */
  #startFrom(way) {
    return new Promise((resolve, reject) => {
      const fail = (/** @type {string} */ message, stage = "worker") => {
        clearTimeout(timer);
        reject(Object.assign(new Error(message), { stage }));
      };
      const late = (/** @type {string} */ stage) => fail("the engine took too long to start", stage);
      let timer = setTimeout(late, START_LIMIT, "worker");
      try {
        this.#worker = workerOf(this.#script, way);
      } catch (error) {
        fail(String(error)); // a page without an origin, in a sandbox, may have no worker
        return;
      }
      this.#worker.addEventListener("error", (event) => {
        event.preventDefault(); // a notice on the page says it, not the console
        if (this.ready) this.#stop(new Error(event.message));
        else fail(event.message || "the worker could not be loaded");
      });
      this.#worker.addEventListener("message", ({ data }) => {
        const reply = JSON.parse(data);
        if (reply.type === "failed") fail(`${reply.stage}: ${reply.message}`, reply.stage);
        else if (reply.type === "fetched") {
          clearTimeout(timer);
          timer = setTimeout(late, RUN_LIMIT, "pyodide");
        } else if (reply.type === "loading") for (const { wait } of this.#waiting.values()) wait?.(LOADING_LIMIT);
        else this.#settle(reply);
      });
      this.#waiting.set(0, {
        resolve: () => {
          clearTimeout(timer);
          document.documentElement.dataset.engineStart = way;
          this.ready = true;
          resolve();
        },
        reject: (error) => fail(error.message, "tree"),
      });
      this.#worker.postMessage(JSON.stringify({ v: PROTOCOL, id: 0, type: "start", tree: this.#tree.href }));
    });
  }

  /**
   * Whether this page's tree is no longer on its server, since another version of the guide has been published there.
   * Its address has a hash of its content. Some servers send a page in place of what they do not have.
   */
  async outdated() {
    try {
      const signal = AbortSignal.timeout(LOOK_LIMIT);
      const { status, headers } = await fetch(this.#tree, { method: "HEAD", cache: "no-store", signal });
      return status === 404 || status === 410 || !!headers.get("Content-Type")?.startsWith("text/html");
    } catch {
      return false;
    }
  }

  /**
   * Ask where the answers lead.
   * @param {Record<string, string>} answers
   */
  decide(answers) {
    return this.ask("decide", { answers });
  }

  /**
   * Send a request of decision_tree/messages.py. Rejects on an error and after a time limit; the caller must do
   * without the engine then.
   * @template {keyof Replies} Type
   * @param {Type} type
   * @param {Record<string, unknown>} request
   * @returns {Promise<Replies[Type]>}
   */
  ask(type, request) {
    const worker = this.#worker;
    if (!worker) return Promise.reject(new Error("the engine has stopped"));
    const id = ++this.#number;
    return new Promise((resolve, reject) => {
      /** @type {ReturnType<typeof setTimeout> | undefined} */
      let timer;
      const wait = (/** @type {number} */ limit) => {
        clearTimeout(timer);
        timer = setTimeout(() => this.#stop(new Error("no answer in time")), limit);
      };
      wait(ANSWER_LIMIT);
      this.#waiting.set(id, {
        resolve: (reply) => {
          clearTimeout(timer);
          resolve(reply);
        },
        reject: (error) => {
          clearTimeout(timer);
          reject(error);
        },
        wait,
      });
      worker.postMessage(JSON.stringify({ v: PROTOCOL, id, type, ...request }));
    });
  }

  /** @param {{id: number, type: string, message: string}} reply */
  #settle(reply) {
    const request = this.#waiting.get(reply.id);
    if (!request) return; // answered too late
    this.#waiting.delete(reply.id);
    if (reply.type === "error") request.reject(new Error(reply.message));
    else request.resolve(reply);
  }

  /**
   * Stop for good: reject every request that waits.
   * @param {Error} error
   */
  #stop(error) {
    this.ready = false;
    this.stopped = true;
    this.#worker?.terminate();
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const [id, request] of waiting) if (id) request.reject(error); // 0 is the start, which has failed
    this.#worker = undefined;
    this.#failed(error);
  }
}
