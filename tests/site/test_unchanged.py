"""A build with nothing to do does nothing, and only then."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import build_site
from site_builder import site, unchanged
from site_builder.unchanged import fingerprint, recall, remember, stamp
from tests.conftest import ROOT
from tests.support.guide_copies import FEW


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A folder with what a stamp reads of a project."""
    (tmp_path / "docs" / "guide").mkdir(parents=True)
    (tmp_path / "docs" / "guide" / "tree.yml").write_text("first: a\n")
    (tmp_path / "mkdocs.yml").write_text("site_name: Guide\n")
    return tmp_path


def of(root: Path) -> str | None:
    return stamp(root, pseudo=False, compressed=True)


def test_a_stamp_is_that_of_the_content_and_not_of_its_dates(small: Path) -> None:
    before = of(small)
    os.utime(small / "docs/guide/tree.yml", (1, 1))
    assert of(small) == before
    (small / "docs/guide/tree.yml").write_text("first: b\n")
    os.utime(small / "docs/guide/tree.yml", (1, 1))
    assert of(small) != before


@pytest.mark.parametrize("file", ["docs/new.txt", "docs/guide/sub/new.yml"])
def test_a_new_file_below_docs_is_another_stamp(small: Path, file: str) -> None:
    before = of(small)
    (small / file).parent.mkdir(parents=True, exist_ok=True)
    (small / file).touch()
    assert of(small) != before


def test_options_the_date_and_the_packages_are_part_of_a_stamp(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = {
        of(small),
        stamp(small, pseudo=True, compressed=True),
        stamp(small, pseudo=False, compressed=False),
    }
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    found.add(of(small))
    monkeypatch.setattr(unchanged.time, "gmtime", lambda: (2030, 1, 1, 0, 0, 0, 1, 1, 0))
    found.add(of(small))
    monkeypatch.setattr(unchanged, "_installed", lambda: ["other-1.0.dist-info"])
    found.add(of(small))
    assert len(found) == 6


@pytest.mark.parametrize(
    "name", ["build_site.py", "site_builder/new.js", "package-lock.json", "new/source.c"]
)
def test_code_and_whatever_is_new_beside_it_are_part_of_a_stamp(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    code = tmp_path / "code"
    monkeypatch.setattr(unchanged, "CODE", code)
    code.mkdir()
    before = of(small)
    for passed_over in ("tests/a.py", "README.md", ".cache/a", "old-site/certificate.json"):
        (code / passed_over).parent.mkdir(parents=True, exist_ok=True)
        (code / passed_over).touch()
    assert of(small) == before
    (code / name).parent.mkdir(parents=True, exist_ok=True)
    (code / name).touch()
    assert of(small) != before


@pytest.mark.parametrize("line", ["x: !ENV HOME", "INHERIT: ../other.yml", "hooks: [../hook.py]"])
def test_settings_that_read_from_elsewhere_have_no_stamp(small: Path, line: str) -> None:
    (small / "mkdocs.yml").write_text(line)
    assert of(small) is None
    assert recall(small / ".cache", small / "site", None) is None


def empty_folder(site: Path) -> None:
    (site / "empty").mkdir()


def edited_with_its_old_date(site: Path) -> None:
    path = site / "nl-NL" / "index.html"
    state = path.stat()
    path.write_bytes(b"HACK")
    os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns))


def linked(site: Path) -> None:
    path = site / "nl-NL" / "index.html"
    path.rename(site.parent / "elsewhere")
    path.symlink_to(site.parent / "elsewhere")


DAMAGES: list[Callable[[Path], object]] = [
    empty_folder,
    edited_with_its_old_date,
    linked,
    lambda site: (site / "nl-NL" / "index.html").unlink(),
    lambda site: (site / "nl-NL").rename(site / "nl-BE"),
    lambda site: (site / "private.txt").write_text("mine"),
    lambda site: (site / "nl-NL" / "index.html").chmod(0o600),
    lambda site: (site / "nl-NL").chmod(0o700),
    lambda site: site.chmod(0o700),
    lambda site: site.rename(site.with_name("moved")),
]


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_site_is_recalled_only_while_it_is_whole(tmp_path: Path, damage: Callable[[Path], object]) -> None:
    cache, site = tmp_path / ".cache", tmp_path / "site"
    (site / "nl-NL").mkdir(parents=True)
    (site / "nl-NL" / "index.html").write_bytes(b"page")
    for path, mode in ((site, 0o755), (site / "nl-NL", 0o755), (site / "nl-NL" / "index.html", 0o644)):
        path.chmod(mode)
    remember(cache, site, "made from", fingerprint(site), ["as it was"])
    assert recall(cache, site, "made from") == ["as it was"]
    assert recall(cache, site, "something else") is None
    assert recall(cache, tmp_path, "made from") is None
    damage(site)
    assert recall(cache, site, "made from") is None


@pytest.mark.parametrize("spoilt", ["", "[]", "{", '{"stamp": "made from"}'])
def test_a_record_that_is_spoilt_recalls_nothing(tmp_path: Path, spoilt: str) -> None:
    cache, site = tmp_path / ".cache", tmp_path / "site"
    site.mkdir()
    remember(cache, site, "made from", fingerprint(site), [])
    (record,) = (cache / unchanged.RECORDS).iterdir()
    record.write_text(spoilt)
    assert recall(cache, site, "made from") is None


def test_records_of_sites_that_are_gone_are_swept_away(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        remember(tmp_path / ".cache", tmp_path / name, "made from", "site", [])
    (tmp_path / "one").rmdir()
    remember(tmp_path / ".cache", tmp_path / "two", "made from", "site", [])
    assert len(list((tmp_path / ".cache" / unchanged.RECORDS).iterdir())) == 1


def test_an_unchanged_site_is_not_made_again_and_a_spoilt_one_is(
    built: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["--root", str(built), "site", "--no-compress"]
    assert build_site.main(command) == 0
    made = fingerprint(built / "site")
    inode = (built / "site").stat().st_ino
    assert build_site.main(command) == 0
    assert (built / "site").stat().st_ino == inode, "the very same folder"
    said = capsys.readouterr().out
    assert said.count("Proved:") == 2
    assert {f"{id}: unchanged, skipped." for id in FEW} <= set(said.splitlines())
    page = built / "site" / "nl-NL" / "index.html"
    page.write_bytes(page.read_bytes().replace(b"e", b"a"))
    assert build_site.main(command) == 0
    assert (built / "site").stat().st_ino != inode
    assert fingerprint(built / "site") == made
    assert not [path for path in (built / "site").rglob("*") if path.name == unchanged.RECORDS]


def test_what_is_changed_while_it_is_built_is_built_again(
    built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.rmtree(built / ".cache" / unchanged.RECORDS)
    build = site.build_site

    def interrupted(*given: object, **options: object) -> object:
        done = build(*given, **options)  # type: ignore[arg-type]
        (built / "docs" / "new.txt").touch()
        return done

    monkeypatch.setattr(site, "build_site", interrupted)
    assert build_site.main(["--root", str(built), "site", "--no-compress"]) == 0
    assert not (built / ".cache" / unchanged.RECORDS).exists()


def test_nothing_of_the_builder_is_read_when_nothing_is_to_be_built() -> None:
    code = """
import sys, build_site
from site_builder.cli import command_line
command_line._parsed(["site"], command_line._verb(["--root", "x", "site"]))
assert "site_builder.cli.site" in sys.modules
print([name for name in ("mkdocs", "material", "babel", "holidays", "yaml", "jinja2") if name in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
