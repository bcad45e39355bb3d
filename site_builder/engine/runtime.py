"""The engine's runtime: a snapshot, a small standard library and WebAssembly, made of the pinned Pyodide.

runtime_parts/make.mjs makes it in the very Pyodide that will run it, under Node.js, so no Python of Pyodide's
version is needed here. A new Pyodide needs nothing but another version in package.json: an assumption about
Pyodide that no longer holds stops the build.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from site_builder.engine.npm import PROJECT, PYODIDE, fetch, node, pinned
from site_builder.engine.page_scripts import WORKER, make_page_scripts
from site_builder.problems import BuildError
from site_builder.store import made, sha256_of

ENGINE = PROJECT / "decision_tree"
"""The engine; its Python files are what the runtime has of it."""
ENTRIES = ENGINE / "web" / "entries"
START = ENTRIES / "runtime.js"
"""What both the build and the worker start Pyodide with."""
STARTED_FROM = ("snapshot.bin", "standard_library.zip")
"""The files of MADE that are memory or code of the engine: flipped bytes could answer otherwise, so the
worker compares their hashes. WebAssembly would then not compile as it arrives."""
TO_FILL_IN = "const HASHES = {};"
"""The line of worker.js that gets the hashes."""
PARTS = Path(__file__).resolve().parent / "runtime_parts"
STAND_INS = PARTS / "stand_ins"
UNTOUCHED = ("pyodide.mjs", "pyodide.asm.mjs")
"""The files of Pyodide's package that are served as they are."""
MADE = ("pyodide.primary.wasm", "pyodide.secondary.wasm", "snapshot.bin", "standard_library.zip")
"""The files that make.mjs makes to be served. It also makes runtime.json, which goes into RECORD."""
RECORD = "engine.json"
"""What the worker must know to start Pyodide: its version and its lock file, without packages."""


@dataclass(frozen=True)
class Runtime:
    """What the engine needs to run, by file names: `untouched` of Pyodide's package and `made` of it.

    `record` is the content of RECORD, `worker` that of WORKER.
    """

    version: str
    untouched: dict[str, Path]
    made: dict[str, Path]
    record: str
    worker: str


def make_runtime(cache: Path, report: Callable[[str], None]) -> Runtime:
    """The runtime of the present engine, made into `cache` unless it is there; that takes seconds.

    `report` is told, in one line each, what happens. Raises BuildError; `cache` is then as it was.
    """
    package = fetch(PYODIDE, cache, report)
    version, integrity = pinned(PYODIDE.name)

    def make(folder: Path) -> None:
        report("Making the engine's runtime …")
        run_make(package, folder)

    try:
        folder = made(cache / "runtime", _key(integrity), make, compared=True)
    except OSError as error:
        raise BuildError(f"The engine's runtime could not be stored in {cache}: {error}.") from error
    record = {"pyodide": version, **json.loads((folder / "runtime.json").read_text("utf-8"))}
    hashes = {name: sha256_of(folder / name) for name in STARTED_FROM}
    before, after = (ENTRIES / WORKER).read_text("utf-8").split(TO_FILL_IN)
    return Runtime(
        version,
        {name: package / name for name in UNTOUCHED},
        {name: folder / name for name in MADE},
        json.dumps(record, sort_keys=True) + "\n",
        f"{before}const HASHES = {json.dumps(hashes)};{after}",
    )


def run_make(package: Path, out: Path) -> None:
    """Let make.mjs make a runtime of the Pyodide in `package` into the folder `out`. Raises BuildError."""
    everything = out / "everything.zip"
    _write_with_stand_ins(package / "python_stdlib.zip", everything)
    done = subprocess.run(
        [*node(), str(PARTS / "make.mjs"), *map(str, (package, ENGINE, everything, out))],
        env={**os.environ, "NODE_OPTIONS": "--no-warnings"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        errors="replace",
    )
    if done.returncode:
        lines = [line.strip() for line in done.stderr.splitlines() if line.strip()] or ["nothing"]
        raise BuildError(f"The engine's runtime could not be made of this Pyodide: {lines[-1]}")
    everything.unlink()


def _write_with_stand_ins(shipped: Path, path: Path) -> None:
    """Write Pyodide's standard library with the stand-ins: small modules in place of large ones.

    What they stand in for is of no use in a browser: processes, TLS, servers, logging to files. Raises
    BuildError if Pyodide no longer has such a module.
    """
    stand_ins = {one.relative_to(STAND_INS).as_posix(): one for one in STAND_INS.rglob("*.py")}
    with zipfile.ZipFile(shipped) as old, zipfile.ZipFile(path, "w") as new:
        if gone := sorted(stand_ins.keys() - set(old.namelist())):
            raise BuildError(f"Pyodide's standard library has no {gone[0]}, and there is a stand-in for it.")
        for name in old.namelist():
            new.writestr(name, stand_ins[name].read_bytes() if name in stand_ins else old.read(name))


def write_engine(cache: Path, out: Path, report: Callable[[str], None]) -> str:
    """Put the runtime and the page scripts into a folder below `out`: its path from there, "engine/<hash>/".

    The hash is one of the folder's content and changes exactly when a byte does, so it may be cached for
    ever and a page never meets files of another version. Raises BuildError, OSError.
    """
    runtime = make_runtime(cache, report)
    parts = runtime.untouched | runtime.made
    parts |= {path.name: path for path in make_page_scripts(cache, report).glob("*.js")}
    digest = hashlib.sha256(runtime.record.encode() + runtime.worker.encode())
    for name, path in sorted(parts.items()):
        digest.update(name.encode() + b"\0" + bytes.fromhex(sha256_of(path)))
    folder = f"engine/{digest.hexdigest()[:12]}/"
    target = out / folder
    target.mkdir(parents=True)
    for name, path in parts.items():
        shutil.copyfile(path, target / name)
    for name, text in ((RECORD, runtime.record), (WORKER, runtime.worker)):
        (target / name).write_text(text, encoding="utf-8", newline="\n")
    return folder


def _key(integrity: str) -> str:
    """A name for all that decides the bytes: Pyodide, the engine, and the code that makes the runtime."""
    digest = hashlib.sha256(integrity.encode())
    parts = (path for path in PARTS.rglob("*") if path.suffix in (".mjs", ".py"))
    for path in (START, *sorted(ENGINE.rglob("*.py")), *sorted(parts)):
        digest.update(f"\n{path.relative_to(PROJECT).as_posix()} {sha256_of(path)}".encode())
    return digest.hexdigest()[:16]
