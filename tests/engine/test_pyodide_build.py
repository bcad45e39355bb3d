"""Pyodide's own build tools, in their own environment, say that the pinned Pyodide installs the engine."""

from __future__ import annotations

import json
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest

from site_builder.cli.setup import python_with
from site_builder.engine.npm import PYODIDE, fetch
from tests.conftest import ROOT

pytestmark = pytest.mark.slow
SCRIPT = Path(__file__).resolve().parent / "pyodide_build_check.py"
ENGINE = "decision_tree-0.1.0-py3-none-any.whl"
NATIVE = "decision_tree-0.1.1-cp314-cp314-manylinux_2_28_x86_64.whl"
DEPENDENT = "decision_tree-0.1.2-py3-none-any.whl"
OLD = "decision_tree-0.1.3-py3-none-any.whl"
MORE = "decision_tree-0.1.4-py3-none-any.whl"
OLD_METADATA = "Metadata-Version: 2.4\nName: decision-tree\nVersion: 0.1.3\nRequires-Python: <3.14\n"


def changed(wheel: Path, name: str, added: dict[str, str]) -> Path:
    """A copy of the wheel under another name, with lines added to METADATA, or whole files."""
    copy = wheel.with_name(name)
    with zipfile.ZipFile(wheel) as source, zipfile.ZipFile(copy, "w") as target:
        for entry in source.namelist():
            text = source.read(entry).decode()
            if entry.endswith("/METADATA"):
                text = added.get("METADATA", "") + text
            target.writestr(entry, text)
        for entry in added.keys() - {"METADATA"}:
            target.writestr(entry, added[entry])
    return copy


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the tools say of the engine's wheel, and of others that Pyodide must refuse."""
    python, folder = python_with("pyodide-build"), tmp_path_factory.mktemp("wheels")
    command = [python, "-m", "hatchling", "build", "--target", "wheel", "--directory", folder]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (built,) = folder.iterdir()
    engine = built.rename(folder / ENGINE)
    wheels = [
        engine,
        changed(engine, NATIVE, {}),
        changed(engine, DEPENDENT, {"METADATA": "Requires-Dist: six\n"}),
        changed(engine, OLD, {"METADATA": OLD_METADATA}),
        changed(engine, MORE, {"extra/__init__.py": ""}),
    ]
    lock = fetch(PYODIDE, ROOT / ".cache", print) / "pyodide-lock.json"
    done = subprocess.run([python, SCRIPT, lock, *wheels], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


def test_the_pinned_pyodide_installs_the_engine(verdicts: dict[str, Any]) -> None:
    assert verdicts[ENGINE]["imports"] == ["decision_tree"]
    assert verdicts[ENGINE]["depends"] == []


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        (NATIVE, "has no tag that Pyodide with Python 3.14"),
        (DEPENDENT, "Requirement six"),
        (OLD, "is for Python <3.14"),
        (MORE, "should hold decision_tree alone"),
    ],
)
def test_a_wheel_that_pyodide_cannot_use_is_refused(verdicts: dict[str, Any], name: str, reason: str) -> None:
    assert reason in verdicts[name]
