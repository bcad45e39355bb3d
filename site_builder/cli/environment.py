"""Environments: which Python has the packages that a verb needs.

There is one for each dependency group of pyproject.toml, in `.venv/`, named for what its lock files pin and
for the Python that made it. A Python that has all of a group's packages already, of those versions, is used
as it is. Every verb passes here, so this imports little.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ENVIRONMENTS = ROOT / ".venv"
LOCKS = {  # dependency group: its lock file
    "site": "locks/site.lock",
    "properdocs": "locks/properdocs.lock",
    "mcp": "locks/mcp.lock",
    "test": "locks/test.lock",
    "bench": "locks/bench.lock",
    "node": "locks/node.lock",
    "pyodide-build": "locks/pyodide-build.lock",
    "uv": "locks/uv.lock",
}
GROUPS = {
    "properdocs": ("site", "properdocs"),
    "test": ("site", "mcp", "test"),
    "bench": ("site", "mcp", "test", "bench"),
}
"""Lock files that hold the packages of several groups."""
GENERATORS = {"mkdocs": "site", "properdocs": "properdocs"}
"""What --generator may name, with the group that has it; the first one is the default."""
REPLACED = {"properdocs": "mkdocs"}
"""A package that a group's lock leaves out although others ask for it: one of the group stands in for it."""
COMPLETE = "complete"
"""The file that is written last: without it, an environment is what an interrupted set-up left."""


def locks_of(group: str) -> list[Path]:
    """The lock files of what a verb of this group needs."""
    locks = [ROOT / LOCKS[group]]
    if group not in ("uv", "mcp") and not (shutil.which("node") and shutil.which("npm")):
        locks.append(ROOT / LOCKS["node"])  # npm fetches Pyodide
    return locks


def folder_of(group: str, locks: list[Path]) -> Path:
    """The folder of the environment that holds what these lock files pin, for this very Python."""
    pins = b"".join(lock.read_bytes() for lock in locks)
    key = hashlib.sha256(pins + repr((sys.version, sys.base_prefix)).encode()).hexdigest()[:12]
    return ENVIRONMENTS / f"{group}-{key}"


def is_complete(folder: Path) -> bool:
    """Whether the environment was made to its end, and its Python is there still."""
    return (folder / COMPLETE).exists() and python_of(folder).exists()


def python_of(folder: Path) -> Path:
    """The Python of the environment in `folder`."""
    return folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def is_ready(group: str, folder: Path, locks: list[Path]) -> bool:
    """Whether this Python is that of the environment in `folder`, or has all that the locks pin.

    Where a package is replaced it must be that of the environment: any other may have both.
    """
    return Path(sys.prefix) == folder or (group not in REPLACED and installed(locks))


def installed(locks: list[Path]) -> bool:
    """Whether this Python has all that the locks pin for every system, in just those versions."""
    found: set[str] = set()
    for place in sys.path:
        if place.endswith("-packages") and Path(place).is_dir():
            found.update(_plain(path.name) for path in Path(place).glob("*.dist-info"))
    for lock in locks:
        for name, version in re.findall(r"^([\w.-]+)==(\S+) \\$", lock.read_text("utf-8"), re.MULTILINE):
            if _plain(f"{name}-{version}.dist-info") not in found:
                return False
    return True


def _plain(name: str) -> str:
    return re.sub("[-_.]+", "-", name).lower()


def call(command: Sequence[str | Path], **options: object) -> int:
    """Run a command to its end; on Ctrl-C, which reaches it as well, let it tidy up first."""
    child = subprocess.Popen(command, **options)  # type: ignore[call-overload]
    try:
        return int(child.wait())
    except KeyboardInterrupt:
        child.wait()
        raise
