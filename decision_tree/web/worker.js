/**
 * The engine's worker: Pyodide, the engine's wheel, one session. Everything it loads lies beside it.
 *
 * The page sends JSON text and gets JSON text, as decision_tree/messages.py describes. The first message,
 * {"type": "start", "tree": address}, makes this worker load the rest; if a stage fails it says so with
 * {"type": "failed", "stage", "message"} and is of no further use.
 */

const PROTOCOL = 1;
const here = new URL(".", import.meta.url);
let session = null;
let starting = null;

// Pyodide does not reject when its WebAssembly cannot be had: it only leaves a rejection unhandled.
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
  starting = { id, stage: "pyodide" };
  try {
    const text = fetchText(tree);
    const wheel = fetchText(new URL("engine.json", here)).then((record) =>
      fetchBytes(new URL(JSON.parse(record).wheel, here)),
    );
    for (const early of [text, wheel]) early.catch(() => {}); // reported where they are awaited
    const { loadPyodide } = await import("./pyodide.mjs");
    const pyodide = await loadPyodide({ indexURL: here.href });
    starting.stage = "engine";
    const folder = pyodide.runPython("import site; site.getsitepackages()[0]");
    pyodide.unpackArchive(await wheel, "wheel", { extractDir: folder });
    const fresh = pyodide.runPython("from decision_tree.messages import Session; Session()");
    starting.stage = "tree";
    const loaded = fresh.handle(JSON.stringify({ v: PROTOCOL, id, type: "load", tree: await text }));
    session = fresh;
    starting = null;
    self.postMessage(loaded);
  } catch (error) {
    failed(error);
  }
});

function failed(error) {
  const message = String(error?.message ?? error);
  self.postMessage(JSON.stringify({ v: PROTOCOL, type: "failed", ...starting, message }));
}

async function fetchOk(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return response;
}

async function fetchText(address) {
  return (await fetchOk(address)).text();
}

async function fetchBytes(address) {
  return (await fetchOk(address)).arrayBuffer();
}
