/**
 * The pinned Pyodide under Node.js: starts it from a standard library or from a snapshot, as the whole module that
 * it ships or as a primary and a secondary module.
 */

import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

import { startPyodide } from "../../../decision_tree/web/entries/runtime.js";
import { watched } from "./wasm_split.mjs";

export class PyodidePackage {
  /** Read the npm package in `folder`. */
  static async open(folder) {
    const read = (name) => fs.readFileSync(path.join(folder, name));
    const load = (name) => import(pathToFileURL(path.join(folder, name)));
    const found = new PyodidePackage();
    found.folder = folder;
    found.lock = { info: JSON.parse(read("pyodide-lock.json")).info, packages: {} };
    found.wasm = new Uint8Array(read("pyodide.asm.wasm"));
    found.exports = usedExports(await WebAssembly.compile(found.wasm), read("pyodide.asm.mjs").toString());
    found.loadPyodide = (await load("pyodide.mjs")).loadPyodide;
    found.createPyodideModule = (await load("pyodide.asm.mjs")).default;
    return found;
  }

  /**
   * Start Pyodide.
   * @param {object} from
   * @param {string} from.library The file of the standard library.
   * @param {Uint8Array} [from.snapshot] A packed snapshot to start from.
   * @param {{primary: Promise<WebAssembly.Module>, secondary: () => BufferSource}} [from.modules] In place of the
   *   whole module, in which each function notes that it was called.
   * @param {object} [from.more] More options of loadPyodide.
   * @returns {Promise<{pyodide: object, exports: object, memory: Uint8Array}>} Also the WebAssembly's exports, and a
   *   copy of its memory from before anything had run.
   */
  async start({ library, snapshot, modules, more }) {
    this.watched ??= WebAssembly.compile(watched(this.wasm, this.exports));
    const { loadPyodide, createPyodideModule, lock } = this;
    const found = {};
    const instantiated = (exports) => {
      found.exports = exports;
      found.memory = new Uint8Array(exports.memory.buffer.slice(0));
    };
    found.pyodide = await startPyodide({
      loadPyodide, createPyodideModule, lock, instantiated, more,
      indexURL: this.folder + path.sep,
      wasm: modules?.primary ?? this.watched,
      secondary: modules?.secondary,
      stdLibURL: path.resolve(library),
      snapshot: snapshot && Promise.resolve(arrayBuffer(snapshot)),
    }); // prettier-ignore
    return found;
  }
}

const arrayBuffer = ({ buffer, byteOffset, length }) => buffer.slice(byteOffset, byteOffset + length);

/**
 * The functions of the WebAssembly that Pyodide's JavaScript calls, or that the WebAssembly itself looks up, by name.
 * The script sets a variable to most exports; one that it uses is named in yet another place.
 */
function usedExports(module, script) {
  const sets = script.matchAll(/([\w$]+)=Module\["[\w$]+"\]=wasmExports\["([^"]+)"\]/g);
  const variables = new Map([...sets].map(([, variable, name]) => [name, variable]));
  const count = new Map();
  for (const [word] of script.matchAll(/[\w$]+/g)) count.set(word, (count.get(word) ?? 0) + 1);
  // Where it is set, an export is named once, and its variable three times: declared, set, a member of the module.
  const isNamed = (name) =>
    variables.has(name) ? count.get(variables.get(name)) > 3 || count.get(name) > 1 : count.has(name);
  const functions = WebAssembly.Module.exports(module).filter(({ kind }) => kind === "function");
  const lookedUp = WebAssembly.Module.imports(module).filter((one) => one.module === "GOT.func");
  const wanted = new Set(lookedUp.map(({ name }) => name));
  const used = functions.map(({ name }) => name).filter((name) => wanted.has(name) || isNamed(name));
  if (used.length < 10 || used.length > functions.length / 5) {
    throw new Error(`Pyodide seems to use ${used.length} of ${functions.length} exports, which cannot be.`);
  }
  return new Set(used);
}
