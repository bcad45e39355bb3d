"""The runtime of the engine: the same bytes everywhere, nothing of the machine in it, loud if it differs."""

from __future__ import annotations

import hashlib
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from site_builder.engine import npm, runtime_bundle
from site_builder.engine.engine_wheel import engine_wheel
from site_builder.engine.pyodide_package import FILES
from site_builder.engine.runtime_bundle import Bundle
from site_builder.problems import BuildError
from tests.conftest import ROOT

CACHE = ROOT / ".cache"
Share = Callable[[Path], None]


def digests(bundle: Bundle) -> dict[str, str]:
    """The SHA-256 of each file that was made."""
    return {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in bundle.made.items()}


def test_made_elsewhere_it_is_the_same_bytes_and_it_is_made_once(
    bundle: Bundle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cache_of_project: Share
) -> None:
    elsewhere = tmp_path / "else where"
    elsewhere.mkdir()
    cache_of_project(elsewhere)
    shutil.rmtree(elsewhere / ".cache" / "runtime")
    for name, value in {"TZ": "Pacific/Kiritimati", "HOME": "/nowhere", "LANG": "nl_NL.UTF-8"}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(elsewhere)
    said: list[str] = []
    other = runtime_bundle.runtime_bundle(elsewhere / ".cache", said.append)
    assert any("runtime" in line for line in said)
    assert digests(other) == digests(bundle)
    assert other.record == bundle.record
    said.clear()
    runtime_bundle.runtime_bundle(elsewhere / ".cache", said.append)
    assert not any("runtime" in line for line in said)


def test_a_spoiled_one_is_made_anew(bundle: Bundle, tmp_path: Path, cache_of_project: Share) -> None:
    cache_of_project(tmp_path)
    (made,) = (tmp_path / ".cache" / "runtime").iterdir()
    (made / "snapshot.bin").unlink()  # a link: what is written to it would be in the project's cache
    (made / "snapshot.bin").write_bytes(b"GSN1")
    assert digests(runtime_bundle.runtime_bundle(tmp_path / ".cache", print)) == digests(bundle)


def test_the_snapshot_holds_nothing_of_the_machine_that_made_it(bundle: Bundle) -> None:
    memory = bundle.made["snapshot.bin"].read_bytes()
    for trace in (str(ROOT), "make.mjs", "node_modules"):
        assert trace.encode() not in memory
        assert trace.encode("utf-32-le") not in memory


def test_the_library_holds_what_was_imported_and_nothing_else(bundle: Bundle) -> None:
    with zipfile.ZipFile(bundle.made["standard_library.zip"]) as archive:
        names = set(archive.namelist())
        assert all(entry.compress_type == zipfile.ZIP_STORED for entry in archive.infolist())
    assert all(name.endswith(".pyc") for name in names)
    assert {"decision_tree/messages.pyc", "json/__init__.pyc", "encodings/punycode.pyc"} <= names
    assert not names & {"decision_tree/terminal.pyc", "zipfile/__init__.pyc", "shutil.pyc"}


def test_it_is_a_fraction_of_what_pyodide_ships(bundle: Bundle) -> None:
    with zipfile.ZipFile(CACHE / f"pyodide-{bundle.version}" / "python_stdlib.zip") as archive:
        whole = len([name for name in archive.namelist() if name.endswith(".py")])
    with zipfile.ZipFile(bundle.made["standard_library.zip"]) as archive:
        assert len(archive.namelist()) < whole / 3
    primary = bundle.made["pyodide.primary.wasm"].stat().st_size
    whole_module = CACHE / f"pyodide-{bundle.version}" / "pyodide.asm.wasm"
    assert primary < whole_module.stat().st_size * 0.6
    assert bundle.record["lock"]["packages"] == {}


def spoiled(bundle: Bundle, folder: Path) -> Path:
    """A copy of Pyodide's package, to be changed."""
    folder.mkdir()
    for name in FILES:
        shutil.copyfile(CACHE / f"pyodide-{bundle.version}" / name, folder / name)
    return folder


def test_a_pyodide_without_a_module_that_has_a_stand_in_is_refused(bundle: Bundle, tmp_path: Path) -> None:
    package = spoiled(bundle, tmp_path / "package")
    library = package / "python_stdlib.zip"
    with zipfile.ZipFile(library) as old, zipfile.ZipFile(tmp_path / "new.zip", "w") as new:
        for name in old.namelist():
            if name != "ssl.py":
                new.writestr(name, old.read(name))
    shutil.move(tmp_path / "new.zip", library)
    with pytest.raises(BuildError, match=r"could not be made of this Pyodide: .*ssl\.py"):
        runtime_bundle._make(package, engine_wheel(CACHE), tmp_path / "out" / "made")
    assert list((tmp_path / "out").iterdir()) == []


def test_a_pyodide_whose_script_names_its_exports_otherwise_is_refused(
    bundle: Bundle, tmp_path: Path
) -> None:
    package = spoiled(bundle, tmp_path / "package")
    script = package / "pyodide.asm.mjs"
    text = script.read_text(encoding="utf-8")
    script.write_text(text.replace("=wasmExports[", "=wasmExports ["), encoding="utf-8")
    with pytest.raises(BuildError, match=r"exports, which cannot be"):
        runtime_bundle._make(package, engine_wheel(CACHE), tmp_path / "out" / "made")
    assert list((tmp_path / "out").iterdir()) == []


def test_what_a_request_calls_and_no_one_rehearsed_is_refused(
    bundle: Bundle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Functions that only requests call, with a build that watches the start and one request."""
    parts = tmp_path / "site_builder" / "engine" / "runtime_parts"
    shutil.copytree(runtime_bundle.PARTS, parts)
    shutil.copytree(ROOT / "decision_tree" / "web", tmp_path / "decision_tree" / "web")
    script = parts / "make.mjs"
    text = script.read_text(encoding="utf-8")
    before, name, rest = text.partition("async function functionsCalled")
    watching, end, after = rest.partition("\n}\n")
    assert watching.count(", requests);") == 2
    watching = watching.replace(", requests);", ", requests.slice(0, 1));")
    script.write_text(before + name + watching + end + after, encoding="utf-8")
    monkeypatch.setattr(runtime_bundle, "PARTS", parts)
    package = CACHE / f"pyodide-{bundle.version}"
    with pytest.raises(BuildError, match="functions of the WebAssembly that it did not call before"):
        runtime_bundle._make(package, engine_wheel(CACHE), tmp_path / "out" / "made")
    assert list((tmp_path / "out").iterdir()) == []


def test_without_node_one_sentence_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cache_of_project: Share
) -> None:
    cache_of_project(tmp_path)
    shutil.rmtree(tmp_path / ".cache" / "runtime")
    monkeypatch.setattr(npm.shutil, "which", lambda name: None)
    monkeypatch.setattr(npm.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(BuildError, match=r"^There is no node, which runs Pyodide: .*\.$"):
        runtime_bundle.runtime_bundle(tmp_path / ".cache", print)
