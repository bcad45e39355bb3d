"""The engine's runtime, made of the pinned Pyodide and the engine's wheel: runtime_parts/make.mjs makes it.

It is made in the very Pyodide that will run it, under Node.js, so no Python of Pyodide's version is needed
here. A new Pyodide needs nothing but another version in package.json: whatever no longer holds stops this.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from site_builder.engine import npm
from site_builder.engine.engine_wheel import engine_wheel
from site_builder.engine.pyodide_package import PROJECT, fetch, pinned, sha256
from site_builder.problems import BuildError

PARTS = Path(__file__).resolve().parent / "runtime_parts"
SHARED = PROJECT / "decision_tree" / "web" / "runtime.js"
"""What both the build and the worker start Pyodide with."""
UNTOUCHED = ("pyodide.mjs", "pyodide.asm.mjs")
"""The files of Pyodide's package that are served as they are."""
MADE = (
    "pyodide.primary.wasm",
    "pyodide.secondary.wasm",
    "snapshot.bin",
    "standard_library.zip",
    "runtime.json",
)
RECORD = "made.json"
"""Written last, beside the files: the SHA-256 of each."""


@dataclass(frozen=True)
class Bundle:
    """What the engine needs to run. `untouched` are files of Pyodide's package and `made` those made from it,
    by their names; `record` is what the worker must know of them."""

    version: str
    untouched: dict[str, Path]
    made: dict[str, Path]
    record: dict[str, Any]


def runtime_bundle(cache: Path, report: Callable[[str], None]) -> Bundle:
    """The runtime of the present engine, made into `cache` unless it is there and whole; takes seconds.

    `report` is told, in one line each, what happens. Raises BuildError; `cache` is then as it was.
    """
    package = fetch(cache, report)
    wheel = engine_wheel(cache)
    version, integrity = pinned(PROJECT)
    folder = cache / "runtime" / _key(integrity, wheel)
    if not _is_whole(folder):
        report("Making the engine's runtime …")
        _make(package, wheel, folder)
        for old in folder.parent.iterdir():
            if old != folder and not old.name.startswith("making-"):
                shutil.rmtree(old, ignore_errors=True)
    return Bundle(
        version,
        {name: package / name for name in UNTOUCHED},
        {name: folder / name for name in MADE if name != "runtime.json"},
        {"pyodide": version, **json.loads((folder / "runtime.json").read_text("utf-8"))},
    )


def _key(integrity: str, wheel: Path) -> str:
    """A name for all that decides the bytes: Pyodide, the engine, and the code that makes the runtime."""
    digest = hashlib.sha256(f"{integrity}\n{sha256(wheel)}\n{sha256(SHARED)}\n".encode())
    for path in _sources():
        digest.update(f"{path.relative_to(PARTS).as_posix()} {sha256(path)}\n".encode())
    return digest.hexdigest()[:16]


def _sources() -> Iterator[Path]:
    yield from (path for path in sorted(PARTS.rglob("*")) if path.suffix in (".mjs", ".py"))


def _is_whole(folder: Path) -> bool:
    try:
        found = {name: sha256(folder / name) for name in MADE}
        return bool(found == json.loads((folder / RECORD).read_text("utf-8")))
    except (OSError, ValueError):
        return False


def _make(package: Path, wheel: Path, folder: Path) -> None:
    try:
        command = npm.node()
    except npm.NpmError as error:
        raise BuildError(str(error)) from error
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix="making-") as work:
        engine, out = Path(work) / "engine", Path(work) / "made"
        out.mkdir()
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(
                engine, [name for name in archive.namelist() if name.startswith("decision_tree/")]
            )
        done = subprocess.run(
            [*command, str(PARTS / "make.mjs"), str(package), str(engine), str(out)],
            env={**os.environ, "NODE_OPTIONS": "--no-warnings"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            errors="replace",
        )
        if done.returncode:
            said = [line.strip() for line in done.stderr.splitlines() if line.strip()] or ["nothing"]
            raise BuildError(f"The engine's runtime could not be made of this Pyodide: {said[-1]}")
        (out / RECORD).write_text(json.dumps({name: sha256(out / name) for name in MADE}), "utf-8")
        if not _is_whole(folder):  # another build may have put the same one there meanwhile
            shutil.rmtree(folder, ignore_errors=True)
            out.rename(folder)
