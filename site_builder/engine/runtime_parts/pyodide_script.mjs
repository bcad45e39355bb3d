/**
 * Pyodide's script, pyodide.asm.mjs: which exports of the WebAssembly it calls, and the script without the others.
 *
 * The script declares a variable for each export, 4,867 in all, sets it, and makes it a member of the module: a third
 * of its text. All but some three hundred are for packages of C code, which the engine has none of.
 */

/** How the script sets the variable of an export. */
const SETS = /([\w$]+)=Module\["[\w$]+"\]=wasmExports\["([^"]+)"\]/g;
/** How it declares them, all at once. */
const DECLARES = /\bvar ((?:[\w$]+,){1000,}[\w$]+);/;

/**
 * The functions of the WebAssembly that Pyodide's script calls, or that the WebAssembly itself looks up, by name.
 * The script sets a variable to most exports; one that it uses is named in yet another place.
 * @param {WebAssembly.Module} module
 * @param {string} script
 */
export function usedExports(module, script) {
  const variables = new Map([...script.matchAll(SETS)].map(([, variable, name]) => [name, variable]));
  const count = new Map();
  for (const [word] of script.matchAll(/[\w$]+/g)) count.set(word, (count.get(word) ?? 0) + 1);
  // Where it is set, an export is named once, and its variable three times: declared, set, a member of the module.
  const isNamed = (/** @type {string} */ name) =>
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

/**
 * The script without the variables of functions that are not used.
 * @param {WebAssembly.Module} module
 * @param {string} script
 * @param {Set<string>} used
 */
export function withoutUnused(module, script, used) {
  const functions = WebAssembly.Module.exports(module).filter(({ kind }) => kind === "function");
  const unused = new Set(functions.map(({ name }) => name).filter((name) => !used.has(name)));
  const sets = [...script.matchAll(SETS)].filter(([, , name]) => unused.has(name));
  const gone = new Set(sets.map(([, variable]) => variable));
  const staying = (/** @type {string} */ names) => names.split(",").filter((name) => !gone.has(name)).join(",");
  const shorter = script
    .replace(new RegExp(`${SETS.source};`, "g"), (text, variable) => (gone.has(variable) ? "" : text))
    .replace(DECLARES, (_, names) => `var ${staying(names)};`);
  const left = shorter.match(/[\w$]+/g)?.find((word) => gone.has(word));
  if (left) throw new Error(`Pyodide's script names ${left} where that was not expected.`);
  return shorter;
}
