/**
 * The snapshot: the memory of a Pyodide that has imported the engine, from which the next Pyodide starts.
 *
 * It is stored as its differences from the memory of a new instance (pack in runtime.js). Memory that is free is set
 * to zero first: zeros compress to nothing, and what was left there would tell of the machine that made the snapshot.
 */

import { pack } from "../../../decision_tree/web/entries/runtime.js";

/** The module that has imported all of the engine that a browser uses. */
export const ENGINE_MODULE = "decision_tree.messages";

/** Frozen modules lie in the WebAssembly with their docstrings; without them the library's are imported. */
const ENVIRONMENT = { LANG: "C.UTF-8", PYTHONNODEBUGRANGES: "1", PYTHONHASHSEED: "0", PYTHON_FROZEN_MODULES: "off" };
const OPTIONS = { _makeSnapshot: true, env: ENVIRONMENT };

const UNLIKE_LIST = "Python's list of containers is not one as it was expected";

/** Import the engine, and forget what only this import needed. */
const IMPORT = `
import ${ENGINE_MODULE}
import gc, importlib, linecache, re, sys, typing, zipimport
linecache.clearcache()
re.purge()
for clear in typing._cleanups: clear()
zipimport._zip_directory_cache.clear()
sys.path_importer_cache.clear()
sys.stdin = sys.__stdin__ = None # its buffer holds whatever lay there before
for _ in range(3): gc.collect()
del _, clear, gc, importlib, linecache, re, sys, typing, zipimport
`;

/** Puts all containers into a single list of the garbage collector: the address of one of them. */
const FREEZE = '(lambda gc: gc.freeze() or id(gc))(__import__("gc"))';

/**
 * Take a packed snapshot.
 * @param {import("./pyodide_package.mjs").PyodidePackage} shipped
 * @param {string} library The file of the standard library, which has the engine.
 * @param {import("./pyodide_package.mjs").Modules} [modules] Those that will start from it.
 */
export async function takeSnapshot(shipped, library, modules) {
  const { pyodide, memory } = await shipped.start({ library, modules, more: OPTIONS });
  pyodide.runPython(IMPORT);
  const filled = withoutZeros(memory);
  untrack(pyodide._module, pyodide.runPython(FREEZE));
  clearUnused(pyodide._module);
  const whole = pyodide.makeMemorySnapshot();
  const [, start] = new Uint32Array(whole.buffer, whole.byteOffset, 2);
  return pack(whole.subarray(start), filled, whole.slice(0, start));
}

/**
 * Have Python's garbage collector track no container that is there. What was imported stays anyway; and the links of
 * their list, two addresses before each container, were 7 % of the snapshot's compressed bytes. A container that does
 * go is unlinked from its neighbors at address 0, where nothing lies.
 * @param {import("../../../decision_tree/web/entries/runtime.js").PyodideModule} module
 * @param {number} one The address of a container; all are in one list, whose head alone lies below the heap.
 */
function untrack(module, one) {
  const words = module.HEAPU32;
  const first = one - 8;
  const found = [first];
  let before = first;
  for (let at = words[first >> 2] & ~3; at !== first; before = at, at = words[at >> 2] & ~3) {
    if ((words[(at >> 2) + 1] & ~3) !== before) throw new Error(UNLIKE_LIST); // the last bits are flags
    found.push(at);
  }
  const [head, ...more] = found.filter((at) => at < module.___heap_base);
  if (!head || more.length || found.length < 1000) throw new Error(UNLIKE_LIST);
  for (const at of found) words.fill(at === head ? head : 0, at >> 2, (at >> 2) + 2);
}

/**
 * Set memory to zero that is free or not yet used.
 * @param {import("../../../decision_tree/web/entries/runtime.js").PyodideModule} module
 */
function clearUnused(module) {
  const memory = () => module.HEAPU8;
  const top = () => module.HEAPU32[module._emscripten_get_sbrk_ptr() >> 2];
  const held = [];
  let before = top();
  const sizes = [];
  for (let size = 1 << 17; size > 512; size >>= 1) sizes.push(size);
  for (let size = 512; size >= 16; size -= 8) sizes.push(size);
  for (const size of sizes) {
    for (;;) {
      const at = module._malloc(size - 4);
      if (!at) break;
      memory().fill(0, at, at + size - 4);
      held.push(at);
      if (top() > before) {
        before = top();
        break;
      }
    }
  }
  for (const at of held) module._free(at);
  const stack = module._emscripten_stack_get_current();
  memory().fill(0, module._emscripten_stack_get_end(), stack - 1024);
  memory().fill(0, top(), memory().length);
}

/**
 * Memory without the zeros at its end.
 * @param {Uint8Array} memory
 */
function withoutZeros(memory) {
  let end = memory.length;
  while (end && !memory[end - 1]) end--;
  return memory.subarray(0, (end + 63) & ~63);
}
