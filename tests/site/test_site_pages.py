"""The pages of the real site: links, anchors and facts, and the files that are published beside them."""

from __future__ import annotations

import functools
import hashlib
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import jsonschema
import pytest
from selectolax.lexbor import LexborHTMLParser

from decision_tree.json_form import load_tree
from tests.conftest import LOCALES
from tests.support.site_pages import AROUND, pages


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self.ids: set[str] = set()
        self.twice: set[str] = set()
        self.facts: set[str] = set()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        for name, value in attributes:
            if name in ("href", "src") and value:
                self.found.append((tag, value))
            if name == "id" and value in self.ids:
                self.twice.add(value)
            if name in ("id", "name") and value:
                self.ids.add(value)
            if name == "data-facts" and value:
                self.facts |= set(value.split())


@functools.cache
def parse(path: Path) -> _Links:
    """What a page of the site holds; read once for all the tests of it."""
    links = _Links()
    links.feed(path.read_text(encoding="utf-8"))
    return links


@pytest.mark.xdist_group("pages of the site")
def test_every_link_and_anchor_inside_the_site_leads_somewhere(site: Path) -> None:
    parsed = {path: parse(path) for path in pages(site)}
    broken = []
    for path, page in parsed.items():
        here = "http://site/" + path.relative_to(site).as_posix().removesuffix("index.html")
        for _, href in page.found:
            if href.startswith(("mailto:", "data:", "#__")):
                continue
            address, anchor = urldefrag(urljoin(here, href))
            if not address.startswith("http://site/"):
                continue
            target = site / unquote(urlsplit(address).path.removeprefix("/"))
            target = target / "index.html" if target.is_dir() else target
            if not target.is_file():
                broken.append(f"{here} -> {href}")
            elif anchor and target in parsed and anchor not in parsed[target].ids:
                broken.append(f"{here} -> {href} (no such anchor)")
    assert not broken


@pytest.mark.xdist_group("pages of the site")
def test_no_page_has_an_id_twice(site: Path) -> None:
    assert {path: page.twice for path in pages(site) if (page := parse(path)).twice} == {}


@pytest.mark.xdist_group("pages of the site")
def test_pages_load_nothing_from_another_host(site: Path) -> None:
    for path in pages(site):
        text = path.read_text(encoding="utf-8")
        loaded = re.findall(r'<(?:script|link|img|iframe)[^>]*\s(?:src|href)="(https?://[^"]*)"', text)
        assert not [address for address in loaded if "canonical" not in address], path


@pytest.mark.xdist_group("pages of the site")
def test_every_locale_has_the_same_pages_and_the_guides_own_anchors(site: Path) -> None:
    def shape(locale: str) -> dict[str, set[str]]:
        root = site / locale
        return {p.relative_to(root).as_posix(): parse(p).ids for p in pages(root)}

    english = shape(LOCALES[0])
    for locale in LOCALES[1:]:
        found = shape(locale)
        assert found.keys() == english.keys()
        state = found.pop("translation/index.html")  # only a translation has one to tell of
        assert {"status", "to-do"} <= state
        assert found == {path: ids for path, ids in english.items() if path in found}


@pytest.mark.xdist_group("pages of the site")
def test_every_fact_of_the_article_is_on_a_page_in_every_locale(site: Path) -> None:
    article = {f"F{number}" for number in range(1, 88)}
    for locale in LOCALES:
        shown = set().union(*(parse(path).facts for path in pages(site / locale)))
        assert not article - shown


def test_published_files_match_their_published_schemas(site: Path) -> None:
    for locale in ("en-US", "ar-SA"):  # the source, and a translation: the others differ in their texts alone
        for name in ("tree", "guide"):
            value = json.loads((site / locale / f"{name}.json").read_text(encoding="utf-8"))
            published = "tree-json" if name == "tree" else name
            found = json.loads((site / "schemas" / f"{published}.schema.json").read_text(encoding="utf-8"))
            jsonschema.validate(value, found, cls=jsonschema.Draft202012Validator)


def test_the_published_tree_is_one_the_engine_reads(site: Path) -> None:
    trees = [load_tree((site / locale / "tree.json").read_text(encoding="utf-8")) for locale in LOCALES]
    assert [tree.locale for tree in trees] == list(LOCALES)
    assert len({tree.version for tree in trees}) == 1


def test_each_page_loads_the_tree_of_its_own_locale_under_a_hash_of_it(site: Path) -> None:
    for locale in LOCALES:
        tree = (site / locale / "tree.json").read_bytes()
        for page in (site / locale / "index.html", site / locale / "embed/index.html"):
            address = re.search(r'data-tree="([^"]*)"', page.read_text(encoding="utf-8"))
            assert address
            loaded = page.parent / address[1]
            assert loaded.name == f"tree.{hashlib.sha256(tree).hexdigest()[:12]}.json"
            assert loaded.read_bytes() == tree


@pytest.mark.parametrize("locale", LOCALES)
def test_every_page_says_at_its_top_from_when_its_source_is_and_has_one_title(
    site: Path, locale: str
) -> None:
    for path in AROUND:
        page = LexborHTMLParser((site / locale / path / "index.html").read_text(encoding="utf-8"))
        assert len(page.css("h1")) == 1, path
        line = page.css_first("h1 + .guide-followed")
        assert line and "2021" in line.text(), path
        (title,) = page.css("head title")
        parts = title.text().split(" – ")
        assert len(parts) == len(set(parts)) == 2, parts


def names(page: Path) -> set[tuple[str, ...]]:
    """What a page calls its landmarks, fields and whatever else has a name that is not seen."""
    named = LexborHTMLParser(page.read_text(encoding="utf-8")).css("[aria-label]")
    found = {(one.tag, one.attributes.get("role") or "", one.attributes["aria-label"] or "") for one in named}
    assert all(name.strip() for *_, name in found), page
    return found


@pytest.mark.parametrize("locale", LOCALES[1:])
def test_no_translation_calls_two_things_by_one_name(site: Path, locale: str) -> None:
    """A screen reader lists landmarks, links and fields by their names."""
    for path in ("", *AROUND):
        if path != "translation/":  # a translation has more to say there
            page = f"{path}index.html"
            assert len(names(site / locale / page)) == len(names(site / LOCALES[0] / page)), path
