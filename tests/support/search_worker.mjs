/**
 * Runs a locale's search as the browser does: the theme's worker with its scripts and index, all as the site has them.
 *
 * Arguments: the locale's folder, then what is searched for. Prints for each the addresses that are found, as JSON: each
 * hit of the first rank and, after it, what the theme lists below it.
 */

import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import vm from "node:vm";

const [folder, ...queries] = process.argv.slice(2);
const workers = path.join(folder, "assets/javascripts/workers");
const [script = ""] = readdirSync(workers).filter((name) => name.endsWith(".js"));

/** @type {(event: {data: object}) => void} */
let receive = () => {};
/** @type {(message: any) => void} */
let answered = () => {};
const scope = vm.createContext({
  console,
  addEventListener: (/** @type {string} */ _, /** @type {typeof receive} */ listener) => (receive = listener),
  postMessage: (/** @type {object} */ message) => answered(message),
  importScripts: (/** @type {string[]} */ ...names) => names.forEach((name) => run(path.join(workers, name))),
});
scope.self = scope;
/** @param {string} file */
const run = (file) => vm.runInContext(readFileSync(file, "utf-8"), scope, { filename: file });
/**
 * @param {number} type
 * @param {any} data
 * @returns {Promise<any>}
 */
const ask = (type, data) =>
  new Promise((resolve) => {
    answered = resolve;
    receive({ data: { type, data } });
  });

run(path.join(workers, script));
const index = JSON.parse(readFileSync(path.join(folder, "search/search_index.json"), "utf-8"));
await ask(0, { ...index, options: { suggest: false } }); // set up
const found = [];
for (const query of queries) {
  const { data } = await ask(2, query);
  const hits = data.items.map((/** @type {{location: string}[]} */ item) => item.map(({ location }) => location));
  found.push(hits);
}
console.log(JSON.stringify(found));
