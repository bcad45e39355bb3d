"""Only a folder of ours is ever replaced, and only by a finished site."""

from __future__ import annotations

import json
import os
import sys
import threading
from itertools import count
from pathlib import Path

import pytest

import build_site
from site_builder.problems import BuildError
from site_builder.site import publish
from site_builder.site.publish import check_target, replacing
from site_builder.unchanged import MARK
from tests.support.disturbing import killed_at


@pytest.mark.parametrize("name", [".", "docs", "docs/guide", ".git", ".cache", "..", "precious", "file"])
def test_folders_that_hold_something_else_are_refused(tmp_path: Path, name: str) -> None:
    root = tmp_path / "project"
    for folder in ("docs/guide", ".git", ".cache", "precious"):
        (root / folder).mkdir(parents=True)
    (root / "precious" / "thesis.txt").write_text("years of work")
    (root / "file").write_text("a file")
    with pytest.raises(BuildError):
        check_target((root / name).resolve(), root)


def test_a_new_an_empty_and_an_older_site_are_accepted(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "older").mkdir()
    (tmp_path / "older" / MARK).write_text(json.dumps({"engine": "", "version": "", "witnesses": {}}))
    for name in ("new", "empty", "older"):
        check_target(tmp_path / name, tmp_path)


@pytest.mark.parametrize("name", [".git", "CNAME", "private.txt"])
def test_a_site_into_which_somebody_has_put_something_is_refused(tmp_path: Path, name: str) -> None:
    out = tmp_path / "site"
    out.mkdir()
    (out / MARK).write_text(json.dumps({"engine": "", "version": "", "witnesses": {}}))
    check_target(out, tmp_path)
    (out / name).write_text("mine")
    with pytest.raises(BuildError):
        check_target(out, tmp_path)


def test_another_programs_certificate_does_not_make_a_site(tmp_path: Path) -> None:
    (tmp_path / "certs").mkdir()
    (tmp_path / "certs" / MARK).write_text("{}")
    with pytest.raises(BuildError):
        check_target(tmp_path / "certs", tmp_path)


@pytest.fixture(params=["in one step", "by two renames"])
def system(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """A system that can exchange two folders in one step, which not all can, and one that cannot."""
    if request.param == "by two renames":
        monkeypatch.setattr(publish, "_swap", lambda one, other: False)
    return str(request.param)


def site_of(folder: Path, text: str) -> Path:
    folder.mkdir()
    (folder / MARK).write_text(text)
    return folder


def test_a_build_that_is_killed_at_any_step_of_publishing_leaves_a_whole_site(
    tmp_path: Path, system: str
) -> None:
    """At every moment where the system exchanges in one step, else for the next build."""
    for step in count(1):
        folder = tmp_path / str(step)
        folder.mkdir()
        out = site_of(folder / "site", "old")

        def publish_new(out: Path = out) -> None:
            with replacing(out) as stage:
                (stage / MARK).write_text("new")

        killed = killed_at(step, folder, publish_new)
        if system == "in one step":
            assert (out / MARK).read_text() in ("old", "new")
        with pytest.raises(RuntimeError), replacing(out):
            raise RuntimeError
        assert (out / MARK).read_text() in (("old", "new") if killed else ("new",))
        for left in folder.iterdir():
            os.utime(left, (0, 0))
        publish_new()
        assert [path.name for path in folder.iterdir()] == ["site"]
        if not killed:
            break
    assert step > 10


def test_ctrl_c_between_the_two_renames_brings_the_old_site_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publish, "_swap", lambda one, other: False)
    out = site_of(tmp_path / "site", "old")
    rename = Path.rename

    def interrupted(self: Path, target: Path) -> Path:
        if "-new-" in self.name:
            raise KeyboardInterrupt
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", interrupted)
    with pytest.raises(KeyboardInterrupt), replacing(out) as stage:
        (stage / MARK).write_text("new")
    assert (out / MARK).read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems need two renames")
def test_there_is_a_site_at_every_moment_of_an_exchange(tmp_path: Path) -> None:
    out = site_of(tmp_path / "site", "0")
    done = threading.Event()
    missed = []

    def look() -> None:
        while not done.is_set():
            if not (out / MARK).exists():
                missed.append(1)

    looking = threading.Thread(target=look)
    looking.start()
    for number in range(1, 200):
        with replacing(out) as stage:
            (stage / MARK).write_text(str(number))
    done.set()
    looking.join()
    assert (missed, (out / MARK).read_text()) == ([], "199")


def test_build_refuses_in_one_sentence_and_touches_nothing(
    copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (copy / "precious").mkdir()
    (copy / "precious" / "thesis.txt").write_text("years of work")
    assert build_site.main(["--root", str(copy), "site", "--out", str(copy / "precious")]) == 2
    assert "holds other things" in capsys.readouterr().err
    assert (copy / "precious" / "thesis.txt").read_text() == "years of work"


def test_when_the_work_fails_the_old_site_stays_and_nothing_is_left_over(tmp_path: Path) -> None:
    out = tmp_path / "site"
    out.mkdir()
    (out / MARK).write_text("old")
    with pytest.raises(RuntimeError), replacing(out) as stage:
        (stage / MARK).write_text("new")
        raise RuntimeError
    assert (out / MARK).read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_two_builds_at_once_each_publish_a_whole_site(tmp_path: Path, system: str) -> None:
    out = tmp_path / "site"
    both = threading.Barrier(2)

    def publish_named(name: str) -> None:
        with replacing(out) as stage:
            (stage / MARK).write_text(name)
            both.wait()
            (stage / "page").write_text(name)

    threads = [threading.Thread(target=publish_named, args=(name,)) for name in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (out / MARK).read_text() == (out / "page").read_text()
    assert [path.name for path in tmp_path.iterdir()] == ["site"]
