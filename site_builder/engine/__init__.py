"""The engine's folder of the site: what the browser downloads to run the decision engine.

It imports nothing of the other rooms but the ground, and no package that must be installed: the set-up runs
it while packages are on their way.

- npm: fetches Pyodide, esbuild and elkjs as package-lock.json pins them, and finds npm and Node.js.
- page_scripts: bundles the JavaScript of decision_tree/web, and that of a page on its own.
- runtime: has the runtime made of Pyodide and the engine, and puts all of it into the site.
- runtime_parts/make.mjs: makes the runtime, under Node.js, in these steps:
    - pyodide_package.mjs starts the pinned Pyodide; pyodide_script.mjs takes the exports of the WebAssembly
      that nothing calls out of its script.
    - standard_library.py trims the standard library to what was imported, compiled; stand_ins/ are small
      modules in place of large ones that are of no use in a browser.
    - rehearsal.mjs finds the WebAssembly functions that the engine calls, by asking it all requests of
      rehearsal.py about the tree of rehearsal_tree.py.
    - wasm_split.mjs, with wasm_binary.mjs, splits the WebAssembly into a primary and a secondary module.
    - snapshot.mjs takes the snapshot: the memory from which Pyodide starts with the engine imported. One
      with an earlier engine serves, too, with engine.zip.
"""

from site_builder.engine.npm import ELK, PROJECT, fetch, node, pinned
from site_builder.engine.page_scripts import SCRIPTS, bundle_script, make_page_scripts
from site_builder.engine.page_styles import make_page_styles
from site_builder.engine.runtime import make_runtime, write_engine

__all__ = [
    "ELK",
    "PROJECT",
    "SCRIPTS",
    "bundle_script",
    "fetch",
    "make_page_scripts",
    "make_page_styles",
    "make_runtime",
    "node",
    "pinned",
    "write_engine",
]
