/**
 * Starts Pyodide: from a snapshot of its memory with the engine imported, or from a small standard library. The
 * build makes both with this same code. site_builder/engine/runtime_parts/snapshot.mjs takes the snapshot.
 *
 * A snapshot is packed as its differences from the memory of a new instance: four numbers of 32 bits (MAGIC, how
 * many bytes the WebAssembly itself fills, the count of runs, the length of Pyodide's own header), of each run
 * its address and length, the header, and the bytes of the runs one after the other. The SHA-256 of all that follows
 * them in the file: so a snapshot says by itself whether it is whole, and which one it is.
 */

/**
 * @typedef {object} Pyodide What is used of its API.
 * @property {(code: string) => any} runPython
 * @property {(name: string) => any} pyimport
 * @property {(value: unknown) => any} toPy
 * @property {{writeFile: (path: string, content: Uint8Array) => void, mkdirTree: (path: string) => void}} FS
 * @property {() => Uint8Array} makeMemorySnapshot
 * @property {PyodideModule} _module
 */
/**
 * @typedef {object} PyodideModule Emscripten's.
 * @property {Uint8Array} HEAPU8
 * @property {Uint32Array} HEAPU32
 * @property {number} ___heap_base
 * @property {() => number} _emscripten_get_sbrk_ptr
 * @property {() => number} _emscripten_stack_get_current
 * @property {() => number} _emscripten_stack_get_end
 * @property {(size: number) => number} _malloc
 * @property {(address: number) => void} _free
 */
/** @typedef {(options: object) => Promise<Pyodide>} LoadPyodide */
/** @typedef {(settings: object) => Promise<PyodideModule>} CreatePyodideModule */
/** @typedef {() => Uint8Array<ArrayBuffer> | ArrayBuffer} Secondary Gives the secondary module, synchronously. */
/** @typedef {{handle: (request: string) => string}} Session Answers the requests of decision_tree/messages.py. */

const MAGIC = 0x314e5347; // "GSN1"
const WASM = "pyodide.asm.wasm"; // what Pyodide calls it

/** The prefix of a primary module's exports that are for its secondary module, and for joining the two. */
export const PREFIX = "split:";

/** A module that exports the function it imports: a table of WebAssembly takes only exported functions. */
const CALLER = new Uint8Array([
  0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 1, 4, 1, 0x60, 0, 0, 2, 7, 1, 1, 0x6d, 1, 0x66, 0, 0, 7, 5, 1, 1, 0x66, 0, 0,
]); // prettier-ignore

/** An empty archive, the standard library for a snapshot: everything is imported already. */
export const EMPTY_ZIP = new Uint8Array(22);
EMPTY_ZIP.set([0x50, 0x4b, 5, 6]);

/** Seeds random anew: the snapshot has its state, the same for everybody. */
const SESSION = `
import sys
from decision_tree.messages import Session
if "random" in sys.modules:
    sys.modules["random"].seed()
Session()
`;

/** Forgets the engine, so that it is imported anew. The modules stay in memory: to free them takes time. */
const FORGET = `
import sys
forgotten = [sys.modules.pop(name) for name in list(sys.modules) if name.partition(".")[0] == "decision_tree"]
`;

/**
 * A session of the engine in a Pyodide that has it.
 * @param {Pyodide} pyodide
 * @param {boolean} [anew] Whether the engine in its memory is another version than the one in its library.
 * @returns {Session}
 */
export function openSession(pyodide, anew = false) {
  if (anew) pyodide.runPython(FORGET);
  return pyodide.runPython(SESSION);
}

/**
 * Start Pyodide. Resolves with it and rejects where a part fails.
 * @param {object} about
 * @param {LoadPyodide} about.loadPyodide Of pyodide.mjs.
 * @param {CreatePyodideModule} about.createPyodideModule Of pyodide.asm.mjs.
 * @param {object} about.lock Pyodide's lock file, without packages.
 * @param {string} about.indexURL The folder that Pyodide asks for its files.
 * @param {Promise<WebAssembly.Module>} about.wasm Pyodide's, whole or the primary module of two.
 * @param {Secondary} [about.secondary] Called when a function in the secondary module is called for the first time.
 * @param {string} about.stdLibURL
 * @param {Promise<BodyInit>} [about.library] The content of stdLibURL, where it need not be fetched.
 * @param {Promise<ArrayBuffer>} [about.snapshot] The packed snapshot to start from.
 * @param {(exports: WebAssembly.Exports) => void} [about.instantiated] Called with all exports, before anything runs.
 * @param {object} [about.more] More options of loadPyodide.
 */
