"""What a release moves: only what has changed, and what names it."""

from __future__ import annotations

import shutil
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from site_builder.engine.page_scripts import make_page_scripts
from site_builder.engine.runtime import Runtime, write_files
from tests.conftest import ROOT


@pytest.fixture
def scripts(runtime: Runtime, tmp_path: Path) -> Path:
    """A copy of the page scripts."""
    made = make_page_scripts(ROOT / ".cache", lambda line: None)
    return Path(shutil.copytree(made, tmp_path / "scripts"))


def moved(before: dict[str, str], after: dict[str, str]) -> set[str]:
    """The names of the files that have another address."""
    return {name for name in before | after if before.get(name) != after.get(name)}


def test_a_changed_script_moves_nothing_but_itself(runtime: Runtime, scripts: Path, tmp_path: Path) -> None:
    before = write_files(runtime, scripts, tmp_path / "before")
    with (scripts / "home.js").open("a") as script:
        script.write("// changed\n")
    after = write_files(runtime, scripts, tmp_path / "after")
    assert moved(before, after) == {"home.js"}


@pytest.mark.parametrize(
    ("name", "others"),
    [
        ("pyodide.secondary.wasm", set()),
        ("pyodide.primary.wasm", {"snapshot.bin"}),  # which is of no use with another one
    ],
)
def test_a_changed_part_of_the_runtime_moves_itself_and_the_worker_that_names_it(
    runtime: Runtime, scripts: Path, tmp_path: Path, name: str, others: set[str]
) -> None:
    before = write_files(runtime, scripts, tmp_path / "before")
    changed = tmp_path / name
    changed.write_bytes(runtime.made[name].read_bytes() + b"\0")
    after = write_files(replace(runtime, made=runtime.made | {name: changed}), scripts, tmp_path / "after")
    assert moved(before, after) == {name, "worker.js"} | others
    worker = (tmp_path / "after" / after["worker.js"]).read_text(encoding="utf-8")
    assert f'"../{after[name].removeprefix("engine/")}"' in worker


def with_changed(module: str, runtime: Runtime, folder: Path) -> Runtime:
    """The runtime with another module in its library, and so in all that is made of that."""
    folder.mkdir()
    shutil.copyfile(runtime.made["standard_library.zip"], folder / "standard_library.zip")
    with zipfile.ZipFile(folder / "standard_library.zip", "a") as archive:
        archive.writestr(module, b"changed")
    for name in ("engine.zip", "snapshot.bin"):
        (folder / name).write_bytes(runtime.made[name].read_bytes() + b"changed")
    return replace(runtime, made=runtime.made | {path.name: path for path in folder.iterdir()})


def test_a_changed_engine_leaves_the_snapshot_where_it_is(
    runtime: Runtime, scripts: Path, tmp_path: Path
) -> None:
    before = write_files(runtime, scripts, tmp_path / "before")
    changed = with_changed("decision_tree/new.pyc", runtime, tmp_path / "changed")
    after = write_files(changed, scripts, tmp_path / "after")
    assert moved(before, after) == {"engine.zip", "standard_library.zip", "worker.js"}


def test_a_snapshot_with_another_standard_library_is_another_one(
    runtime: Runtime, scripts: Path, tmp_path: Path
) -> None:
    before = write_files(runtime, scripts, tmp_path / "before")
    after = write_files(with_changed("new.pyc", runtime, tmp_path / "changed"), scripts, tmp_path / "after")
    assert "snapshot.bin" in moved(before, after)
