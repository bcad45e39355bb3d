"""The runtime of the engine: the same bytes everywhere, nothing of the machine in it, loud if it differs."""

from __future__ import annotations

import hashlib
import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from site_builder.engine.npm import PYODIDE
from site_builder.engine.runtime import Runtime, make_runtime, run_make
from site_builder.problems import BuildError
from tests.conftest import ROOT

Share = Callable[[Path], None]


def digests(runtime: Runtime) -> dict[str, str]:
    """The SHA-256 of each file that was made."""
    return {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in runtime.made.items()}


def package_of(runtime: Runtime) -> Path:
    """The folder of Pyodide's package."""
    return runtime.untouched["pyodide.mjs"].parent


def test_made_elsewhere_in_place_of_a_spoiled_one_it_is_the_same_bytes_and_it_is_made_once(
    runtime: Runtime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cache_of_project: Share
) -> None:
    elsewhere = tmp_path / "else where"
    elsewhere.mkdir()
    cache_of_project(elsewhere)
    (spoiled,) = (elsewhere / ".cache" / "runtime").iterdir()
    (spoiled / "snapshot.bin").unlink()  # a link: what is written to it would be in the project's cache
    (spoiled / "snapshot.bin").write_bytes(b"GSN1")
    for name, value in {"TZ": "Pacific/Kiritimati", "HOME": "/nowhere", "LANG": "nl_NL.UTF-8"}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(elsewhere)
    reported: list[str] = []
    other = make_runtime(elsewhere / ".cache", reported.append)
    assert any("runtime" in line for line in reported)
    assert digests(other) == digests(runtime)
    assert other.record == runtime.record
    assert json.loads(other.record)["lock"]["packages"] == {}
    reported.clear()
    make_runtime(elsewhere / ".cache", reported.append)
    assert reported == []


def test_the_snapshot_holds_nothing_of_the_machine_that_made_it(runtime: Runtime) -> None:
    memory = runtime.made["snapshot.bin"].read_bytes()
    for trace in (str(ROOT), "make.mjs", "node_modules"):
        assert trace.encode() not in memory
        assert trace.encode("utf-32-le") not in memory


def test_the_library_is_of_the_standard_library_and_the_engine_and_of_nothing_else(runtime: Runtime) -> None:
    with zipfile.ZipFile(package_of(runtime) / "python_stdlib.zip") as archive:
        shipped = {name for name in archive.namelist() if name.endswith(".py")}
    engine = {path.relative_to(ROOT).as_posix() for path in (ROOT / "decision_tree").glob("*.py")}
    with zipfile.ZipFile(runtime.made["standard_library.zip"]) as archive:
        names = archive.namelist()
        assert all(entry.compress_type == zipfile.ZIP_STORED for entry in archive.infolist())
    assert all(name.endswith(".pyc") for name in names)
    found = {name.removesuffix("c") for name in names}
    assert found <= shipped | engine
    assert {"decision_tree/messages.py", "json/__init__.py", "encodings/punycode.py"} <= found
    assert not found & {"decision_tree/terminal.py", "zipfile/__init__.py", "shutil.py"}
    assert len(found) < len(shipped) / 3


def test_the_webassembly_is_little_more_than_half_of_what_pyodide_ships(runtime: Runtime) -> None:
    primary, whole = runtime.made["pyodide.primary.wasm"], package_of(runtime) / "pyodide.asm.wasm"
    assert primary.stat().st_size < whole.stat().st_size * 0.6


def spoiled(runtime: Runtime, folder: Path) -> Path:
    """A copy of Pyodide's package, to be changed."""
    folder.mkdir()
    for name in PYODIDE.files:
        shutil.copyfile(package_of(runtime) / name, folder / name)
    return folder


def test_a_pyodide_without_a_module_that_has_a_stand_in_is_refused(runtime: Runtime, tmp_path: Path) -> None:
    package = spoiled(runtime, tmp_path / "package")
    library = package / "python_stdlib.zip"
    with zipfile.ZipFile(library) as old, zipfile.ZipFile(tmp_path / "new.zip", "w") as new:
        for name in old.namelist():
            if name != "ssl.py":
                new.writestr(name, old.read(name))
    shutil.move(tmp_path / "new.zip", library)
    with pytest.raises(BuildError, match=r"standard library has no ssl\.py"):
        run_make(package, tmp_path)


def test_a_pyodide_whose_script_names_its_exports_otherwise_is_refused(
    runtime: Runtime, tmp_path: Path
) -> None:
    package = spoiled(runtime, tmp_path / "package")
    script = package / "pyodide.asm.mjs"
    text = script.read_text(encoding="utf-8")
    script.write_text(text.replace("=wasmExports[", "=wasmExports ["), encoding="utf-8")
    with pytest.raises(BuildError, match=r"exports, which cannot be"):
        run_make(package, tmp_path)
