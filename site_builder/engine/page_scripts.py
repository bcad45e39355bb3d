"""Makes the scripts that pages load of the modules in decision_tree/web: one file for each entry, minified.

A page would else ask for two dozen files, one after another as each names the next. esbuild does it, pinned
by package-lock.json as Pyodide is.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

from site_builder.engine.npm import ESBUILD, PROJECT, fetch, node, pinned
from site_builder.problems import BuildError
from site_builder.store import made, sha256_of

WEB = PROJECT / "decision_tree" / "web"
PAGES = ("home.js", "every_page.js", "embedding.js", "embedded.js", "escalation_guide.js", "choose.js")
"""What pages, frames and hosts load."""
LATER = ("outcome_card.js",)
"""What a script loads when it is needed, and is not in it."""
NAMED = ("engine.js", "static_walk.js", "moments.js")
"""What tools and tests import by name; the pages have them in their own scripts."""
CLASSIC = ("embedded_look.js",)
"""Scripts that are no modules: they run before anything is painted."""
AS_THEY_ARE = ("worker.js", "runtime.js")
"""What runs in the engine's worker; the build runs some of it too."""
OPTIONS = (
    "--bundle",
    *(f"--external:./{name}" for name in LATER),
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


def _key(integrity: str, web: Path) -> str:
    """A name for all that decides the bytes: esbuild, what it is told, and the modules."""
    told = [integrity, OPTIONS, PAGES, LATER, NAMED, CLASSIC, AS_THEY_ARE]
    digest = hashlib.sha256(json.dumps(told).encode())
    for path in sorted(web.glob("*.js")):
        digest.update(f"\n{path.name} {sha256_of(path)}".encode())
    return digest.hexdigest()[:16]


def _bundle(esbuild: list[str], web: Path, out: Path) -> None:
    for names, form in (((*PAGES, *LATER, *NAMED), "esm"), (CLASSIC, "iife")):
        done = subprocess.run(
            [*esbuild, *names, *OPTIONS, f"--format={form}", f"--outdir={out}"],
            cwd=web,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
        )
        if done.returncode:
            raise BuildError(_said(done.stderr))
    for name in AS_THEY_ARE:
        if (web / name).exists():
            shutil.copyfile(web / name, out / name)


def _said(output: str) -> str:
    """One sentence of what esbuild says of a module: its file, line and fault."""
    place = re.search(r"^ +([^\s:]+\.js):(\d+):\d+:$", output, re.MULTILINE)
    fault = re.search(r"\[ERROR\] (.*)", output)
    where = f"decision_tree/web/{place[1]}:{place[2]}: " if place else ""
    return f"{where}{fault[1] if fault else output.strip() or 'esbuild gave no reason'}"
