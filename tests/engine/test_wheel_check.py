"""Pyodide's own build tools, in their own environment, say what the pinned Pyodide installs."""

import json
import subprocess
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest

import tasks
from site_builder.engine.engine_wheel import engine_wheel
from site_builder.engine.pyodide_package import PROJECT


@pytest.fixture(scope="module")
def python() -> Path:
    """The Python of the environment that has pyodide-build."""
    return tasks.environment("pyodide-build")


@pytest.fixture
def wheel(tmp_path: Path) -> Path:
    """The engine's wheel."""
    return engine_wheel(tmp_path)


def verdict(python: Path, wheel: Path) -> subprocess.CompletedProcess[str]:
    """What the check says of a wheel."""
    command = [str(python), "-m", "site_builder.engine.wheel_check", str(wheel)]
    return subprocess.run(command, cwd=PROJECT, capture_output=True, text=True)


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


def test_the_pinned_pyodide_installs_the_engine(python: Path, wheel: Path) -> None:
    done = verdict(python, wheel)
    assert done.returncode == 0, done.stderr
    entry = json.loads(done.stdout)
    assert entry["sha256"] == sha256(wheel.read_bytes()).hexdigest()
    assert entry["imports"] == ["decision_tree"]
    assert entry["depends"] == []


def test_a_wheel_for_another_platform_is_refused(python: Path, wheel: Path) -> None:
    native = changed(wheel, "decision_tree-0.1.0-cp314-cp314-manylinux_2_28_x86_64.whl", {})
    done = verdict(python, native)
    assert done.returncode == 1
    assert "has no tag that Pyodide with Python 3.14" in done.stderr


def test_a_wheel_that_depends_on_a_package_is_refused(python: Path, wheel: Path) -> None:
    done = verdict(
        python, changed(wheel, wheel.name.replace("0.1.0", "0.1.1"), {"METADATA": "Requires-Dist: six\n"})
    )
    assert done.returncode == 1
    assert "Requirement six" in done.stderr


def test_a_wheel_for_older_pythons_only_is_refused(python: Path, wheel: Path) -> None:
    metadata = "Metadata-Version: 2.4\nName: decision-tree\nVersion: 0.1.1\nRequires-Python: <3.14\n"
    done = verdict(python, changed(wheel, "decision_tree-0.1.1-py3-none-any.whl", {"METADATA": metadata}))
    assert done.returncode == 1
    assert "is for Python <3.14" in done.stderr


def test_a_wheel_with_a_package_beside_the_engine_is_refused(python: Path, wheel: Path) -> None:
    done = verdict(python, changed(wheel, "decision_tree-0.1.1-py3-none-any.whl", {"extra/__init__.py": ""}))
    assert done.returncode == 1
    assert "should hold decision_tree alone" in done.stderr
