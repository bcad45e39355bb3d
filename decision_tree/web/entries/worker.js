/**
 * The engine's worker: Pyodide with the engine, one session.
 *
 * The page sends JSON text and gets JSON text, as decision_tree/messages.py describes. The first message,
 * {"type": "start", "tree": address}, makes this worker load the tree, as it is on the day that may stand in the
 * address after "#"; if a stage fails it says so with
 * {"type": "failed", "stage", "message"} and is of no further use. {"type": "fetched"} says that all files are there
 * and Pyodide starts, {"type": "loading"} that the reply to the present request waits for the secondary module.
 *
 * The worker's name says what Pyodide starts from: "snapshot", which starts sooner, or "library", which is less to
 * load and works where a snapshot does not. All files are fetched at once, before anything runs; only the secondary
 * module, of functions that the engine should not need, is fetched when one of them is called.
 */

const PROTOCOL = 1;
/**
 * The addresses of the runtime's files, which the build fills in. They have hashes, so that this worker never meets
 * another version of a file, but for the snapshot: of that a browser may have one with an earlier engine in it.
 * @type {Record<string, string>}
 */
const FILES = {};
/**
 * The SHA-256 of what is compared with it, in hexadecimal, which the build fills in.
 * @type {Record<string, string>}
 */
const HASHES = {};
const HASH_SIZE = 32; // bytes
const here = new URL(".", import.meta.url).href;
const fromSnapshot = self.name !== "library";
/** @type {Promise<ArrayBuffer> | undefined} The engine, where the snapshot has another version of it. */
let engine;
/** @type {import("./runtime.js").Session | undefined} */
let session;
let starting = true;
const start = { id: 0, stage: "pyodide" }; // of the reply: the request, and the stage of the start

const asked = {
  wasm: WebAssembly.compileStreaming(fetchOk(addressOf("pyodide.primary.wasm"))),
  memory: fromSnapshot ? fetchSnapshot() : fetchBytes("standard_library.zip"),
  record: fetchOk(addressOf("engine.json")).then((response) => response.json()),
  pyodide: import(addressOf("pyodide.mjs")),
  module: import(addressOf("pyodide.asm.mjs")),
  /** @type {Promise<typeof import("./runtime.js")>} */
  runtime: import(addressOf("runtime.js")),
};
for (const early of Object.values(asked)) early.catch(() => {}); // reported where they are awaited

// Pyodide does not reject when some part of it cannot be had: it only leaves a rejection unhandled.
self.addEventListener("unhandledrejection", (event) => {
  if (!starting) return;
  event.preventDefault();
  failed(event.reason);
});

self.addEventListener("message", async ({ data }) => {
  if (session) {
    self.postMessage(session.handle(data));
    return;
  }
  const { id, tree } = JSON.parse(data);
  start.id = id;
  try {
    start.stage = "tree";
    const text = await (await fetchOk(tree)).text(); // a small file, here before the others
    start.stage = "pyodide";
    const all = Promise.all(Object.values(asked));
    all.then(() => self.postMessage(JSON.stringify({ v: PROTOCOL, type: "fetched" }))).catch(() => {});
    const { startPyodide, openSession, EMPTY_ZIP } = await asked.runtime;
    const pyodide = await startPyodide({
      loadPyodide: (await asked.pyodide).loadPyodide,
      createPyodideModule: (await asked.module).default,
      lock: (await asked.record).lock,
      indexURL: here,
      wasm: asked.wasm,
      secondary,
      stdLibURL: addressOf("standard_library.zip"),
      library: asked.memory.then((library) => (fromSnapshot ? (engine ?? EMPTY_ZIP) : library)),
      snapshot: fromSnapshot ? asked.memory : undefined,
    });
    start.stage = "engine";
    const fresh = openSession(pyodide, engine !== undefined);
    start.stage = "tree";
    const day = new URL(tree).hash.slice(1);
    const loaded = fresh.handle(JSON.stringify({ v: PROTOCOL, id, type: "load", tree: text, day }));
    session = fresh;
    starting = false;
    self.postMessage(loaded);
    Intl.DateTimeFormat(); // reads data for the whole process: here they hold up no page, whose card needs them next
  } catch (error) {
    failed(error);
  }
});

/** @param {unknown} error */
function failed(error) {
  const message = error instanceof Error ? error.message : String(error);
  self.postMessage(JSON.stringify({ v: PROTOCOL, type: "failed", ...start, message }));
}

/**
 * @param {string} name
 * @returns {string}
 */
function addressOf(name) {
  return new URL(FILES[name], here).href;
}

/** @param {string} address */
async function fetchOk(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return response;
}

/**
 * A file that Pyodide starts from, compared with its hash. On a site of http browsers have no hashes, and a network can
 * change everything anyway.
 * @param {string} name
 */
async function fetchBytes(name) {
  const bytes = await (await fetchOk(addressOf(name))).arrayBuffer();
  await compare(name, bytes, HASHES[name]);
  return bytes;
}

/**
 * The snapshot, compared with the hash at its end. Where that is not the one of this version, it has another engine:
 * the file was in the browser's cache. All else in it is the same, by its address; so this version's engine is fetched
 * beside it, a fortieth of its bytes.
 */
async function fetchSnapshot() {
  const name = "snapshot.bin";
  const bytes = await (await fetchOk(addressOf(name))).arrayBuffer();
  const end = Math.max(bytes.byteLength - HASH_SIZE, 0);
  const hash = hexadecimal(bytes.slice(end));
  await compare(name, bytes.slice(0, end), hash);
  if (hash !== HASHES[name]) await (engine = fetchBytes("engine.zip"));
  return bytes;
}

/**
 * @param {string} name
 * @param {ArrayBuffer} bytes
 * @param {string} hash
 */
async function compare(name, bytes, hash) {
  const digest = await self.crypto.subtle?.digest("SHA-256", bytes);
  if (digest && hexadecimal(digest) !== hash) throw new Error(`${name} is not as it was made`);
}

/** @param {ArrayBuffer} bytes */
function hexadecimal(bytes) {
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The secondary module, fetched synchronously: a call of a WebAssembly function cannot be suspended. */
function secondary() {
  self.postMessage(JSON.stringify({ v: PROTOCOL, type: "loading" }));
  const request = new XMLHttpRequest();
  request.open("GET", addressOf("pyodide.secondary.wasm"), false);
  request.responseType = "arraybuffer";
  request.send();
  if (request.status !== 200) throw new Error(`${request.responseURL}: ${request.status}`);
  return request.response;
}
