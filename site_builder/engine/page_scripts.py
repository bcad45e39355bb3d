"""Bundles JavaScript: each module in decision_tree/web/entries/ becomes a minified script of its name.

Without it a page would ask for two dozen files, one after another as each names the next. esbuild does it,
pinned by package-lock.json as Pyodide is.
"""

from __future__ import annotations

import hashlib
import json
import posixpath
import re
import shutil
import subprocess
from collections.abc import Callable, Iterable
from pathlib import Path

from decision_tree.tools import TOOLS
from site_builder.engine.npm import ESBUILD, PROJECT, fetch, node, pinned
from site_builder.problems import BuildError
from site_builder.store import made, sha256_of

WEB = PROJECT / "decision_tree" / "web"
ENTRIES = "entries"
"""The folder of what pages, frames, hosts and the worker load: each module is one script of the site."""
CLASSIC = ("embedded_theme.js",)
"""Entries that are no modules: they run before anything is painted."""
WORKER = "worker.js"
"""The entry of the engine's worker, which the runtime fills in and publishes."""
AS_THEY_ARE = ("runtime.js",)
"""Entries that are not bundled: the build runs it too, the very same."""
SCRIPTS = {path.name: path.name for path in sorted((WEB / ENTRIES).glob("*.js"))}
"""All scripts by their names, where no site says their addresses."""
_TOOLS = [
    {
        "name": tool.name,
        "title": tool.title,
        "description": tool.description,
        "inputSchema": tool.input_schema,
        "parts": tool.parts,
    }
    for tool in TOOLS
]
OPTIONS = (
    "--bundle",
    "--tsconfig-raw={}",  # or it reads one from wherever the modules lie
    f"--define:TOOLS={json.dumps(_TOOLS)}",  # for the script that offers them
    "--minify",
    "--target=es2022",
    "--charset=utf8",
    "--legal-comments=none",
    "--log-level=error",
    "--log-limit=1",
    "--color=false",
)


def make_page_scripts(cache: Path, report: Callable[[str], None], web: Path = WEB) -> Path:
    """The folder with all scripts for the engine's folder of the site, made into `cache` unless it is there.

    `web` holds the modules. `report` is told, in one line each, what happens. Raises BuildError if
    package-lock.json pins no esbuild, it cannot be had or run, a module is wrong, or the scripts cannot be
    stored; `cache` is then as it was.
    """

    def make(folder: Path) -> None:
        report("Making the pages' scripts …")
        esbuild = fetch(ESBUILD, cache, report)
        _bundle([*node(), str((esbuild / "bin" / "esbuild").resolve())], web, folder)

    _, integrity = pinned(ESBUILD.name)
    try:
        return made(cache / "scripts", _key(integrity, web), make, compared=True)
    except OSError as error:
        raise BuildError(f"The pages' scripts could not be stored in {cache}: {error}.") from error


def bundle_script(cache: Path, report: Callable[[str], None], entry: Path) -> str:
    """A module with all that it imports from its folder as one minified script, for a page that carries its
    scripts in itself: modules of their own do not load from a file.

    It is made into `cache` unless it is there. Raises BuildError as `make_page_scripts` does, OSError.
    """

    def make(folder: Path) -> None:
        esbuild = fetch(ESBUILD, cache, report)
        command = [*node(), str((esbuild / "bin" / "esbuild").resolve())]
        place = entry.parent.relative_to(PROJECT).as_posix()
        _bundle_form(command, entry.parent, place, [entry.name], "esm", folder)

    _, integrity = pinned(ESBUILD.name)
    folder = made(cache / "bundled", _key(integrity, entry.parent), make, compared=True)
    return (folder / entry.name).read_text(encoding="utf-8")


def _key(integrity: str, web: Path) -> str:
    """A name for all that decides the bytes: esbuild, what it is told, and the modules."""
    told = [integrity, OPTIONS, CLASSIC, AS_THEY_ARE]
    digest = hashlib.sha256(json.dumps(told).encode())
    for path in sorted(web.rglob("*.js")):
        digest.update(f"\n{path.relative_to(web).as_posix()} {sha256_of(path)}".encode())
    return digest.hexdigest()[:16]


def _bundle(esbuild: list[str], web: Path, out: Path) -> None:
    entries = web / ENTRIES
    modules = {path.name for path in entries.glob("*.js")} - {*CLASSIC, *AS_THEY_ARE, WORKER}
    for names, form in ((sorted(modules), "esm"), (CLASSIC, "iife")):
        _bundle_form(esbuild, entries, f"decision_tree/web/{ENTRIES}", names, form, out)
    for name in AS_THEY_ARE:
        shutil.copyfile(entries / name, out / name)


def _bundle_form(
    esbuild: list[str], entries: Path, place: str, names: Iterable[str], form: str, out: Path
) -> None:
    """Bundle these entries of a folder, which messages call `place`. Raises BuildError with what esbuild
    says."""
    done = subprocess.run(
        [*esbuild, *names, *OPTIONS, f"--format={form}", f"--outdir={out}"],
        cwd=entries,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
    )
    if done.returncode:
        raise BuildError(_said(done.stderr, place))


def _said(output: str, folder: str) -> str:
    """One sentence of what esbuild says of a module: its file, line and fault."""
    place = re.search(r"^ +([^\s:]+\.js):(\d+):\d+:$", output, re.MULTILINE)
    fault = re.search(r"\[ERROR\] (.*)", output)
    module = posixpath.normpath(f"{folder}/{place[1]}") if place else ""
    where = f"{module}:{place[2]}: " if place else ""
    return f"{where}{fault[1] if fault else output.strip() or 'esbuild gave no reason'}"
