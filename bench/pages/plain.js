// What Pyodide's documentation shows: load it, unpack an archive, call Python.
import { loadPyodide } from "../ENGINE_PLAIN/pyodide.mjs";

const pyodide = await loadPyodide();
const engine = await (await fetch("../ENGINE_PLAIN/engine.zip")).arrayBuffer();
pyodide.unpackArchive(engine, "zip");
const session = pyodide.runPython("from decision_tree.messages import Session; Session()");
const tree = await (await fetch("../en-US/tree.json")).text();
session.handle(JSON.stringify({ v: 1, id: 0, type: "load", tree }));
postMessage(session.handle(JSON.stringify({ v: 1, id: 1, type: "decide", answers: {} })));
