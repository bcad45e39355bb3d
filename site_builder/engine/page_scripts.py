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
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from site_builder.engine import npm
from site_builder.engine.pyodide_package import PROJECT, sha256
from site_builder.problems import BuildError

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
RECORD = "made.json"
"""Written last, beside the scripts: the SHA-256 of each."""


def page_scripts(cache: Path, report: Callable[[str], None], web: Path = WEB) -> Path:
    """The folder with all scripts for the engine's folder of the site, made into `cache` unless it is there.

    `web` holds the modules. `report` is told, in one line each, what happens. Raises BuildError if
    package-lock.json pins no esbuild, it cannot be had or run, a module is wrong, or the scripts cannot be
    stored; `cache` is then as it was.
    """
    version, integrity = pinned()
    folder = cache / f"scripts-{_key(integrity, web)}"
    if _is_whole(folder):
        return folder
    report("Making the pages' scripts …")
    try:
        cache.mkdir(parents=True, exist_ok=True)
        esbuild = _esbuild(cache, version, integrity, report)
        with tempfile.TemporaryDirectory(dir=cache, prefix="making-") as staging:
            made = Path(staging) / "made"
            _bundle(esbuild, web, made)
            (made / RECORD).write_text(json.dumps(_record(made), indent=1) + "\n", "utf-8", newline="\n")
            for old in cache.glob("scripts-*"):  # also one of this name that is spoiled
                shutil.rmtree(old, ignore_errors=True)
            if not _is_whole(folder):  # another build may have made it meanwhile
                made.rename(folder)
    except OSError as error:
        raise BuildError(f"The pages' scripts could not be stored in {cache}: {error}.") from error
    return folder


def pinned(project: Path = PROJECT) -> tuple[str, str]:
    """Version and integrity (`sha512-…`) of the esbuild that the package-lock.json in `project` pins.

    Raises BuildError if it pins none.
    """
    try:
        entry = _lock(project)["packages"]["node_modules/esbuild"]
        return str(entry["version"]), str(entry["integrity"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BuildError("package-lock.json does not pin a version of esbuild.") from error


def _key(integrity: str, web: Path) -> str:
    """A name for all that decides the bytes: esbuild, what it is told, and the modules."""
    told = [integrity, OPTIONS, PAGES, LATER, NAMED, CLASSIC, AS_THEY_ARE]
    digest = hashlib.sha256(json.dumps(told).encode())
    for path in sorted(web.glob("*.js")):
        digest.update(f"\n{path.name} {sha256(path)}".encode())
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


def _esbuild(cache: Path, version: str, integrity: str, report: Callable[[str], None]) -> list[str]:
    """The start of a command line that runs the pinned esbuild, fetched unless it is there."""
    kept = hashlib.sha256(integrity.encode()).hexdigest()[:8]
    folder = cache / f"esbuild-{version}-{kept}"
    if not folder.exists():
        report(f"Fetching esbuild {version} from npm (4 MB) …")
        with tempfile.TemporaryDirectory(dir=cache, prefix="fetching-") as staging:
            alone = Path(staging) / "alone"
            alone.mkdir()
            _write_lock_of_esbuild(alone)
            try:
                npm.install_locked(alone)
            except npm.NpmError as error:
                raise BuildError(str(error)) from error
            if not folder.exists():  # another build may have fetched it meanwhile
                alone.rename(folder)
    try:
        return [*npm.node(), str(folder / "node_modules/esbuild/bin/esbuild")]
    except npm.NpmError as error:
        raise BuildError(str(error)) from error


def _write_lock_of_esbuild(folder: Path) -> None:
    """The package.json and package-lock.json of esbuild alone, for what is not needed need not be fetched."""
    lock = _lock(PROJECT)
    wanted = {
        name: {key: value for key, value in entry.items() if key != "dev"}
        for name, entry in lock["packages"].items()
        if name == "node_modules/esbuild" or name.startswith("node_modules/@esbuild/")
    }
    package = {
        "name": lock["name"],
        "dependencies": {"esbuild": wanted["node_modules/esbuild"]["version"]},
    }
    alone = {**lock, "packages": {"": package, **wanted}}
    for name, value in (("package.json", {**package, "private": True}), ("package-lock.json", alone)):
        (folder / name).write_text(json.dumps(value), encoding="utf-8")


def _lock(project: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((project / "package-lock.json").read_text("utf-8"))
    return found


def _scripts(folder: Path) -> Iterator[Path]:
    return iter(sorted(folder.glob("*.js")))


def _record(folder: Path) -> dict[str, str]:
    return {path.name: sha256(path) for path in _scripts(folder)}


def _is_whole(folder: Path) -> bool:
    try:
        return bool(_record(folder) == json.loads((folder / RECORD).read_text("utf-8")))
    except (OSError, ValueError):
        return False
