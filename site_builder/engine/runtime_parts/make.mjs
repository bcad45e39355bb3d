/**
 * Makes the engine's runtime of Pyodide and the engine, under Node.js: node make.mjs PYODIDE ENGINE OUT.
 *
 * PYODIDE is the npm package's folder, ENGINE the folder decision_tree, OUT an empty one for what is made:
 * standard_library.zip, pyodide.primary.wasm, pyodide.secondary.wasm, snapshot.bin and runtime.json ({lock}).
 * What Pyodide and the engine need is found by starting both, asking the engine all that it can be asked, and
 * looking at what they imported and called. Where an assumption about Pyodide does not hold, this ends with a
 * sentence and exit code 1.
 */

import fs from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

import { EMPTY_ZIP, openSession, pack, startPyodide } from "../../../decision_tree/web/entries/runtime.js";
import { called, split, watched } from "./wasm_split.mjs";

process.on("uncaughtException", (error) => {
  const lines = String(error.message ?? error).trim().split("\n");
  console.error(error.stack);
  console.error(error.name === "PythonError" ? lines.at(-1) : lines[0]);
  process.exit(1);
});

// The same bytes on another day, machine and run: in here no time passes and nothing is random.
Date.now = () => Date.UTC(1980, 0);
performance.now = () => 0;
crypto.getRandomValues = (array) => array.fill(7);
process.env.TZ = "UTC";
globalThis.FinalizationRegistry = class {
  register() {} // nor is anything given back at a moment that differs
  unregister() {}
};

const [PYODIDE, ENGINE, OUT] = process.argv.slice(2).map((name) => path.resolve(name));
const HERE = path.dirname(fileURLToPath(import.meta.url));
const ENGINE_MODULE = "decision_tree.messages";

const { loadPyodide } = await import(pathToFileURL(path.join(PYODIDE, "pyodide.mjs")));
const { default: createPyodideModule } = await import(pathToFileURL(path.join(PYODIDE, "pyodide.asm.mjs")));
const lock = { info: JSON.parse(fs.readFileSync(path.join(PYODIDE, "pyodide-lock.json"))).info, packages: {} };

const whole = new Uint8Array(fs.readFileSync(path.join(PYODIDE, "pyodide.asm.wasm")));
const wanted = usedExports(await WebAssembly.compile(whole));
const wholeWatched = WebAssembly.compile(watched(whole, wanted));
let latest = null; // of the Pyodide that started last: its exports, and its memory before anything had run
const { instantiate } = WebAssembly;
WebAssembly.instantiate = async (...all) => {
  const made = await instantiate.call(WebAssembly, ...all);
  const { exports } = made;
  if (all[1]?.wasi_snapshot_preview1) latest = { exports, memory: new Uint8Array(exports.memory.buffer.slice(0)) };
  return made;
};

/** Start Pyodide: the whole of it and watched, unless `modules` has the two parts of another. */
function begin(library, { snapshot, modules, more } = {}) {
  const { primary: wasm = wholeWatched, secondary } = modules ?? {};
  const indexURL = PYODIDE + path.sep;
  const stdLibURL = path.resolve(library);
  return startPyodide({ loadPyodide, createPyodideModule, lock, indexURL, wasm, secondary, stdLibURL, snapshot, more });
}

/**
 * The functions of the WebAssembly that Pyodide's JavaScript calls, or that the WebAssembly itself looks up. The
 * script sets a variable to most exports; one that it uses is named in yet another place.
 */
function usedExports(module) {
  const script = fs.readFileSync(path.join(PYODIDE, "pyodide.asm.mjs"), "utf8");
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

/** A file's bytes, in the form that Python takes. */
const read = (...names) => new Uint8Array(fs.readFileSync(path.join(...names)));

/** All Python files below a folder, as {path with slashes: bytes}; the paths begin with `below`. */
function pythonFiles(folder, below = "") {
  const found = {};
  for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
    const inner = path.join(folder, entry.name);
    if (entry.isDirectory()) Object.assign(found, pythonFiles(inner, `${below}${entry.name}/`));
    else if (entry.name.endsWith(".py")) found[below + entry.name] = read(inner);
  }
  return found;
}

/** The engine's files, by their paths in the library. */
const engineFiles = () => pythonFiles(ENGINE, "decision_tree/");

function save(name, bytes) {
  fs.writeFileSync(path.join(OUT, name), bytes);
  return path.join(OUT, name);
}

/** A Pyodide that makes libraries: the whole one. */
async function librarian() {
  const pyodide = await begin(path.join(PYODIDE, "python_stdlib.zip"));
  pyodide.FS.writeFile("/library.py", read(HERE, "library.py"));
  pyodide.runPython("import sys; sys.path.insert(0, '/')");
  const library = pyodide.pyimport("library");
  const python = (one) => {
    if (one instanceof Uint8Array) return pyodide.runPython("lambda js: js.to_bytes()")(one);
    if (Array.isArray(one)) return pyodide.toPy(new Set(one));
    return pyodide.runPython("lambda js: {k: v.to_bytes() for k, v in js.object_entries()}")(one);
  };
  return (made, ...given) => library[made](...given.map(python)).toJs();
}

