"""Compressed copies of a site's files: right, worth it, made once, and never half-written."""

from __future__ import annotations

import gzip
import os
import random
import shutil
import stat
from pathlib import Path

import brotli
import pytest

from site_builder.site import compressing
from site_builder.site.compressing import Way, compress
from tests.support.linking import link_tree

PAGE = "".join(f"<p>Question {number} of the guide</p>\n" for number in range(400)).encode()
NOISE = random.Random(1).randbytes(5000)
KINDS = (
    "index.html", "a.css", "a.js", "a.mjs", "tree.json", "sitemap.xml", "a.svg", "robots.txt",
    "static/site.0123456789ab.css", "engine/x/a.wasm",
)  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small site: each kind of text, what is tiny, what is noise, and what is no text."""
    found = tmp_path / "site"
    for number, name in enumerate(KINDS):
        path = found / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(PAGE + f"<i>{number}</i>".encode())
    (found / "tiny.html").write_bytes(b" " * (compressing.TINY - 1))
    (found / "noise.json").write_bytes(NOISE)
    (found / "image.png").write_bytes(PAGE)
    (found / "engine/x/packed.zip").write_bytes(random.Random(2).randbytes(20000) + b" " * 900)
    (found / "engine/x/stored.zip").write_bytes(PAGE)
    return found


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[Way]:
    """The ways in which something was really compressed."""
    found: list[Way] = []
    squeeze = compressing.squeeze

    def count(content: bytes, way: Way) -> bytes:
        found.append(way)
        return squeeze(content, way)

    monkeypatch.setattr(compressing, "squeeze", count)
    return found


def copies(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.suffix in compressing.COMPRESSED
    }


def unpacked(path: Path) -> bytes:
    content = path.read_bytes()
    return gzip.decompress(content) if path.suffix == ".gz" else bytes(brotli.decompress(content))


def test_every_copy_of_real_files_unpacks_to_its_file_and_saves_what_is_promised(
    site: Path, tmp_path: Path
) -> None:
    folder = link_tree(site / "ar-SA", tmp_path / "site")
    compress(folder, tmp_path / "cache", None)
    made = [path for path in folder.rglob("*") if path.suffix in compressing.COMPRESSED]
    assert len(made) > 20
    for path in made:
        original = path.with_suffix("")
        assert unpacked(path) == original.read_bytes(), path
        assert path.stat().st_size <= 0.95 * original.stat().st_size, path
    for page in folder.rglob("*.html"):
        for suffix in compressing.COMPRESSED:
            assert page.with_name(page.name + suffix).is_file() == (page.stat().st_size >= compressing.TINY)


@pytest.mark.parametrize("jobs", [1, pytest.param(2, marks=pytest.mark.slow)])
def test_each_kind_of_text_gets_copies_and_nothing_else_does(folder: Path, tmp_path: Path, jobs: int) -> None:
    compress(folder, tmp_path / "cache", jobs)
    wanted = {f"{name}{suffix}" for name in (*KINDS, "engine/x/stored.zip") for suffix in (".br", ".gz")}
    assert copies(folder).keys() == wanted
    for name in wanted:
        assert unpacked(folder / name) == (folder / name).with_suffix("").read_bytes()


def test_gzip_says_neither_name_nor_time_nor_system(folder: Path, tmp_path: Path) -> None:
    compress(folder, tmp_path / "cache", 1)
    assert (folder / "index.html.gz").read_bytes()[:10] == b"\x1f\x8b\x08\0\0\0\0\0\x02\xff"


def test_a_second_run_compresses_nothing_and_gives_the_same_bytes(
    folder: Path, tmp_path: Path, calls: list[Way]
) -> None:
    cache = tmp_path / "cache"
    compress(folder, cache, 1)
    assert len(calls) == 2 * (len(KINDS) + 3), "one for each way, and noise and the archives too"
    before = copies(folder)
    calls.clear()
    for name in before:
        (folder / name).unlink()
    compress(folder, cache, 1)
    assert calls == []
    assert copies(folder) == before


def test_the_same_content_is_compressed_once_however_many_files_have_it(
    tmp_path: Path, calls: list[Way]
) -> None:
    folder = tmp_path / "site"
    for locale in ("nl-NL", "de-DE"):
        (folder / locale).mkdir(parents=True)
        (folder / locale / "search.js").write_bytes(PAGE)
    compress(folder, tmp_path / "cache", 1)
    assert len(calls) == 2
    assert len(copies(folder)) == 4


def test_a_changed_file_alone_is_compressed_anew(folder: Path, tmp_path: Path, calls: list[Way]) -> None:
    cache = tmp_path / "cache"
    compress(folder, cache, 1)
    before = copies(folder)
    calls.clear()
    (folder / "tree.json").write_bytes(PAGE + b"changed")
    compress(folder, cache, 1)
    assert len(calls) == 2
    assert unpacked(folder / "tree.json.br").endswith(b"changed")
    after = copies(folder)
    assert {name for name in after if after[name] != before[name]} == {"tree.json.br", "tree.json.gz"}


def test_copies_that_are_no_longer_worth_it_are_taken_away(folder: Path, tmp_path: Path) -> None:
    compress(folder, tmp_path / "cache", 1)
    (folder / "tree.json").write_bytes(b"{}")
    (folder / "a.css").write_bytes(NOISE)
    compress(folder, tmp_path / "cache", 1)
    left = copies(folder)
    assert not [name for name in left if name.startswith(("tree.json", "a.css"))]


def test_what_never_changes_under_its_name_gets_all_the_effort() -> None:
    assert compressing.ways("engine/x/a.wasm")[0] == Way(".br", 11, 21)
    assert compressing.ways("engine/x/a.bin")[0] == Way(".br", 11)
    assert compressing.ways("static/a.js")[0] == Way(".br", 11)
    assert compressing.ways("nl-NL/index.html")[0] == Way(".br", 10)
    assert compressing.ways("nl-NL/faq/index.html")[0] == Way(".br", 8)
    assert compressing.ways("image.png") == ()


def test_a_later_edit_of_the_site_does_not_change_the_cache(
    folder: Path, tmp_path: Path, calls: list[Way]
) -> None:
    compress(folder, tmp_path / "cache", 1)
    with (folder / "index.html.br").open("r+b") as file:  # in place, as a link would pass it on
        file.write(b"spoiled")
    calls.clear()
    compress(folder, tmp_path / "cache", 1)
    assert calls == []
    assert unpacked(folder / "index.html.br") == (folder / "index.html").read_bytes()


def test_a_spoiled_entry_of_the_cache_is_made_anew(folder: Path, tmp_path: Path, calls: list[Way]) -> None:
    compress(folder, tmp_path / "cache", 1)
    before = copies(folder)
    for entry in (tmp_path / "cache/compressed").iterdir():
        entry.write_bytes(entry.read_bytes()[:-1])
    made = len(calls)
    calls.clear()
    compress(folder, tmp_path / "cache", 1)
    assert len(calls) == made
    assert copies(folder) == before


def test_the_cache_is_bounded_and_forgets_what_was_not_used_for_longest(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, calls: list[Way]
) -> None:
    cache, store = tmp_path / "cache", tmp_path / "cache/compressed"
    compress(folder, cache, 1)
    for entry in store.iterdir():
        os.utime(entry, (1, 1))
    (folder / "index.html").write_bytes(PAGE + b"new")
    shutil.rmtree(folder / "engine")
    compress(folder, cache, 1)  # these were used just now, the engine's and the old page's were not
    used = {entry.name for entry in store.iterdir() if entry.stat().st_mtime > 1}
    limit = sum((store / name).stat().st_size for name in used)
    monkeypatch.setattr(compressing, "LIMIT", limit)
    calls.clear()
    compress(folder, cache, 1)
    assert calls == []
    assert {entry.name for entry in store.iterdir()} == used
    monkeypatch.setattr(compressing, "LIMIT", 0)
    compress(folder, cache, 1)
    assert list(store.iterdir()) == []


def test_an_interrupted_write_leaves_nothing_half_written(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compress(folder, tmp_path / "cache", 1)
    before = copies(folder)
    (folder / "index.html").write_bytes(PAGE + b"new")
    write = Path.write_bytes

    def half(path: Path, content: bytes) -> int:
        write(path, content[: len(content) // 2])
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "write_bytes", half)
    with pytest.raises(KeyboardInterrupt):
        compress(folder, tmp_path / "cache", 1)
    monkeypatch.undo()
    assert copies(folder) == before
    assert not [path for path in tmp_path.rglob(".*") if path.is_file()], "no part is left"
    compress(folder, tmp_path / "cache", 1)
    assert unpacked(folder / "index.html.br").endswith(b"new")


def test_what_a_killed_build_was_writing_is_swept_away_a_day_later(folder: Path, tmp_path: Path) -> None:
    store = tmp_path / "cache/compressed"
    store.mkdir(parents=True)
    for name, age in ((".old-1", 2 * compressing.ABANDONED), (".young-2", 0)):
        (store / name).write_bytes(b"half")
        now = (store / name).stat().st_mtime
        os.utime(store / name, (now - age, now - age))
    compress(folder, tmp_path / "cache", 1)
    assert [path.name for path in store.glob(".*")] == [".young-2"]


def test_copies_can_be_read_by_whom_the_files_can_be_read(folder: Path, tmp_path: Path) -> None:
    compress(folder, tmp_path / "cache", 1)
    mode = stat.S_IMODE((folder / "index.html").stat().st_mode)
    assert {stat.S_IMODE((folder / name).stat().st_mode) for name in copies(folder)} == {mode}
