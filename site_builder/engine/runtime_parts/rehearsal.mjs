/**
 * The rehearsal: asks the engine everything that it can be asked (rehearsal.py). It finds the functions of the
 * WebAssembly that the engine calls, and then compares what the engine replies, started in both ways.
 */

import { openSession } from "../../../decision_tree/web/entries/runtime.js";
import { takeSnapshot } from "./snapshot.mjs";
import { called } from "./wasm_split.mjs";

/** @typedef {import("./pyodide_package.mjs").PyodidePackage} PyodidePackage */

/**
 * Ask a Pyodide with the engine all requests: the replies. Python collects its garbage more often than else.
 * @param {import("./pyodide_package.mjs").Started} started
 * @param {string[]} requests
 * @param {boolean} [anew] Whether the engine is first forgotten and imported anew.
 */
function rehearse({ pyodide }, requests, anew) {
  const gc = pyodide.pyimport("gc");
  gc.set_threshold(100);
  const session = openSession(pyodide, anew);
  return requests.map((text, number) => {
    if (number % 100 === 0) gc.collect();
    return session.handle(text);
  });
}

/** @typedef {{library: string, empty: string, engine: string}} Files The standard library, which has the engine; a
 * library with nothing in it; one with the engine alone. */

/**
 * All ways to start, each with its replies: from the library, from the snapshot, and from the snapshot with the engine
 * imported anew, as where the snapshot is that of an earlier engine.
 * @param {PyodidePackage} shipped
 * @param {Files} files
 * @param {Uint8Array<ArrayBuffer>} snapshot
 * @param {string[]} requests
 * @param {import("./pyodide_package.mjs").Modules} [modules]
 */
async function rehearseAll(shipped, files, snapshot, requests, modules) {
  const started = [];
  for (const [library, from] of /** @type {const} */ ([["library"], ["empty", snapshot], ["engine", snapshot]])) {
    const one = await shipped.start({ library: files[library], snapshot: from, modules });
    started.push({ ...one, replies: rehearse(one, requests, library === "engine") });
  }
  return started;
}

/**
 * The functions of the WebAssembly that are called when the engine starts, in any way, and answers.
 * @param {PyodidePackage} shipped
 * @param {Files} files
 * @param {string[]} requests
 * @returns {Promise<Set<number>>}
 */
export async function functionsCalled(shipped, files, requests) {
  const snapshot = await takeSnapshot(shipped, files.library);
  const started = await rehearseAll(shipped, files, snapshot, requests);
  return new Set(started.flatMap(({ exports }) => [...called(exports)]));
}

/**
 * Start the engine in all ways with the primary module alone, and compare the replies. Throws an Error where the
 * secondary module would be needed, or where they differ.
 * @param {PyodidePackage} shipped
 * @param {Files} files
 * @param {Uint8Array<ArrayBuffer>} snapshot
 * @param {Promise<WebAssembly.Module>} primary
 * @param {string[]} requests
 */
export async function compareStarts(shipped, files, snapshot, primary, requests) {
  /** @type {Error | undefined} */
  let missed; // thrown alone, it could become one of the engine's replies
  const secondary = () => {
    missed = new Error("the engine calls functions of the WebAssembly that it did not call before");
    throw missed;
  };
  const started = await rehearseAll(shipped, files, snapshot, requests, { primary, secondary });
  const replies = started.map((one) => one.replies);
  if (missed) throw missed;
  const differs = requests.findIndex((_, at) => replies.some((all) => all[at] !== replies[0][at]));
  if (differs >= 0) throw new Error(`the engine's reply differs: ${replies.map((all) => all[differs]).join(" / ")}`);
}
