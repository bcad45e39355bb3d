"""The cache: what is made is whole or not there, made once, and made anew if it was damaged."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from site_builder import store
from site_builder.store import HASHES, made


def writer(text: str) -> Callable[[Path], None]:
    """Fills a folder with two files."""

    def make(folder: Path) -> None:
        (folder / "a.txt").write_text(text)
        (folder / "below").mkdir()
        (folder / "below" / "b.txt").write_text("b")

    return make


def fails(folder: Path) -> None:
    """Writes something, and ends with an error."""
    (folder / "a.txt").write_text("half")
    raise ValueError("no more")


def never(folder: Path) -> None:
    """Must not be called."""
    pytest.fail("it is there already")


@pytest.mark.parametrize("compared", [False, True])
def test_a_folder_is_made_once(tmp_path: Path, compared: bool) -> None:
    folder = made(tmp_path / "shelf", "key", writer("one"), compared=compared)
    assert folder == tmp_path / "shelf" / "key"
    assert (folder / "a.txt").read_text() == "one"
    assert made(tmp_path / "shelf", "key", never, compared=compared) == folder


def test_what_fails_leaves_the_shelf_as_it_was(tmp_path: Path) -> None:
    other = made(tmp_path, "other", writer("other"))
    with pytest.raises(ValueError, match="no more"):
        made(tmp_path, "key", fails)
    assert list(tmp_path.iterdir()) == [other]


def test_so_many_are_kept_as_is_asked_for_and_those_that_were_used_last(tmp_path: Path) -> None:
    for day, key in enumerate("abc"):
        os.utime(made(tmp_path, key, writer(key), keep=9), (day, day))
    made(tmp_path, "a", never, keep=2)
    assert {path.name for path in tmp_path.iterdir()} == {"a", "c"}


def test_of_unfinished_folders_only_abandoned_ones_are_removed(tmp_path: Path) -> None:
    with store.unfinished(tmp_path) as old, store.unfinished(tmp_path) as new:
        os.utime(old, (0, 0))
        folder = made(tmp_path, "key", writer("one"))
        assert set(tmp_path.iterdir()) == {folder, new}


def test_what_another_build_is_making_is_waited_for(tmp_path: Path) -> None:
    makers: list[threading.Thread] = []

    def make(folder: Path) -> None:
        makers.append(threading.current_thread())
        second.start()
        second.join(0.2)  # it waits
        writer("first")(folder)

    first, second = (threading.Thread(target=made, args=(tmp_path, "key", make)) for _ in range(2))
    first.start()
    first.join()
    second.join()
    assert makers == [first]
    assert (tmp_path / "key" / "a.txt").read_text() == "first"


@pytest.mark.skipif(sys.platform == "win32", reason="the lock there is this process's own")
def test_a_program_that_was_left_at_work_is_waited_for(tmp_path: Path) -> None:
    entered = threading.Event()

    def enter() -> None:
        with store.one_at_a_time(tmp_path):
            entered.set()

    with store.one_at_a_time(tmp_path):
        left = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE, close_fds=False)
    waiting = threading.Thread(target=enter)
    waiting.start()
    assert not entered.wait(0.2)
    left.communicate(b"\n")
    waiting.join()
    assert entered.is_set()


@pytest.mark.parametrize("damage", ["changed", "missing", "added", "without its hashes"])
def test_a_compared_folder_is_made_anew_if_it_was_damaged(tmp_path: Path, damage: str) -> None:
    folder = made(tmp_path, "key", writer("one"), compared=True)
    if damage == "changed":
        (folder / "a.txt").write_text("on")
    elif damage == "missing":
        (folder / "below" / "b.txt").unlink()
    elif damage == "added":
        (folder / "c.txt").write_text("c")
    else:
        (folder / HASHES).write_text("{")
    with pytest.raises(ValueError, match="no more"):
        made(tmp_path, "key", fails, compared=True)
    made(tmp_path, "key", writer("one"), compared=True)
    assert {path.name for path in folder.iterdir()} == {"a.txt", "below", HASHES}
    assert (folder / "a.txt").read_text() == "one"
    made(tmp_path, "key", never, compared=True)
