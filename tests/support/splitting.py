"""Pyodide's WebAssembly split otherwise than the build does it, by scripts under Node.js."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from site_builder.engine.npm import node
from site_builder.engine.runtime import Runtime

SCRIPTS = Path(__file__).resolve().parent.parent / "engine" / "node"


def run(script: str, runtime: Runtime, out: Path, requests: Sequence[str] = ()) -> Any:
    """What a script in tests/engine/node prints of the runtime and these requests; it writes into `out`."""
    package, made = runtime.untouched["pyodide.mjs"].parent, runtime.made["snapshot.bin"].parent
    command = [*node(), "--no-warnings", SCRIPTS / script, package, made, out]
    if requests:
        (out / "requests.json").write_text(json.dumps(list(requests)), encoding="utf-8")
        command.append(out / "requests.json")
    done = subprocess.run(command, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def split_pyodide(runtime: Runtime, out: Path, requests: Sequence[str] = ()) -> tuple[list[Any], int]:
    """Put both modules into `out`. In the primary one lies every third function; or, with requests of the
    engine, what it calls when it starts and answers these.

    Returns the replies to the last request of an engine of these modules, started from the library and from
    the snapshot, and how often the secondary module joined.
    """
    found = run("split_otherwise.mjs", runtime, out, requests)
    return [json.loads(reply) for reply in found["replies"]], found["joins"]
