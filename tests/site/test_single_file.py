"""The guide in one file: it loads nothing, names its date and the living guide, and harms no folder."""

from __future__ import annotations

import base64
import hashlib
import re
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from site_builder.hosting import Hosting
from site_builder.problems import BuildError
from site_builder.site import write_single_files
from site_builder.site.checking import Checked, check_all
from site_builder.source_date import source_date
from site_builder.unchanged import MARK
from tests.support.guide_copies import ROOT

DAY = "1764460800"
"""30 November 2025, in seconds since 1970."""


@pytest.fixture(scope="module")
def helpdesk() -> Checked:
    """A guide of another kind: with numbers, dates, several answers, long lists and rules that change."""
    return check_all(ROOT / "examples/it-helpdesk")


def written(checked: Checked, out: Path) -> dict[str, str]:
    write_single_files(checked, out, lambda line: None)
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(out.glob("*.html"))}


def test_the_file_loads_nothing_and_its_links_stay_inside(
    helpdesk: Checked, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", DAY)
    files = written(helpdesk, tmp_path / "out")
    assert set(files) == {f"guide-{id}.html" for id, one in helpdesk.catalogs.items() if one.published}
    for html in files.values():
        page = LexborHTMLParser(html)
        assert not page.css("script, template, [src], [hidden], [onclick], [style]")
        assert [link.attributes["href"] for link in page.css("link")] == ["data:,"]
        (style,) = page.css("style")
        assert not re.search(r"url\((?!\s*[\"']?data:)|@import", style.text())
        policy = page.css_first("meta[http-equiv]").attributes["content"] or ""
        assert policy.startswith("default-src 'none'; style-src 'sha256-")
        assert base64.b64encode(hashlib.sha256(style.text().encode()).digest()).decode() in policy
        assert not page.css("[data-when], [data-facts]"), "what only scripts read"
        assert page.css("td[data-name]"), "what a style sheet shows"
        ids = [node.attributes["id"] for node in page.css("[id]")]
        assert len(ids) == len(set(ids))
        inside = [href for one in page.css("a[href]") if (href := one.attributes["href"] or "")[:1] == "#"]
        assert {href.removeprefix("#") for href in inside} <= set(ids)
        others = {one.attributes["href"] or "" for one in page.css("a[href]")} - set(inside)
        assert all(re.match("https?:|mailto:|tel:", href) for href in others), others
        ends = {outcome.id for outcome in helpdesk.tree.outcomes}
        assert ends <= reached(page, helpdesk.tree.first)


def test_each_page_of_a_site_offers_that_of_its_locale(site: Path) -> None:
    for locale in ("en-US", "ar-SA"):
        pages = [path for path in (site / locale).rglob("*.html") if path.parent.name != "embed"]
        assert len(pages) > 15
        for path in pages:
            page = LexborHTMLParser(path.read_text(encoding="utf-8"))
            (link,) = page.css(".guide-footer a[download]")
            assert (link.attributes["href"] or "").endswith(f"/guide-{locale}.html"), path


def reached(page: LexborHTMLParser, first: str) -> set[str]:
    """The steps that links of answers lead to from the first question."""
    found, ahead = set[str](), [first]
    while ahead:
        step = ahead.pop()
        found.add(step)
        for link in page.css(f'[id="{step}"] .guide-choice'):
            target = (link.attributes["href"] or "").removeprefix("#")
            if target not in found:
                ahead.append(target)
    return found


def test_it_names_its_date_and_where_the_living_guide_is(
    helpdesk: Checked, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", DAY)
    html = written(helpdesk, tmp_path / "one")["guide-en-US.html"]
    assert html.count("Copy of November 30, 2025") == 2
    assert "Ask whoever gave you this file whether there is a newer one." in html
    assert helpdesk.content.version in html
    assert f"Public holidays known until December 31, {2025 + 2}" in html or not helpdesk.tree.calendars
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    monkeypatch.setattr("site_builder.site.single_files.source_date", lambda root: None)
    public = replace(helpdesk, hosting=Hosting(address="https://guide.example.org/help/"))
    html = written(public, tmp_path / "two")["guide-en-US.html"]
    assert "Copy of" not in html
    assert '<a href="https://guide.example.org/help/en-US/">guide.example.org/help/en-US/</a>' in html


def test_the_folder_keeps_what_else_is_in_it_and_a_site_is_refused(helpdesk: Checked, tmp_path: Path) -> None:
    (tmp_path / "own.txt").write_text("mine")
    assert "guide-en-US.html" in written(helpdesk, tmp_path)
    assert (tmp_path / "own.txt").read_text() == "mine"
    site = tmp_path / "site"
    site.mkdir()
    (site / MARK).write_text("{}")
    for out, fault in (
        (site, "holds a site"),
        (tmp_path / "own.txt", "is a file"),
        (helpdesk.root / "docs" / "guide", "part of the project"),
    ):
        before = sorted(tmp_path.rglob("*"))
        with pytest.raises(BuildError, match=fault):
            written(helpdesk, out)
        assert sorted(tmp_path.rglob("*")) == before


@pytest.fixture
def committed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Callable[..., None]]:
    """A guide in a repository, committed on 30 November 2025, and git."""
    for name, value in (("DATE", f"{DAY} +0900"), ("NAME", "A"), ("EMAIL", "a@example.org")):
        monkeypatch.setenv(f"GIT_COMMITTER_{name}", value)
        monkeypatch.setenv(f"GIT_AUTHOR_{name}", value)
    root = tmp_path / "repository" / "handbook"
    (root / "docs/guide").mkdir(parents=True)
    (root / "docs/guide/tree.yml").write_text("first: a\n")

    def git(*arguments: str) -> None:
        subprocess.run(["git", "-C", str(root), *arguments], check=True, capture_output=True)

    git("init", "-q", "..")
    git("add", "-A")
    git("commit", "-q", "-m", "A guide")
    return root, git


def test_the_date_is_that_of_the_commit_and_none_is_made_up(
    committed: tuple[Path, Callable[..., None]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, git = committed
    assert source_date(root) == date(2025, 11, 30)
    (root.parent / "notes.txt").write_text("beside the guide")
    assert source_date(root) == date(2025, 11, 30)
    (root / "docs/guide/faq.yml").write_text("questions: []\n")
    assert source_date(root) is None, "a new file is in no commit"
    (root / "docs/guide/faq.yml").unlink()
    (root / "docs/guide/tree.yml").write_text("first: b\n")
    assert source_date(root) is None, "nor is a change"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1735689600")
    assert source_date(root) == date(2025, 1, 1)
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    other = root.parent / "other"
    (other / "docs/guide").mkdir(parents=True)
    (root.parent / ".gitignore").write_text("other/\n")
    git("add", "-A")
    git("commit", "-q", "-m", "Another guide is ignored")
    assert source_date(other) is None
    assert source_date(tmp_path) is None
