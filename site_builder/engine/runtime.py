"""The engine's folder in the site: page scripts, Pyodide, and what was made of it for the engine.

The folder's name is a hash of its content and changes exactly when a byte does, so it may be cached for
ever and a page never meets files of another version.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from site_builder.engine.page_scripts import page_scripts
from site_builder.engine.runtime_bundle import runtime_bundle

RECORD = "engine.json"
"""What the worker must know of the files beside it."""


def make_runtime(cache: Path, out: Path, report: Callable[[str], None]) -> str:
    """Put the engine's folder below `out` and return its path from there: "engine/<hash>/".

    Raises BuildError when a part cannot be
    had.
    """
    bundle = runtime_bundle(cache, report)
    parts = bundle.untouched | bundle.made
    for path in sorted(page_scripts(cache, report).glob("*.js")):
        parts[path.name] = path
    record = record_text(bundle.record)
    digest = hashlib.sha256(record.encode())
    for name, path in sorted(parts.items()):
        digest.update(name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    folder = f"engine/{digest.hexdigest()[:12]}/"
    target = out / folder
    target.mkdir(parents=True)
    for name, path in parts.items():
        shutil.copyfile(path, target / name)
    (target / RECORD).write_text(record, encoding="utf-8", newline="\n")
    return folder


def record_text(record: dict[str, Any]) -> str:
    """The content of RECORD."""
    return json.dumps(record, sort_keys=True) + "\n"
