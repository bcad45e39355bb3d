/**
 * The pinned Pyodide under Node.js: starts it from a standard library or from a snapshot, as the whole module that
 * it ships or as a primary and a secondary module.
 */

import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

import { startPyodide } from "../../../decision_tree/web/entries/runtime.js";
import { watched } from "./wasm_split.mjs";

/** @typedef {Parameters<typeof startPyodide>[0]} About What startPyodide is told. */
/** @typedef {{primary: Promise<WebAssembly.Module>, secondary: About["secondary"]}} Modules Two in place of the whole. */
/**
 * @typedef {object} Started
 * @property {import("../../../decision_tree/web/entries/runtime.js").Pyodide} pyodide
 * @property {WebAssembly.Exports} exports Of the WebAssembly.
 * @property {Uint8Array} memory A copy of its memory from before anything had run.
 */

export class PyodidePackage {
  /** @type {Promise<WebAssembly.Module> | undefined} */
  #watched;

  /**
   * @param {string} folder
   * @param {Uint8Array<ArrayBuffer>} wasm
   * @param {Set<string>} exports The functions of it that are called from outside.
   * @param {Pick<About, "lock" | "loadPyodide" | "createPyodideModule">} parts
   */
  constructor(folder, wasm, exports, parts) {
    this.folder = folder;
    this.wasm = wasm;
    this.exports = exports;
    this.parts = parts;
    this.lock = parts.lock;
  }

  /**
   * Read the npm package in a folder.
   * @param {string} folder
   */
  static async open(folder) {
    const read = (/** @type {string} */ name) => fs.readFileSync(path.join(folder, name));
    const load = (/** @type {string} */ name) => import(pathToFileURL(path.join(folder, name)).href);
    const lock = { info: JSON.parse(read("pyodide-lock.json").toString()).info, packages: {} };
    const wasm = new Uint8Array(read("pyodide.asm.wasm"));
    const exports = usedExports(await WebAssembly.compile(wasm), read("pyodide.asm.mjs").toString());
    const { loadPyodide } = await load("pyodide.mjs");
    const { default: createPyodideModule } = await load("pyodide.asm.mjs");
    return new PyodidePackage(folder, wasm, exports, { lock, loadPyodide, createPyodideModule });
  }

  /**
   * Start Pyodide.
   * @param {object} from
   * @param {string} from.library The file of the standard library.
   * @param {Uint8Array<ArrayBuffer>} [from.snapshot] A packed snapshot to start from.
   * @param {Modules} [from.modules] In place of the whole module, in which each function notes that it was called.
   * @param {object} [from.more] More options of loadPyodide.
   * @returns {Promise<Started>}
   */
  async start({ library, snapshot, modules, more }) {
    this.#watched ??= WebAssembly.compile(watched(this.wasm, this.exports));
    /** @type {WebAssembly.Exports} */
    let exports = {};
    let memory = new Uint8Array();
    const pyodide = await startPyodide({
      ...this.parts,
      more,
      instantiated: (made) => {
        exports = made;
        memory = new Uint8Array(/** @type {WebAssembly.Memory} */ (made.memory).buffer.slice(0));
      },
      indexURL: this.folder + path.sep,
      wasm: modules?.primary ?? this.#watched,
      secondary: modules?.secondary,
      stdLibURL: path.resolve(library),
      snapshot: snapshot && Promise.resolve(arrayBuffer(snapshot)),
    });
    return { pyodide, exports, memory };
  }
}

/** @param {Uint8Array<ArrayBuffer>} bytes */
const arrayBuffer = ({ buffer, byteOffset, length }) => buffer.slice(byteOffset, byteOffset + length);

/**
 * The functions of the WebAssembly that Pyodide's JavaScript calls, or that the WebAssembly itself looks up, by name.
 * The script sets a variable to most exports; one that it uses is named in yet another place.
 * @param {WebAssembly.Module} module
 * @param {string} script
 */
function usedExports(module, script) {
  const sets = script.matchAll(/([\w$]+)=Module\["[\w$]+"\]=wasmExports\["([^"]+)"\]/g);
  const variables = new Map([...sets].map(([, variable, name]) => [name, variable]));
  const count = new Map();
  for (const [word] of script.matchAll(/[\w$]+/g)) count.set(word, (count.get(word) ?? 0) + 1);
  // Where it is set, an export is named once, and its variable three times: declared, set, a member of the module.
  const isNamed = (/** @type {string} */ name) =>
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
