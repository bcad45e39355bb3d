/**
 * Lets the build watch one request, and compare the replies to more: node compare_unrehearsed.mjs PYODIDE RUNTIME
 * OUT REQUESTS prints the sentence with which it refuses that.
 */

import fs from "node:fs";
import path from "node:path";

import { EMPTY_ZIP } from "../../../decision_tree/web/entries/runtime.js";
import { PyodidePackage } from "../../../site_builder/engine/runtime_parts/pyodide_package.mjs";
import { compareStarts, functionsCalled } from "../../../site_builder/engine/runtime_parts/rehearsal.mjs";
import { split } from "../../../site_builder/engine/runtime_parts/wasm_split.mjs";

const [PYODIDE, RUNTIME, OUT, REQUESTS] = process.argv.slice(2).map((name) => path.resolve(name));
const shipped = await PyodidePackage.open(PYODIDE, OUT);
const snapshot = new Uint8Array(fs.readFileSync(path.join(RUNTIME, "snapshot.bin")));
const empty = path.join(OUT, "empty.zip");
fs.writeFileSync(empty, EMPTY_ZIP);
const files = { library: path.join(RUNTIME, "standard_library.zip"), empty, engine: path.join(RUNTIME, "engine.zip") };
const requests = JSON.parse(fs.readFileSync(REQUESTS, "utf8"));

const hot = await functionsCalled(shipped, files, requests.slice(0, 1));
const primary = WebAssembly.compile(split(shipped.wasm, hot, shipped.exports).primary);
const compared = compareStarts(shipped, files, snapshot, primary, requests);
const sentence = await compared.then(() => "", (error) => error.message); // prettier-ignore
console.log(JSON.stringify(sentence));
process.exit(0);
