/**
 * Cuts Pyodide otherwise than the build does: node split_pyodide.mjs PYODIDE RUNTIME OUT [REQUESTS]. In
 * OUT/pyodide.primary.wasm stays every third function; or, with a file of requests as JSON, what a start from RUNTIME's
 * library or snapshot calls, and these requests do. Starts it both ways, and says what the engine answers.
 */

import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

import { EMPTY_ZIP, openSession, startPyodide } from "../../../decision_tree/web/entries/runtime.js";
import { called, split, watched } from "../../../site_builder/engine/runtime_parts/wasm_split.mjs";

const [PYODIDE, RUNTIME, OUT, REQUESTS] = process.argv.slice(2).map((name) => path.resolve(name));
const whole = new Uint8Array(fs.readFileSync(path.join(PYODIDE, "pyodide.asm.wasm")));
const made = new WebAssembly.Module(fs.readFileSync(path.join(RUNTIME, "pyodide.primary.wasm")));
const exported = WebAssembly.Module.exports(made).map(({ name }) => name); // the snapshot wants the same
const { loadPyodide } = await import(pathToFileURL(path.join(PYODIDE, "pyodide.mjs")));
const { default: createPyodideModule } = await import(pathToFileURL(path.join(PYODIDE, "pyodide.asm.mjs")));
const empty = path.join(OUT, "empty.zip");
fs.writeFileSync(empty, EMPTY_ZIP);
const { lock } = JSON.parse(fs.readFileSync(path.join(RUNTIME, "runtime.json")));
const bytes = fs.readFileSync(path.join(RUNTIME, "snapshot.bin"));
const snapshot = Promise.resolve(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
const requests = REQUESTS ? JSON.parse(fs.readFileSync(REQUESTS)) : ['{"v": 1, "id": 7, "type": "none"}'];

/** Start a module both ways: what the engine says to the last of the requests. */
async function answers(module, secondary, started) {
  const replies = [];
  for (const way of [{ stdLibURL: path.join(RUNTIME, "standard_library.zip") }, { stdLibURL: empty, snapshot }]) {
    const indexURL = PYODIDE + path.sep;
    const wasm = WebAssembly.compile(module);
    const pyodide = await startPyodide({ loadPyodide, createPyodideModule, lock, indexURL, wasm, secondary, ...way });
    const session = openSession(pyodide);
    replies.push(requests.map((text) => session.handle(text)).at(-1));
    started();
  }
  return replies;
}

/** What is called in both ways together. */
async function hotOnes() {
  const { instantiate } = WebAssembly;
  const hot = new Set();
  let exports = null;
  WebAssembly.instantiate = async (...all) => {
    const made = await instantiate.call(WebAssembly, ...all);
    if (all[1]?.wasi_snapshot_preview1) exports = made.exports;
    return made;
  };
  await answers(watched(whole, new Set(exported)), null, () => called(exports).forEach((at) => hot.add(at)));
  WebAssembly.instantiate = instantiate;
  return hot;
}

const hot = REQUESTS ? await hotOnes() : new Set(Array.from({ length: 100_000 }, (_, at) => 3 * at));
const { primary, secondary } = split(whole, hot, new Set(exported));
fs.writeFileSync(path.join(OUT, "pyodide.primary.wasm"), primary);
fs.writeFileSync(path.join(OUT, "pyodide.secondary.wasm"), secondary);
let joins = 0;
const given = () => {
  joins++;
  return secondary;
};
const replies = await answers(primary, given, () => {});
console.log(JSON.stringify({ replies, joins }));
process.exit(0);
