"""The engine's folder in the site: page scripts, Pyodide and the engine's wheel.

The folder's name is a hash of its content and changes exactly when a byte does, so it may be cached for
ever and a page never meets files of another version.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path

from site_builder.engine_wheel import engine_wheel
from site_builder.pyodide_package import FILES, PROJECT, fetch, pinned


def make_runtime(cache: Path, out: Path, report: Callable[[str], None]) -> str:
    """Put the engine's folder below `out` and return its path from there: "engine/<hash>/".

    Raises PyodidePackageError or EngineWheelError when a part cannot be had.
    """
    pyodide = fetch(cache, report)
    wheel = engine_wheel(cache)
    version, _ = pinned(PROJECT)
    parts = {name: pyodide / name for name in FILES}
    parts[wheel.name] = wheel
    for path in sorted((PROJECT / "decision_tree" / "web").glob("*.js")):
        parts[path.name] = path
    record = json.dumps({"wheel": wheel.name, "pyodide": version}, sort_keys=True) + "\n"
    digest = hashlib.sha256(record.encode())
    for name, path in sorted(parts.items()):
        digest.update(name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    folder = f"engine/{digest.hexdigest()[:12]}/"
    target = out / folder
    target.mkdir(parents=True)
    for name, path in parts.items():
        shutil.copyfile(path, target / name)
    (target / "engine.json").write_text(record, encoding="utf-8", newline="\n")
    return folder
