/** The page's side of the engine: a worker, numbered requests, and what happens when it does not answer. */

const PROTOCOL = 1;
const START_LIMIT = 180_000; // milliseconds; the slowest line on which waiting still makes sense
const ANSWER_LIMIT = 2_000;

export class Engine {
  /**
   * @param {URL} tree The address of tree.json.
   * @param {(error: Error) => void} failed Told when the engine stops working, at the start or later.
   */
  constructor(tree, failed) {
    this.tree = tree;
    this.failed = failed;
    this.ready = false;
    this.stopped = false;
    this.number = 0;
    /** @type {Map<number, {resolve: (reply: any) => void, reject: (error: Error) => void}>} */
    this.waiting = new Map();
  }

  /**
   * Start the worker and load the tree. Resolves with the engine's `loaded` reply; rejects, once and for
   * all, when any part of that fails.
   */
  start() {
    return new Promise((resolve, reject) => {
      const fail = (error) => {
        clearTimeout(timer);
        this.stop(error);
        reject(error);
      };
      const timer = setTimeout(() => fail(new Error("the engine took too long to start")), START_LIMIT);
      this.worker = new Worker(new URL("worker.js", import.meta.url), { type: "module" });
      this.worker.addEventListener("error", (event) => {
        event.preventDefault(); // said to the reader by the page, not to the console
        fail(new Error(event.message || "the worker could not be loaded"));
      });
      this.worker.addEventListener("message", ({ data }) => {
        const reply = JSON.parse(data);
        if (reply.type === "failed") fail(new Error(`${reply.stage}: ${reply.message}`));
        else this.settle(reply);
      });
      this.waiting.set(0, {
        resolve: (reply) => {
          clearTimeout(timer);
          this.ready = true;
          resolve(reply);
        },
        reject: fail,
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
      const timer = setTimeout(() => this.stop(new Error("no answer in time")), ANSWER_LIMIT);
      const done = (then) => (value) => {
        clearTimeout(timer);
        then(value);
      };
      this.waiting.set(id, { resolve: done(resolve), reject: done(reject) });
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
