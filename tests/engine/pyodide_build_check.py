"""Asks Pyodide's own build tools whether the pinned Pyodide installs a wheel.

    python pyodide_build_check.py PYODIDE_LOCK WHEEL …

A script for the environment of locks/pyodide-build.lock, whose tools need other versions of packages than the
site does: handbook/decisions/0002-what-pyodide-build-does-for-us.md. It prints, by the wheels' file names, a
wheel's entry in a pyodide-lock.json, or a sentence that says why Pyodide would not install it.
"""

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from packaging.specifiers import SpecifierSet
from packaging.tags import Tag, compatible_tags, cpython_tags
from pkginfo import Wheel
from pyodide_build import common
from pyodide_lock import PyodideLockSpec
from pyodide_lock.utils import add_wheels_to_spec

FIELDS = ("name", "version", "file_name", "install_dir", "sha256", "package_type", "imports", "depends")


class RefusedError(Exception):
    """Why the pinned Pyodide would not install the wheel, as one sentence."""


def check(wheel: Path, info: Mapping[str, str]) -> dict[str, Any]:
    """The entry for `wheel` in a pyodide-lock.json, after making sure that the runtime installs it.

    `info` is the part of that name of the runtime's pyodide-lock.json: `python`, `platform`, `arch`, …
    Raises RefusedError if the wheel's tags or its Python versions do not suit the runtime, or if it needs
    or holds any package but the engine.
    """
    if not fits(wheel, supported_tags(info)):
        raise RefusedError(f"{wheel.name} has no tag that Pyodide with Python {info['python']} accepts.")
    pythons = Wheel(str(wheel)).requires_python or ""
    if info["python"] not in SpecifierSet(pythons):
        raise RefusedError(f"{wheel.name} is for Python {pythons}, and Pyodide has {info['python']}.")
    # An empty lock: then the tools themselves refuse a wheel that depends on anything.
    known = {key: info[key] for key in ("arch", "platform", "python")}
    empty = {"info": {**known, "version": "0"}, "packages": {}}
    try:
        packages = add_wheels_to_spec(read_spec(empty), [wheel]).packages
    except RuntimeError as error:
        raise RefusedError(f"{wheel.name} is refused by pyodide-lock: {error}") from error
    (entry,) = packages.values()
    found = {field: getattr(entry, field) for field in FIELDS}
    if found["imports"] != ["decision_tree"]:
        raise RefusedError(f"{wheel.name} holds {found['imports']}, and should hold decision_tree alone.")
    return found


def supported_tags(info: Mapping[str, str]) -> list[Tag]:
    """The wheel tags of the runtime: what pyodide-build makes of a cross-build environment, from the lock."""
    major, minor = info["python"].split(".")[:2]
    target = (int(major), int(minor))
    abi = info.get("abi_version")
    names = [info["platform"], *([f"pyodide_{abi}", f"pyemscripten_{abi}"] if abi else [])]
    platforms = [f"{name}_{info['arch']}" for name in names]
    return [
        *cpython_tags(target, platforms=platforms),
        *compatible_tags(target, platforms=platforms),
    ]


def fits(wheel: Path, tags: list[Tag]) -> bool:
    """What pyodide-build says; the function has another name for Python 3.11."""
    if hasattr(common, "find_matching_wheel"):
        return common.find_matching_wheel([wheel], tags) is not None
    return any(common.find_matching_wheels([wheel], iter(tags)))


def read_spec(content: dict[str, Any]) -> Any:
    """A lock of pyodide-lock; the way to make one has changed since the version for Python 3.11."""
    if hasattr(PyodideLockSpec, "from_dict"):
        return PyodideLockSpec.from_dict(content)
    return PyodideLockSpec(**content)


def main(lock: str, *wheels: str) -> None:
    """Print the verdict on each wheel."""
    info = json.loads(Path(lock).read_text("utf-8"))["info"]
    verdicts: dict[str, Any] = {}
    for wheel in map(Path, wheels):
        try:
            verdicts[wheel.name] = check(wheel, info)
        except RefusedError as error:
            verdicts[wheel.name] = str(error)
    print(json.dumps(verdicts))


if __name__ == "__main__":
    main(*sys.argv[1:])
