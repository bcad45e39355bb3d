"""The one pass over the HTML of pages after MkDocs: each page is parsed once, and some small steps change it.

Its language is marked in full, what it loads gets its address in static/, its scripts become files, and it
states its own policy (CSP), which lets no inline script run. Each script that has become a file would be
another thing that the first paint, or the page's own script, waits for; so there is one before the page's
main part, and those that follow run when the page has been read.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from itertools import pairwise, takewhile
from pathlib import Path
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from site_builder.hosting import HASHED, page_policy
from site_builder.site.origins import JOINT
from site_builder.site.static_files import FOLDER, StaticFiles

INLINE = "inline"
"""The beginning of the names of scripts that stood in a page."""
LOADED = (
    ("link[rel=stylesheet][href], link[rel=icon][href]", "href"),
    ("script[src], img[src]", "src"),
    ("script[data-src]", "data-src"),
)
"""The elements that load a file, and the attribute that says its address."""


@dataclass(frozen=True)
class Place:
    """Where a page is: its folder from the site's root; or `root`, where its addresses are from there, as
    those of 404.html are, which stands in for addresses of any depth."""

    folder: str
    root: str | None = None

    @property
    def to_root(self) -> str:
        """The way from the page to the site's root."""
        return "../" * self.folder.count("/") if self.root is None else self.root

    def path(self, address: str) -> str | None:
        """The path from the site's root that an address means; None for one that lies elsewhere."""
        split = urlsplit(address)
        if split.scheme or split.netloc or not (self.root is None or split.path.startswith(self.root)):
            return None
        return posixpath.normpath(self.folder + split.path.removeprefix(self.root or ""))


@dataclass(frozen=True)
class Marks:
    """What the theme leaves open in a page's markup: its whole locale, and a name for the search's dialog."""

    locale: str
    search: str


def finish_pages(
    pages: Mapping[str, str],
    folder: Path,
    base: str,
    files: StaticFiles,
    root: str,
    marks: Marks | None = None,
) -> None:
    """Write HTML pages, which come by their paths from `folder`, and what they load.

    `base` is the way from the site's root to the folder, such as "nl-NL/", or "". A page at any depth
    finds files by a relative address, but for 404.html, which says the absolute ones of `root`, the site's
    path on its host, such as "/guide/". Style sheets that all pages begin with are joined.
    """
    parsed = {path: LexborHTMLParser(html) for path, html in pages.items()}
    places = {path: _place(path, base, root) for path in pages}
    styles = _common_paths(parsed, places)
    joined = files.join([path.removeprefix(base) for path in styles]) if len(styles) > 1 else None
    for path, page in parsed.items():
        place = places[path]
        if marks:
            _mark(page, marks)
        if joined:
            _join_styles(page, f"{place.to_root}{FOLDER}/{joined}", len(styles))
        _move_scripts(page, place, files)
        _move_loaded(page, place, base, files)
        for drawing in page.css("svg[xmlns]"):
            del drawing.attrs["xmlns"]  # the parser of HTML knows it
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(_with_policy(_without_indents(page.html or "")), encoding="utf-8", newline="\n")


def _place(path: str, base: str, root: str) -> Place:
    directory, _, name = path.rpartition("/")
    if name == "404.html":
        return Place("", root)
    return Place(f"{base}{directory}/" if directory else base)


def _mark(page: LexborHTMLParser, marks: Marks) -> None:
    """Say the page's locale, and that no engine runs yet."""
    for root in page.css("html"):
        root.attrs["lang"] = marks.locale
        root.attrs["data-engine"] = "static"
    for generator in page.css("meta[name=generator]"):
        generator.decompose()  # for nobody who reads the page
    for dialog in page.css("[role=dialog]"):
        dialog.attrs["aria-label"] = marks.search


def _styles(page: LexborHTMLParser) -> list[LexborNode]:
    """The style sheets that a page begins with: links that follow one another."""
    links = page.css("link[rel=stylesheet]")
    found = links[:1]
    for before, link in pairwise(links):
        if _next_element(before) != link:
            break
        found.append(link)
    return found


def _next_element(node: LexborNode) -> LexborNode | None:
    following = node.next
    while following is not None and not following.is_element_node:
        following = following.next
    return following


def _common_paths(pages: Mapping[str, LexborHTMLParser], places: Mapping[str, Place]) -> list[str]:
    """The paths of the style sheets that every page begins with."""
    listed = [[places[path].path(_address(link)) for link in _styles(page)] for path, page in pages.items()]
    return [
        paths[0]
        for paths in takewhile(lambda paths: len(set(paths)) == 1, zip(*listed, strict=False))
        if paths[0] is not None
    ]


def _address(link: LexborNode) -> str:
    return link.attributes["href"] or ""


def _join_styles(page: LexborHTMLParser, address: str, count: int) -> None:
    first, *others = _styles(page)[:count]
    first.attrs["href"] = address
    for link in others:
        link.decompose()


def _move_scripts(page: LexborHTMLParser, place: Place, files: StaticFiles) -> None:
    """Make files of the scripts that stand in the page: one before its main part, if no other runs in
    between, and those of and after it deferred."""
    nodes = page.css("main, script")
    main = next((at for at, node in enumerate(nodes) if node.tag == "main"), None)
    before = [node for node in nodes[:main] if _is_inline(node)]
    if main is not None and len(before) > 1 and not _runs_between(nodes[:main], before[0], before[-1]):
        text = JOINT.join(script.text() for script in before)
        for script in before[:-1]:
            script.decompose()
        before = before[-1:]
        _move(before[0], text, place, files)
    else:
        for script in before:
            _move(script, script.text(), place, files)
    for script in nodes[main:] if main is not None else ():
        if _is_inline(script):
            _move(script, script.text(), place, files)
            script.attrs["defer"] = None


def _is_inline(node: LexborNode) -> bool:
    return node.tag == "script" and not node.attributes and bool(node.text())


def _runs_between(nodes: list[LexborNode], first: LexborNode, last: LexborNode) -> bool:
    """Whether a script that is a file runs between two that stand in the page. Data does not run."""
    between = nodes[nodes.index(first) : nodes.index(last)]
    return any(node.attributes and node.attributes.get("type") != "application/json" for node in between)


def _move(script: LexborNode, text: str, place: Place, files: StaticFiles) -> None:
    for child in list(script.iter(include_text=True)):
        child.remove()
    script.attrs["src"] = f"{place.to_root}{FOLDER}/{files.keep(f'{INLINE}.js', text.encode())}"


def _move_loaded(page: LexborHTMLParser, place: Place, base: str, files: StaticFiles) -> None:
    """Give what the page loads of the theme its address in static/."""
    for selector, attribute in LOADED:
        for node in page.css(selector):
            path = place.path(node.attributes[attribute] or "")
            if path is None or not path.startswith(base) or path.startswith(HASHED):
                continue
            if name := files.add(path.removeprefix(base)):
                node.attrs[attribute] = f"{place.to_root}{FOLDER}/{name}"


def _with_policy(html: str) -> str:
    """The page with its policy (CSP) in front of all that it rules."""
    charset = '<meta charset="utf-8">'
    policy = escape(page_policy(), quote=False).replace('"', "&quot;")  # its apostrophes need no escape
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    return html.replace(charset, f"{charset}\n{meta}", 1)


def _without_indents(html: str) -> str:
    """The page without the space at the beginnings of its lines; untouched where such space is seen."""
    return html if re.search(r"<(pre|textarea)\b", html) else re.sub(r"\n\s+", "\n", html)
