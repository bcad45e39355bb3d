"""The engine's wheel: the same bytes from the same sources, the engine and nothing else."""

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from decision_tree.json_form import dump_tree
from decision_tree.model import Tree
from site_builder.engine.engine_wheel import PROJECT, engine_wheel
from site_builder.problems import BuildError


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of what the wheel is built from, with a part for the page in it."""
    copy = tmp_path / "project"
    shutil.copytree(PROJECT / "decision_tree", copy / "decision_tree")
    shutil.copyfile(PROJECT / "pyproject.toml", copy / "pyproject.toml")
    web = copy / "decision_tree" / "web"
    web.mkdir(exist_ok=True)
    (web / "guide.js").write_text("// the page's side\n")
    return copy


def test_the_same_sources_give_the_same_bytes_whenever_and_wherever(project: Path, tmp_path: Path) -> None:
    first = engine_wheel(tmp_path / "first", project).read_bytes()
    elsewhere = tmp_path / "elsewhere"
    shutil.copytree(project, elsewhere)
    for path in elsewhere.rglob("*.py"):
        os.utime(path, (1_000_000_000, 1_000_000_000))
        path.chmod(0o600)
    assert engine_wheel(tmp_path / "second", elsewhere).read_bytes() == first


def test_the_wheel_is_the_engine_and_nothing_else(project: Path, tmp_path: Path) -> None:
    wheel = engine_wheel(tmp_path / "cache", project)
    assert wheel.name.endswith("-py3-none-any.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        (metadata,) = (archive.read(name).decode() for name in names if name.endswith("/METADATA"))
    assert {name.split("/")[0].split("-")[0] for name in names} == {"decision_tree"}
    assert not [name for name in names if "/web/" in name or not name.startswith("decision_tree")]
    assert "Requires-Dist" not in metadata


def test_the_wheel_that_pyodide_gets_walks_the_guide_in_cpython(tmp_path: Path, tree: Tree) -> None:
    wheel = engine_wheel(tmp_path)
    (tmp_path / "tree.json").write_text(dump_tree(tree), encoding="utf-8")
    code = """if True:
        import sys
        sys.path.insert(0, sys.argv.pop(1))
        import decision_tree.__main__
        assert decision_tree.__file__.startswith(sys.path[0])
        sys.exit(decision_tree.__main__.main(sys.argv[1:]))
    """
    answers = "subject=own,own-product=azure"
    done = subprocess.run(
        [sys.executable, "-I", "-c", code, wheel, tmp_path / "tree.json", "--json", "--answers", answers],
        capture_output=True, text=True, encoding="utf-8", check=True,
    )  # fmt: skip
    assert json.loads(done.stdout)["outcome"]["id"] == "own-azure"


def test_an_unchanged_engine_is_not_built_again(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wheel = engine_wheel(tmp_path / "cache", project)
    (project / "decision_tree" / "web" / "guide.js").write_text("// changed\n")
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: pytest.fail("something was built"))
    assert engine_wheel(tmp_path / "cache", project) == wheel


def test_a_changed_engine_is_built_and_replaces_the_old(project: Path, tmp_path: Path) -> None:
    old = engine_wheel(tmp_path / "cache", project)
    (project / "decision_tree" / "added.py").write_text("ANSWER = 42\n")
    new = engine_wheel(tmp_path / "cache", project)
    assert "decision_tree/added.py" in zipfile.ZipFile(new).namelist()
    assert not old.exists()


def test_a_build_that_fails_is_one_sentence_and_leaves_nothing(project: Path, tmp_path: Path) -> None:
    (project / "decision_tree" / "__init__.py").write_text("")
    with pytest.raises(BuildError, match=r"could not be built; hatchling says: .*version"):
        engine_wheel(tmp_path / "cache", project)
    assert list((tmp_path / "cache" / "engine").iterdir()) == []