export async function startPyodide(about) {
  const { loadPyodide, createPyodideModule, lock, indexURL, stdLibURL, library, snapshot, more } = about;
  const packed = snapshot && unpack(await snapshot);
  /** @type {Map<string, Promise<BodyInit | null>>} */
  const known = new Map([[indexURL + WASM, Promise.resolve(null)]]);
  if (library) known.set(stdLibURL, library);
  const loading = new Loading(about, known, packed?.filled ?? 0);
  try {
    const pyodide = loadPyodide({
      indexURL,
      stdLibURL,
      lockFileContents: lock,
      packageBaseUrl: indexURL,
      env: { LANG: "C.UTF-8", PYTHONNODEBUGRANGES: "1" },
      createPyodideModule: async (/** @type {object} */ settings) => {
        const module = await createPyodideModule({ ...settings, thisProgram: "engine" });
        if (packed && loading.first) restore(packed, module, loading.first);
        return module;
      },
      ...(packed && { _loadSnapshot: packed.header }),
      ...more,
    });
    return await Promise.race([pyodide, loading.failed]);
  } finally {
    loading.done();
  }
}

/**
 * Replaces fetch and WebAssembly.instantiate while Pyodide loads, to give it what is being fetched already. Exports
 * for the secondary module are left out.
 */
class Loading {
  /**
   * @param {Pick<Parameters<typeof startPyodide>[0], "wasm" | "secondary" | "instantiated">} about
   * @param {Map<string, Promise<BodyInit | null>>} known The content of some addresses.
   * @param {number} filled How many bytes the WebAssembly itself fills.
   */
  constructor({ wasm, secondary, instantiated }, known, filled) {
    const { fetch } = globalThis;
    const { instantiate, instantiateStreaming } = WebAssembly;
    /** @type {Uint8Array | null} The memory that the WebAssembly itself fills, before anything has run. */
    this.first = null;
    this.failed = new Promise((_, fail) => {
      /** @type {(otherwise: Function) => (source: any, imports?: WebAssembly.Imports) => Promise<any>} */
      const ours = (otherwise) => async (source, imports) => {
        if (!imports?.wasi_snapshot_preview1) return otherwise.call(WebAssembly, source, imports);
        try {
          const module = await wasm;
          const given = importsOf(module, imports);
          const { exports } = await instantiate.call(WebAssembly, module, given);
          instantiated?.(exports);
          const memory = /** @type {WebAssembly.Memory} */ (exports.memory);
          this.first = new Uint8Array(memory.buffer.slice(0, filled));
          joinWhenCalled(exports, given, secondary);
          const told = Object.entries(exports).filter(([name]) => !name.startsWith(PREFIX));
          return { module, instance: { exports: Object.fromEntries(told) } };
        } catch (error) {
          fail(error); // Pyodide would only warn of it in the console, and wait for ever
          return new Promise(() => {});
        }
      };
      WebAssembly.instantiate = ours(instantiate);
      WebAssembly.instantiateStreaming = ours(instantiateStreaming);
    });
    this.failed.catch(() => {});
    globalThis.fetch = async (what, ...rest) =>
      known.has(String(what)) ? new Response(await known.get(String(what))) : fetch(what, ...rest);
    this.done = () => {
      Object.assign(WebAssembly, { instantiate, instantiateStreaming });
      globalThis.fetch = fetch;
    };
  }
}

/**
 * A copy of a module's imports: the secondary module needs the same ones.
 * @param {WebAssembly.Module} module
 * @param {WebAssembly.Imports} imports
 */
