"""The engine's runtime: a snapshot, a small standard library and WebAssembly, made of the pinned Pyodide.

runtime_parts/make.mjs makes it in the very Pyodide that will run it, under Node.js, so no Python of Pyodide's
version is needed here. A new Pyodide needs nothing but another version in package.json: an assumption about
Pyodide that no longer holds stops the build.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
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
TO_FILL_IN = ("const FILES = {};", "const HASHES = {};")
"""The lines of worker.js that get the addresses of the runtime's files, and the hashes that it compares."""
COMPARED = ("snapshot.bin", "standard_library.zip", "engine.zip")
"""The files of MADE that are memory or code of the engine: flipped bytes could answer otherwise. WebAssembly
would not compile as it arrives."""
FOLDER = "engine"
"""The folder of the site, below its root."""
DIGITS = 12
"""The digits of a file's hash that name its folder."""
PARTS = Path(__file__).resolve().parent / "runtime_parts"
STAND_INS = PARTS / "stand_ins"
TAKES = PARTS / "snapshot.mjs"
"""What takes the snapshot."""
UNTOUCHED = ("pyodide.mjs",)
"""The files of Pyodide's package that are served as they are."""
MADE = (
    "engine.zip",
    "pyodide.asm.mjs",
    "pyodide.primary.wasm",
    "pyodide.secondary.wasm",
    "snapshot.bin",
    "standard_library.zip",
)
"""The files that make.mjs makes to be served. It also makes runtime.json, which goes into RECORD."""
GROUND = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.primary.wasm", START.name)
"""What a snapshot works with, besides the library that is in it."""
RECORD = "engine.json"
"""What the worker must know to start Pyodide: its version and its lock file, without packages."""


@dataclass(frozen=True)
class Runtime:
    """What the engine needs to run, by file names: `untouched` of Pyodide's package and `made` of it.

    `record` is the content of RECORD.
    """

    version: str
    untouched: dict[str, Path]
    made: dict[str, Path]
    record: str

    @cached_property
    def worker(self) -> str:
        """The content of WORKER: with the address of every file that it loads."""
        hashes = {name: sha256_of(path) for name, path in self.made.items() if name in COMPARED}
        hashes["snapshot.bin"] = self.made["snapshot.bin"].read_bytes()[-32:].hex()
        text = (ENTRIES / WORKER).read_text("utf-8")
        addresses = {name: f"../{folder}/{name}" for name, folder in self.folders.items()}
        for line, value in zip(TO_FILL_IN, (addresses, hashes), strict=True):
            before, after = text.split(line)
            text = f"{before}{line.replace('{}', json.dumps(value, sort_keys=True))}{after}"
        return text

    @cached_property
    def folders(self) -> dict[str, str]:
        """The folder below FOLDER of each file that the worker loads: the first digits of a hash.

        That of the snapshot is of all that it was made of but the engine. Who has one with an earlier engine
        goes on with it, and takes the engine from engine.zip.
        """
        files = self.untouched | self.made | {START.name: START}
        hashes = {name: sha256_of(path) for name, path in files.items()}
        hashes[RECORD] = hashlib.sha256(self.record.encode()).hexdigest()
        ground = [hashes[name] for name in GROUND]
        with zipfile.ZipFile(self.made["standard_library.zip"]) as archive:
            ground += [
                f"{entry.filename} {entry.CRC}"
                for entry in archive.infolist()
                if not entry.filename.startswith(f"{ENGINE.name}/")
            ]
        hashes["snapshot.bin"] = hashlib.sha256("\n".join([*ground, sha256_of(TAKES)]).encode()).hexdigest()
        return {name: hash[:DIGITS] for name, hash in hashes.items()}


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
    return Runtime(
        version,
        {name: package / name for name in UNTOUCHED},
        {name: folder / name for name in MADE},
        json.dumps(record, sort_keys=True) + "\n",
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


def write_engine(cache: Path, out: Path, report: Callable[[str], None]) -> dict[str, str]:
    """Put the runtime and the page scripts below `out`: the path of each from there, by its name, such as
    "engine/<hash>/home.js".

    The hash is one of the file's own content, but for the snapshot (`Runtime.folders`): it may be cached for
    ever, and a changed script leaves the others cached. Pages name their scripts, and the worker the files of
    the runtime, by these hashes, so that none meets a file of another version. Raises BuildError, OSError.
    """
    return write_files(make_runtime(cache, report), make_page_scripts(cache, report), out)


def write_files(runtime: Runtime, scripts: Path, out: Path) -> dict[str, str]:
    """Write a runtime, and the page scripts of a folder, as `write_engine` says. Raises OSError."""
    paths = (*runtime.untouched.values(), *runtime.made.values(), *scripts.glob("*.js"))
    contents = {path.name: path.read_bytes() for path in paths}
    contents |= {RECORD: runtime.record.encode(), WORKER: runtime.worker.encode()}
    written = {}
    for name, content in sorted(contents.items()):
        folder = runtime.folders.get(name) or hashlib.sha256(content).hexdigest()[:DIGITS]
        written[name] = f"{FOLDER}/{folder}/{name}"
        target = out / written[name]
        target.parent.mkdir(parents=True)
        target.write_bytes(content)
    return written


def _key(integrity: str) -> str:
    """A name for all that decides the bytes: Pyodide, the engine, and the code that makes the runtime."""
    digest = hashlib.sha256(integrity.encode())
    parts = (path for path in PARTS.rglob("*") if path.suffix in (".mjs", ".py"))
    for path in (START, *sorted(ENGINE.rglob("*.py")), *sorted(parts)):
        digest.update(f"\n{path.relative_to(PROJECT).as_posix()} {sha256_of(path)}".encode())
    return digest.hexdigest()[:16]
