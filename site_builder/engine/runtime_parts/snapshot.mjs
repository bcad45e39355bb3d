/**
 * The snapshot: the memory of a Pyodide that has imported the engine, from which the next Pyodide starts.
 *
 * It is stored as its differences from the memory of a new instance (pack in runtime.js). Memory that is free is set
 * to zero first: zeros compress to nothing, and what was left there would tell of the machine that made the snapshot.
 */

import { pack } from "../../../decision_tree/web/entries/runtime.js";

/** The module that has imported all of the engine that a browser uses. */
export const ENGINE_MODULE = "decision_tree.messages";

const OPTIONS = { _makeSnapshot: true, env: { LANG: "C.UTF-8", PYTHONNODEBUGRANGES: "1", PYTHONHASHSEED: "0" } };

/** Import the engine, and forget what only this import needed. */
const IMPORT = `
import ${ENGINE_MODULE}
import gc, importlib, linecache, re, sys, typing, zipimport
linecache.clearcache()
re.purge()
for clear in typing._cleanups: clear()
zipimport._zip_directory_cache.clear()
sys.path_importer_cache.clear()
for _ in range(3): gc.collect()
del _, clear, gc, importlib, linecache, re, sys, typing, zipimport
`;

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
  clearUnused(pyodide._module);
  const whole = pyodide.makeMemorySnapshot();
  const [, start] = new Uint32Array(whole.buffer, whole.byteOffset, 2);
  return pack(whole.subarray(start), filled, whole.slice(0, start));
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