function importsOf(module, imports) {
  /** @type {WebAssembly.Imports} */
  const given = {};
  for (const { module: from, name } of WebAssembly.Module.imports(module)) {
    (given[from] ??= {})[name] = imports[from][name];
  }
  return given;
}

/**
 * Have the secondary module join a primary one when a function that lies in it is first called.
 * @param {WebAssembly.Exports} exports
 * @param {WebAssembly.Imports} given What both import.
 * @param {Secondary | undefined} secondary
 */
export function joinWhenCalled(exports, given, secondary) {
  const table = /** @type {WebAssembly.Table | undefined} */ (exports[`${PREFIX}join`]);
  const joined = /** @type {WebAssembly.Global} */ (exports[`${PREFIX}joined`]);
  if (!table || !secondary) return; // a whole module
  const f = () => {
    new WebAssembly.Instance(new WebAssembly.Module(secondary()), { ...given, [PREFIX]: exports });
    joined.value = 1;
  };
  table.set(0, new WebAssembly.Instance(new WebAssembly.Module(CALLER), { m: { f } }).exports.f);
}

/**
 * Pack a snapshot as its differences.
 * @param {Uint8Array} memory The whole memory of a Pyodide whose snapshot was taken.
 * @param {Uint8Array} first What the WebAssembly itself fills, from address 0.
 * @param {Uint8Array} header Pyodide's own, that stands before the memory.
 * @returns {Uint8Array<ArrayBuffer>} The packed snapshot.
 */
export function pack(memory, first, header) {
  const grain = 64; // bytes; runs are cut at its multiples, since a run costs eight bytes
  /** @type {[number, number][]} The address and the length of each. */
  const runs = [];
  const isNew = (/** @type {number} */ at, /** @type {number} */ end) => {
    for (let i = at; i < end; i++) if (memory[i] !== (i < first.length ? first[i] : 0)) return true;
    return false;
  };
  for (let at = 0; at < memory.length; at += grain) {
    const end = Math.min(at + grain, memory.length);
    if (!isNew(at, end)) continue;
    const last = runs.at(-1);
    if (last && at - (last[0] + last[1]) <= grain) last[1] = end - last[0];
    else runs.push([at, end - at]);
  }
  const sizes = runs.reduce((sum, [, length]) => sum + length, 0);
  const packed = new Uint8Array(16 + 8 * runs.length + header.length + sizes);
  new Uint32Array(packed.buffer, 0, 4 + 2 * runs.length).set(
    [MAGIC, first.length, runs.length, header.length, ...runs.flat()],
  );
  let at = 16 + 8 * runs.length;
  packed.set(header, at);
  at += header.length;
  for (const [from, length] of runs) {
    packed.set(memory.subarray(from, from + length), at);
    at += length;
  }
  return packed;
}

/** @param {ArrayBuffer} buffer A packed snapshot. */
function unpack(buffer) {
  const [magic, filled, count, headerLength] = new Uint32Array(buffer, 0, 4);
  if (magic !== MAGIC) throw new Error("the snapshot is not one of this engine");
  const runs = new Uint32Array(buffer, 16, 2 * count);
  const start = 16 + 8 * count;
  return { buffer, filled, runs, header: new Uint8Array(buffer.slice(start, start + headerLength)), start: start + headerLength };
}

/**
 * Restore the snapshot's memory in a new Pyodide, whatever its start has left there.
 * @param {ReturnType<typeof unpack>} packed
 * @param {PyodideModule} module
 * @param {Uint8Array} first What the WebAssembly itself fills, from address 0.
 */
function restore({ buffer, runs, start }, module, first) {
  const memory = module.HEAPU8;
  const end = (runs.at(-2) ?? 0) + (runs.at(-1) ?? 0);
  if (end > memory.length) throw new Error("the snapshot needs more memory than there is");
  memory.set(first, 0);
  memory.fill(0, first.length, module.HEAPU32[module._emscripten_get_sbrk_ptr() >> 2]);
  let at = start;
  for (let i = 0; i < runs.length; i += 2) {
    memory.set(new Uint8Array(buffer, at, runs[i + 1]), runs[i]);
    at += runs[i + 1];
  }
}
