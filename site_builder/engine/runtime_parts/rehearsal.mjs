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
 */
function rehearse({ pyodide }, requests) {
  const gc = pyodide.pyimport("gc");
  gc.set_threshold(100);
  const session = openSession(pyodide);
  return requests.map((text, number) => {
    if (number % 100 === 0) gc.collect();
    return session.handle(text);
  });
}

/**
 * The functions of the WebAssembly that are called when the engine starts, in either way, and answers.
 * @param {PyodidePackage} shipped
 * @param {string} library The file of the standard library, which has the engine.
 * @param {string} empty The file of a library with nothing in it.
 * @param {string[]} requests
 * @returns {Promise<Set<number>>}
 */
export async function functionsCalled(shipped, library, empty, requests) {
  const fromLibrary = await shipped.start({ library });
  rehearse(fromLibrary, requests);
  const found = called(fromLibrary.exports);
  const fromSnapshot = await shipped.start({ library: empty, snapshot: await takeSnapshot(shipped, library) });
  rehearse(fromSnapshot, requests);
  return new Set([...found, ...called(fromSnapshot.exports)]);
}

/**
 * Start the engine in both ways with the primary module alone, and compare the replies. Throws an Error where the
 * secondary module would be needed, or where they differ.
 * @param {PyodidePackage} shipped
 * @param {string} library The file of the standard library, which has the engine.
 * @param {string} empty The file of a library with nothing in it.
 * @param {Uint8Array<ArrayBuffer>} snapshot
 * @param {Promise<WebAssembly.Module>} primary
 * @param {string[]} requests
 */
export async function compareStarts(shipped, library, empty, snapshot, primary, requests) {
  /** @type {Error | undefined} */
  let missed; // thrown alone, it could become one of the engine's replies
  const secondary = () => {
    missed = new Error("the engine calls functions of the WebAssembly that it did not call before");
    throw missed;
  };
  const modules = { primary, secondary };
  const replies = [
    rehearse(await shipped.start({ library, modules }), requests),
    rehearse(await shipped.start({ library: empty, snapshot, modules }), requests),
  ];
  if (missed) throw missed;
  const differs = requests.findIndex((_, at) => replies[0][at] !== replies[1][at]);
  if (differs >= 0) throw new Error(`the engine's reply differs: ${replies.map((all) => all[differs]).join(" / ")}`);
}
