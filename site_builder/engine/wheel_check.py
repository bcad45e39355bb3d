"""Asks Pyodide's own build tools whether the pinned Pyodide installs the engine's wheel.

Runs in an environment of its own (`python3 tasks.py wheel-check`), since those tools need other versions
of packages than the site does: see adr/0002-what-pyodide-build-does-for-us.md.
"""

import json
import sys
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

from packaging.specifiers import SpecifierSet
from packaging.tags import Tag, compatible_tags, cpython_tags
from pkginfo import Wheel
from pyodide_build import common
from pyodide_lock import PyodideLockSpec
from pyodide_lock.utils import add_wheels_to_spec

from site_builder.engine.engine_wheel import engine_wheel
from site_builder.engine.pyodide_package import PROJECT, fetch
from site_builder.problems import BuildError


class WheelCheckError(Exception):
    """Why the pinned Pyodide would not install the wheel, as one sentence."""


def check(wheel: Path, info: Mapping[str, str]) -> dict[str, Any]:
    """The entry for `wheel` in a pyodide-lock.json, after making sure that the runtime installs it.

    `info` is the part of that name of the runtime's pyodide-lock.json: `python`, `platform`, `arch`, …
    Raises WheelCheckError if the wheel's tags or its Python versions do not suit the runtime, or if it
    needs or holds any package but the engine.
    """
    if not fits(wheel, supported_tags(info)):
        raise WheelCheckError(f"{wheel.name} has no tag that Pyodide with Python {info['python']} accepts.")
    pythons = Wheel(str(wheel)).requires_python or ""
    if info["python"] not in SpecifierSet(pythons):
        raise WheelCheckError(f"{wheel.name} is for Python {pythons}, and Pyodide has {info['python']}.")
    # An empty lock: then the tools themselves refuse a wheel that depends on anything.
    known = {key: info[key] for key in ("arch", "platform", "python")}
    empty = {"info": {**known, "version": "0"}, "packages": {}}
    try:
        packages = add_wheels_to_spec(read_spec(empty), [wheel]).packages
    except RuntimeError as error:
        raise WheelCheckError(f"{wheel.name} is refused by pyodide-lock: {error}") from error
    (entry,) = packages.values()
    fields = ("name", "version", "file_name", "install_dir", "sha256", "package_type", "imports", "depends")
    found = {field: getattr(entry, field) for field in fields}
    if found["imports"] != ["decision_tree"]:
        raise WheelCheckError(f"{wheel.name} holds {found['imports']}, and should hold decision_tree alone.")
    return found


def supported_tags(info: Mapping[str, str]) -> list[Tag]:
    """The wheel tags of the runtime: what pyodide-build makes of a cross-build environment, from the lock."""
    major, minor = info["python"].split(".")[:2]
    target = (int(major), int(minor))
    platforms = [f"{name}_{info['arch']}" for name in platform_names(info)]
    return [
        *cpython_tags(target, platforms=platforms),
        *compatible_tags(target, platforms=platforms),
    ]


def platform_names(info: Mapping[str, str]) -> list[str]:
    """The names that the runtime goes by in wheel tags, newest convention last."""
    abi = info.get("abi_version")
    return [info["platform"], *([f"pyodide_{abi}", f"pyemscripten_{abi}"] if abi else [])]


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


def main(arguments: list[str]) -> int:
    """Check the wheel that is named, or else the engine's: lock entry on stdout, verdict on stderr."""
    cache = PROJECT / ".cache"
    try:
        runtime = fetch(cache, lambda line: print(line, file=sys.stderr))
        info = json.loads((runtime / "pyodide-lock.json").read_text("utf-8"))["info"]
        wheel = Path(arguments[0]) if arguments else engine_wheel(cache)
        entry = check(wheel, info)
    except (BuildError, WheelCheckError) as error:
        print(error, file=sys.stderr)
        return 1
    print(json.dumps(entry, indent=2))
    tools = f"pyodide-build {version('pyodide-build')}"
    print(f"{wheel.name} suits Pyodide with Python {info['python']}, says {tools}.", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
