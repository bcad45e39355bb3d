"""What MkDocs and the theme make of the guide's pages."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from site_builder.pages import mkdocs_site
from site_builder.pages.search import PASSED_OVER
from site_builder.site.checking import Checked
from site_builder.site.edition import SiteContext, build_edition, put_together, site_context


@pytest.fixture(scope="module")
def context(checked: Checked) -> SiteContext:
    """All that editions share."""
    return site_context(checked, checked.catalogs.values())


@pytest.mark.slow
@pytest.mark.parametrize("id", ["en-US", "ar-SA"])
def test_the_search_finds_in_less_of_a_page_what_it_finds_in_the_whole(
    context: SiteContext, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, id: str
) -> None:
    catalog = context.checked.catalogs[id]
    build_edition(context, catalog, tmp_path / "less", tmp_path / "cache")
    monkeypatch.setattr(mkdocs_site, "searched_text", _without_what_is_passed_over)
    build_edition(context, catalog, tmp_path / "whole", tmp_path / "cache")

    def index(name: str) -> list[dict[str, str]]:
        found = json.loads((tmp_path / name / "search/search_index.json").read_text(encoding="utf-8"))["docs"]
        return list(found)

    less, whole = index("less"), index("whole")
    # cells and rows are set apart for the search, so white space and tags are not compared
    assert [_squeezed(doc) for doc in less] == [_squeezed(doc) for doc in whole]


def _without_what_is_passed_over(content: str) -> str:
    page = LexborHTMLParser(content)
    for passed_over in page.css(PASSED_OVER):
        passed_over.decompose()
    return (page.body.inner_html or "") if page.body else ""


def _squeezed(doc: dict[str, str]) -> dict[str, str]:
    return {key: "".join(re.sub(r"<[^>]*>", "", doc[key]).split()) for key in ("location", "title", "text")}


def test_the_table_of_contents_lists_the_headings_as_they_read(context: SiteContext, tmp_path: Path) -> None:
    catalog = context.checked.catalogs["en-US"]
    build_edition(context, catalog, tmp_path / "site", tmp_path / "cache")
    page = LexborHTMLParser((tmp_path / "site/procedures/index.html").read_text(encoding="utf-8"))
    links = page.css(".md-sidebar--secondary .md-nav__link")
    listed = [" ".join(link.text().split()) for link in links]
    for anchor in page.css("h2 a.headerlink"):
        anchor.decompose()
    headings = [" ".join(heading.text().split()) for heading in page.css("main h2[id]")]
    assert headings and [text for text in listed if text in headings] == headings
    assert any("\u0027" in text for text in headings), "one with a letter that HTML could escape"


def test_pages_have_the_tree_that_the_engine_has(context: SiteContext) -> None:
    edition = put_together(context, context.checked.catalogs["en-US"])
    assert edition.tree == context.checked.compiled