/** What is imported once Pyodide has started and the engine is there, and what the engine is asked to try it. */
async function importedModules(library) {
  const pyodide = await begin(library);
  for (const [name, source] of Object.entries(engineFiles())) {
    pyodide.FS.mkdirTree(path.posix.dirname(`/engine/${name}`));
    pyodide.FS.writeFile(`/engine/${name}`, source);
  }
  for (const name of ["rehearsal.py", "rehearsal_tree.py"]) pyodide.FS.writeFile(`/engine/${name}`, read(HERE, name));
  pyodide.runPython(`import sys; sys.path.insert(0, "/engine"); import ${ENGINE_MODULE}`);
  const modules = pyodide.runPython("list(sys.modules)").toJs();
  return { modules, requests: pyodide.pyimport("rehearsal").requests().toJs() };
}

/** Ask a Pyodide with the engine all that is to be asked: the replies. Python collects its garbage more often. */
function rehearse(pyodide, requests) {
  const gc = pyodide.pyimport("gc");
  gc.set_threshold(100);
  const session = openSession(pyodide);
  return requests.map((text, number) => {
    if (number % 100 === 0) gc.collect();
    return session.handle(text);
  });
}

/** The functions of the WebAssembly that are called when the engine starts, in either way, and answers. */
async function functionsCalled(library, requests) {
  rehearse(await begin(library), requests);
  const found = called(latest.exports);
  const snapshot = bufferOf(await snapshotOf(library));
  rehearse(await begin(save("empty.zip", EMPTY_ZIP), { snapshot }), requests);
  return new Set([...found, ...called(latest.exports)]);
}

/** A snapshot as the worker has it: bytes that are on their way. */
const bufferOf = (bytes) => Promise.resolve(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));

/** Take a snapshot, and pack it. */
async function snapshotOf(library, modules) {
  const pyodide = await begin(library, {
    modules,
    more: { _makeSnapshot: true, env: { LANG: "C.UTF-8", PYTHONNODEBUGRANGES: "1", PYTHONHASHSEED: "0" } },
  });
  pyodide.runPython(`
import ${ENGINE_MODULE}
import gc, importlib, linecache, re, sys, typing, zipimport
linecache.clearcache()
re.purge()
for clear in typing._cleanups: clear()
zipimport._zip_directory_cache.clear()
sys.path_importer_cache.clear()
for _ in range(3): gc.collect()
del _, clear, gc, importlib, linecache, re, sys, typing, zipimport
`);
  const filled = withoutZeros(latest.memory);
  clearUnused(pyodide._module);
  const whole = pyodide.makeMemorySnapshot();
  const [, start] = new Uint32Array(whole.buffer, whole.byteOffset, 2);
  return pack(whole.subarray(start), filled, whole.slice(0, start));
}

/** Memory that is free or not yet used still holds what was there; zeros need not travel. */
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

/** Memory without the zeros at its end. */
function withoutZeros(memory) {
  let end = memory.length;
  while (end && !memory[end - 1]) end--;
  return memory.subarray(0, (end + 63) & ~63);
}

/** Start the engine in both ways and compare what they say, without the secondary module. */
async function check(library, snapshot, primary, requests) {
  let missed = null; // thrown alone, it could become one of the engine's replies
  const secondary = () => {
    missed = new Error("the engine calls functions of the WebAssembly that it did not call before");
    throw missed;
  };
  const replies = [];
  for (const pyodide of [
    await begin(library, { modules: { primary, secondary } }),
    await begin(path.join(OUT, "empty.zip"), { modules: { primary, secondary }, snapshot: bufferOf(snapshot) }),
  ]) {
    replies.push(rehearse(pyodide, requests));
  }
  if (missed) throw missed;
  const differs = requests.findIndex((_, at) => replies[0][at] !== replies[1][at]);
  if (differs >= 0) throw new Error(`the engine's reply differs: ${replies.map((all) => all[differs]).join(" / ")}`);
}

async function main() {
  const make = await librarian();
  const shipped = read(PYODIDE, "python_stdlib.zip");
  const everything = save("everything.zip", make("with_stand_ins", shipped, pythonFiles(path.join(HERE, "stand_ins"))));
  const { modules, requests } = await importedModules(everything);
  const library = save("standard_library.zip", make("trimmed", read(everything), modules, engineFiles()));
  const { primary, secondary } = split(whole, await functionsCalled(library, requests), wanted);
  save("pyodide.primary.wasm", primary);
  save("pyodide.secondary.wasm", secondary);
  await WebAssembly.compile(secondary); // that it is one: nothing below asks for it
  const compiled = WebAssembly.compile(primary);
  const snapshot = await snapshotOf(library, { primary: compiled, secondary: () => secondary });
  save("snapshot.bin", snapshot);
  save("runtime.json", JSON.stringify({ lock }));
  await check(library, snapshot, compiled, requests);
  for (const name of ["everything.zip", "empty.zip"]) fs.rmSync(path.join(OUT, name));
}

await main();
process.exit(0); // Pyodide may leave a timer behind
