/**
 * Splits Pyodide's WebAssembly otherwise than the build does: node split_otherwise.mjs PYODIDE RUNTIME OUT [REQUESTS].
 *
 * In OUT/pyodide.primary.wasm stays every third function; or, with a file of requests as JSON, what is called when
 * Pyodide starts from RUNTIME's library or snapshot and answers these. Starts it in both ways, and prints what the
 * engine replies to the last request.
 */

import fs from "node:fs";
import path from "node:path";

import "../../../site_builder/engine/runtime_parts/repeatable.mjs"; // what is called the first time is called the second

import { EMPTY_ZIP, openSession } from "../../../decision_tree/web/entries/runtime.js";
import { PyodidePackage } from "../../../site_builder/engine/runtime_parts/pyodide_package.mjs";
import { called, split } from "../../../site_builder/engine/runtime_parts/wasm_split.mjs";

const [PYODIDE, RUNTIME, OUT, REQUESTS] = process.argv.slice(2).map((name) => path.resolve(name));
const shipped = await PyodidePackage.open(PYODIDE, OUT);
const empty = path.join(OUT, "empty.zip");
fs.writeFileSync(empty, EMPTY_ZIP);
const snapshot = new Uint8Array(fs.readFileSync(path.join(RUNTIME, "snapshot.bin")));
/** @type {string[]} */
const requests = REQUESTS ? JSON.parse(fs.readFileSync(REQUESTS, "utf8")) : ['{"v": 1, "id": 7, "type": "none"}'];

/**
 * Start in both ways: of each the reply to the last request, and the functions that are known to be called.
 * @param {import("../../../site_builder/engine/runtime_parts/pyodide_package.mjs").Modules} [modules]
 */
async function start(modules) {
  const found = [];
  for (const way of [{ library: path.join(RUNTIME, "standard_library.zip") }, { library: empty, snapshot }]) {
    const { pyodide, exports } = await shipped.start({ ...way, modules });
    const session = openSession(pyodide);
    found.push({ reply: requests.map((text) => session.handle(text)).at(-1), called: called(exports) });
  }
  return found;
}

const hot = REQUESTS
  ? (await start()).flatMap((way) => way.called)
  : Array.from({ length: 100_000 }, (_, at) => 3 * at);
const { primary, secondary } = split(shipped.wasm, new Set(hot), shipped.exports);
fs.writeFileSync(path.join(OUT, "pyodide.primary.wasm"), primary);
fs.writeFileSync(path.join(OUT, "pyodide.secondary.wasm"), secondary);
let joins = 0;
const started = await start({
  primary: WebAssembly.compile(primary),
  secondary: () => {
    joins++;
    return secondary;
  },
});
console.log(JSON.stringify({ replies: started.map(({ reply }) => reply), joins }));
process.exit(0);
