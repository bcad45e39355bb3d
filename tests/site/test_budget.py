"""What a first visit costs, in bytes that travel: a change that adds to it must say so here.

Counted is what a page needs before its first question can be read and answered: page, styles, scripts, icon,
each with brotli at its best. What comes later is not counted: the theme's script, the search, the engine, and
the script and the styles of outcomes.
"""

from __future__ import annotations

import functools
import gzip
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import brotli  # type: ignore[import-untyped]
import pytest

from tests.conftest import LOCALES

GOAL = 57_000
"""What a first visit should cost at most, in any language."""
HOME = {
    "en-US": 52_500, "nl-NL": 55_200, "de-DE": 56_000, "fr-FR": 55_700, "es-ES": 54_800, "pt-BR": 54_900,
    "ja-JP": 55_700, "ar-SA": 55_400, "zh-CN": 54_300, "pl-PL": 56_200,
}  # fmt: skip
"""The limits of the home page. Texts of another language are longer, or their letters take more bytes."""
EMBED = 51_500
"""The limit of the frame's first load, in English."""
HOST = 3_150
"""And of what a host's page loads before it shows a frame."""
SINGLE = 150_000
"""The limit of the guide in one file in any language, with gzip: as mail programs and hosts pack it."""
REQUESTS = 8
"""How many files a page may ask for before its first question: each may wait for the one before it."""


class Loaded(HTMLParser):
    """The addresses of what a page loads at once.

    A style sheet holds up only what follows it, so that one behind the first question is not among them.
    """

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.asked = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        self.asked |= "guide-choice" in (named.get("class") or "").split()
        loads = named.get("rel") in ("stylesheet", "icon", "modulepreload", "preload")
        if tag == "link" and loads and not self.asked:
            self.addresses.append(named["href"] or "")
        elif tag in ("script", "img") and named.get("src"):
            self.addresses.append(named["src"] or "")


def weights(site: Path, path: str) -> dict[str, int]:
    """The bytes of a page of the site, and of each file that it loads at once."""
    page = site / path / "index.html"
    parser = Loaded()
    parser.feed(page.read_text(encoding="utf-8"))
    found = {path: weight(page.read_bytes())}
    for address in parser.addresses:
        where = unquote(urlsplit(urljoin(f"https://guide/{path}", address)).path).lstrip("/")
        found[where] = weight((site / where).read_bytes())
    return found


@functools.cache
def weight(content: bytes) -> int:
    return len(brotli.compress(content, quality=11))


@pytest.mark.parametrize("locale", LOCALES)
def test_the_home_page_is_within_its_budget(site: Path, locale: str) -> None:
    found = weights(site, f"{locale}/")
    assert sum(found.values()) <= HOME[locale], found
    assert len(found) <= REQUESTS, found


def test_in_every_language_it_is_within_the_goal() -> None:
    assert max(HOME.values()) <= GOAL


@pytest.mark.parametrize("locale", LOCALES)
def test_the_guide_in_one_file_is_within_its_budget(site: Path, locale: str) -> None:
    assert len(gzip.compress((site / f"guide-{locale}.html").read_bytes(), 9)) <= SINGLE


def test_the_frame_and_its_host_are_within_theirs(site: Path) -> None:
    found = weights(site, "en-US/embed/")
    assert sum(found.values()) <= EMBED, found
    assert len(found) <= REQUESTS, found
    element = re.findall(r'"\./(engine/[^"]+)"', (site / "embed.js").read_text(encoding="utf-8"))
    assert len(element) == 1
    host = [(site / "embed.js").read_bytes(), (site / element[0]).read_bytes()]
    assert sum(map(weight, host)) <= HOST, [*map(weight, host)]


def test_no_script_of_a_page_asks_for_another(site: Path) -> None:
    """Else the weights would not be all of it."""
    scripts = [
        path for path in weights(site, "en-US/") | weights(site, "en-US/embed/") if path.endswith(".js")
    ]
    assert len(scripts) >= 5
    for path in scripts:
        assert not re.search(r"\bimport\s*[\"{*]|\bfrom\s*\"", (site / path).read_text(encoding="utf-8")), (
            path
        )


def test_what_comes_later_is_not_loaded_at_once(site: Path) -> None:
    html = (site / "en-US/index.html").read_text(encoding="utf-8")
    assert re.search(r'data-src="[^"]+/bundle\.[^"]+\.js"', html)
    assert not [one for one in weights(site, "en-US/") if "bundle" in one or "search" in one]
