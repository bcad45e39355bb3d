// What Pyodide's documentation shows: load it, unpack a wheel, call Python.
import { loadPyodide } from "../ENGINE_PLAIN/pyodide.mjs";

const pyodide = await loadPyodide();
const wheel = await (await fetch("../ENGINE_PLAIN/WHEEL")).arrayBuffer();
pyodide.unpackArchive(wheel, "wheel");
const session = pyodide.runPython("from decision_tree.messages import Session; Session()");
const tree = await (await fetch("../en-US/tree.json")).text();
session.handle(JSON.stringify({ v: 1, id: 0, type: "load", tree }));
postMessage(session.handle(JSON.stringify({ v: 1, id: 1, type: "decide", answers: {} })));
