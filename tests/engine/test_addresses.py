"""What a release moves: only what has changed, and what names it."""

from __future__ import annotations

import shutil
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


@pytest.mark.parametrize("name", ["snapshot.bin", "standard_library.zip", "pyodide.primary.wasm"])
def test_a_changed_part_of_the_runtime_moves_itself_and_the_worker_that_names_it(
    runtime: Runtime, scripts: Path, tmp_path: Path, name: str
) -> None:
    before = write_files(runtime, scripts, tmp_path / "before")
    changed = tmp_path / name
    changed.write_bytes(runtime.made[name].read_bytes() + b"\0")
    after = write_files(replace(runtime, made=runtime.made | {name: changed}), scripts, tmp_path / "after")
    assert moved(before, after) == {name, "worker.js"}
    worker = (tmp_path / "after" / after["worker.js"]).read_text(encoding="utf-8")
    folder = Path(after[name]).parent.name
    assert f'"{name}": "{folder}' in worker
