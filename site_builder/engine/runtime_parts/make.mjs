/**
 * Makes the engine's runtime of Pyodide and the engine, under Node.js: node make.mjs PYODIDE ENGINE EVERYTHING OUT.
 *
 * PYODIDE is the npm package's folder, ENGINE the folder decision_tree, EVERYTHING Pyodide's standard library with
 * the stand-ins in it. Into OUT, which is empty, go:
 *
 *     standard_library.zip     what Pyodide and the engine import, compiled
 *     pyodide.asm.mjs          Pyodide's script, without the exports of its WebAssembly that it does not use
 *     pyodide.primary.wasm     the functions of Pyodide's WebAssembly that the engine calls
 *     pyodide.secondary.wasm   the others, for whenever one of them is called after all
 *     snapshot.bin             the memory of a Pyodide that has imported the engine, and the SHA-256 of that
 *     engine.zip               the source of the engine alone, for a snapshot that has another version of it
 *     runtime.json             {lock}: Pyodide's lock file, without packages
 *
 * What the engine needs is found by a rehearsal: it is started, asked everything that it can be asked, and what it
 * imported and called is noted. Where an assumption about Pyodide does not hold, this ends with a sentence and exit
 * code 1.
 */

import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

import "./repeatable.mjs";

import { EMPTY_ZIP } from "../../../decision_tree/web/entries/runtime.js";
import { PyodidePackage } from "./pyodide_package.mjs";
import { compareStarts, functionsCalled } from "./rehearsal.mjs";
import { ENGINE_MODULE, takeSnapshot } from "./snapshot.mjs";
import { split } from "./wasm_split.mjs";

process.on("uncaughtException", (error) => {
  const lines = String(error.message ?? error).trim().split("\n");
  console.error(error.stack);
  console.error(error.name === "PythonError" ? lines.at(-1) : lines[0]);
  process.exit(1);
});

const [PYODIDE, ENGINE, EVERYTHING, OUT] = process.argv.slice(2).map((name) => path.resolve(name));
const HERE = path.dirname(fileURLToPath(import.meta.url));

/**
 * A file's bytes, in the form that Python takes.
 * @param {...string} names
 */
const read = (...names) => new Uint8Array(fs.readFileSync(path.join(...names)));

/**
 * Write a file, and say where it is.
 * @param {string} name
 * @param {Uint8Array | string} bytes
 */
function save(name, bytes) {
  fs.writeFileSync(path.join(OUT, name), bytes);
  return path.join(OUT, name);
}

/**
 * All Python files below a folder, as {path with slashes: bytes}; the paths begin with `below`.
 * @param {string} folder
 * @param {string} below
 */
function pythonFiles(folder, below) {
  /** @type {Record<string, Uint8Array>} */
  const found = {};
  for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
    const inner = path.join(folder, entry.name);
    if (entry.isDirectory()) Object.assign(found, pythonFiles(inner, `${below}${entry.name}/`));
    else if (entry.name.endsWith(".py")) found[below + entry.name] = read(inner);
  }
  return found;
}

/**
 * Import the engine in a Pyodide with the whole library: the library of what that imported, and all requests.
 * @param {PyodidePackage} shipped
 * @returns {Promise<{library: Uint8Array, engine: Uint8Array, requests: string[]}>}
 */
async function tryEngine(shipped) {
  const { pyodide } = await shipped.start({ library: EVERYTHING });
  const own = pythonFiles(ENGINE, "decision_tree/");
  const parts = ["rehearsal.py", "rehearsal_tree.py", "standard_library.py"];
  const files = { ...own, ...Object.fromEntries(parts.map((name) => [name, read(HERE, name)])) };
  for (const [name, source] of Object.entries(files)) {
    pyodide.FS.mkdirTree(path.posix.dirname(`/engine/${name}`));
    pyodide.FS.writeFile(`/engine/${name}`, source);
  }
  pyodide.runPython(`import sys; sys.path.insert(0, "/engine"); import ${ENGINE_MODULE}`);
  const modules = pyodide.runPython("set(sys.modules)");
  const requests = pyodide.pyimport("rehearsal").requests().toJs();
  const bytes = pyodide.runPython("lambda js: js.to_bytes()");
  const sources = pyodide.runPython("lambda js: {k: v.to_bytes() for k, v in js.object_entries()}");
  const { trimmed, plain } = pyodide.pyimport("standard_library");
  const library = trimmed(bytes(read(EVERYTHING)), modules, sources(own)).toJs();
  return { library, engine: plain(modules, sources(own)).toJs(), requests };
}

async function main() {
  const shipped = await PyodidePackage.open(PYODIDE, OUT);
  const tried = await tryEngine(shipped);
  const { requests } = tried;
  const library = save("standard_library.zip", tried.library);
  const empty = save("empty.zip", EMPTY_ZIP);
  const files = { library, empty, engine: save("engine.zip", tried.engine) };
  const hot = await functionsCalled(shipped, files, requests);
  const { primary, secondary } = split(shipped.wasm, hot, shipped.exports);
  save("pyodide.primary.wasm", primary);
  save("pyodide.secondary.wasm", secondary);
  await WebAssembly.compile(secondary); // that it is one: nothing below asks for it
  const compiled = WebAssembly.compile(primary);
  const snapshot = await takeSnapshot(shipped, library, { primary: compiled, secondary: () => secondary });
  save("snapshot.bin", Buffer.concat([snapshot, crypto.createHash("sha256").update(snapshot).digest()]));
  save("runtime.json", JSON.stringify({ lock: shipped.lock }));
  await compareStarts(shipped, files, snapshot, compiled, requests);
  fs.rmSync(empty);
}

await main();
process.exit(0); // Pyodide may leave a timer behind
