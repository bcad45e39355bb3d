/**
 * The pinned Pyodide under Node.js: starts it from a standard library or from a snapshot, as the whole module that
 * it ships or as a primary and a secondary module.
 */

import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

import { startPyodide } from "../../../decision_tree/web/entries/runtime.js";
import { usedExports, withoutUnused } from "./pyodide_script.mjs";
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
   * @param {string} out The folder that gets Pyodide's script without what is not used, which then runs.
   */
  static async open(folder, out) {
    const read = (/** @type {string} */ name) => fs.readFileSync(path.join(folder, name));
    const load = (/** @type {string} */ file) => import(pathToFileURL(file).href);
    const lock = { info: JSON.parse(read("pyodide-lock.json").toString()).info, packages: {} };
    const wasm = new Uint8Array(read("pyodide.asm.wasm"));
    const module = await WebAssembly.compile(wasm);
    const script = read("pyodide.asm.mjs").toString();
    const exports = usedExports(module, script);
    const shorter = path.join(out, "pyodide.asm.mjs");
    fs.writeFileSync(shorter, withoutUnused(module, script, exports));
    const { loadPyodide } = await load(path.join(folder, "pyodide.mjs"));
    const { default: createPyodideModule } = await load(shorter);
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
