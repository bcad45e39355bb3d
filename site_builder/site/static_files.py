"""Scripts, styles and images of pages -> static/, under a hash of their content; and the page's own policy.

What never changes under its name may be kept by browsers for ever, and all locales share it. A script that
the theme writes into its pages becomes a file too: the policy lets no inline script run. Each such file would
be another thing that the first paint, or the page's own script, waits for; so there is one before the page's
main part, and those that follow run when the page has been read.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from html import escape, unescape
from itertools import takewhile
from pathlib import Path
from urllib.parse import urlsplit

from site_builder.hosting import HASHED, page_policy
from site_builder.site.origins import JOINT

FOLDER = "static"
"""The folder's name, below the site's root."""
INLINE = "inline"
"""The beginning of the names of scripts that stood in a page."""
STYLES = "pages"
"""The beginning of the name of what all pages' style sheets are joined into."""
_HASH = 12
_INLINE = re.compile(r"<script>(.+?)</script>", re.DOTALL)
_OTHER_SCRIPT = re.compile(r'<script (?!type="application/json")')
_MAIN = re.compile(r"(?=<main\b)")
_LOADED = re.compile(
    r'(<(?:link rel="(?:stylesheet|icon)"|script\b|img\b)[^>]*? (?:href|(?:data-)?src)=")([^"]+)(")'
)
_OWN_HASH = re.compile(r"\.[0-9a-f]{8,}(?=\.)")
_STYLES = re.compile(r'(?:<link rel="stylesheet" href="[^"]+">\s*)+')
_HREF = re.compile(r'href="([^"]+)"')
_STRING = r"""("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')"""
_BLANK = re.compile(rf"{_STRING}|/\*.*?\*/|\s+", re.DOTALL)
_AROUND = re.compile(rf"{_STRING}|\s*([{{}};,])\s*")
_ADDRESS = re.compile(rb"""url\(\s*(?!["']?(?:data:|#))""")


def gather(folder: Path, pages: Iterable[Path], base: str, target: Path, root: str) -> None:
    """Move what HTML pages below `folder` load from there into `target`, and write their addresses anew.

    `base` is the way from the site's root to the folder, such as "nl-NL/", or "". A page at any depth finds
    the files by a relative address, but for 404.html, which stands in for addresses of any depth and says
    the absolute ones of `root`, the site's path on its host, such as "/guide/". Files that several pages load
    go there once; so does a file that is there already. Style sheets that all pages begin with are joined.
    """
    shelf = _Shelf(folder, base, target)
    found = {page: page.read_text(encoding="utf-8") for page in pages}
    places = {page: _place(page, folder, base, root) for page in found}
    shelf.join(*([*_styles(html, places[page])] for page, html in found.items()))
    for page, html in found.items():
        place = places[page]
        html = _STYLES.sub(partial(shelf.joined, place), html, count=1)
        before, *main = _MAIN.split(html, maxsplit=1)
        html = _INLINE.sub(partial(shelf.inline, place, ""), _joined(before) if main else before)
        html += "".join(_INLINE.sub(partial(shelf.inline, place, "defer "), rest) for rest in main)
        html = _LOADED.sub(partial(shelf.loaded, place), html)
        page.write_text(_with_policy(_lean_html(html)), encoding="utf-8", newline="\n")
    shelf.clear()


def _place(page: Path, folder: Path, base: str, root: str) -> _Place:
    if page.name == "404.html":
        return _Place("", root)
    return _Place(base + "".join(f"{part}/" for part in page.relative_to(folder).parts[:-1]), None)


def _styles(html: str, place: _Place) -> Iterator[str]:
    """The paths of the style sheets that a page begins with."""
    first = _STYLES.search(html)
    return (place.path(unescape(href)) or href for href in _HREF.findall(first[0] if first else ""))


@dataclass(frozen=True)
class _Place:
    """Where a page is: its folder from the site's root; or `root`, where its addresses are from there."""

    folder: str
    root: str | None

    @property
    def to_root(self) -> str:
        return "../" * self.folder.count("/") if self.root is None else self.root

    def path(self, address: str) -> str | None:
        """The path from the site's root that an address means; None for one that lies elsewhere."""
        split = urlsplit(address)
        if split.scheme or split.netloc or not (self.root is None or split.path.startswith(self.root)):
            return None
        return posixpath.normpath(self.folder + split.path.removeprefix(self.root or ""))


class _Shelf:
    def __init__(self, folder: Path, base: str, target: Path) -> None:
        self.folder, self.base, self.target = folder, base, target
        self.names: dict[Path, str | None] = {}
        self.count, self.styles = 0, ""

    def join(self, *pages: list[str]) -> None:
        """Make one file of the style sheets that every one of these pages loads first: it is one request, and
        compressed it is smaller. All stay as they were if one of them cannot be moved."""
        common = [
            paths[0] for paths in takewhile(lambda paths: len(set(paths)) == 1, zip(*pages, strict=False))
        ]
        files = [self.folder / path.removeprefix(self.base) for path in common]
        if len(files) < 2 or not all(_movable(file) for file in files):
            return
        self.styles = _keep(f"{STYLES}.css", b"".join(map(_lean_css, files)), self.target)
        self.count = len(files)
        self.names.update((file, self.styles) for file in files)

    def joined(self, place: _Place, links: re.Match[str]) -> str:
        if not self.count:
            return links[0]
        others = links[0].split("<link ")[self.count + 1 :]
        link = f'<link rel="stylesheet" href="{escape(f"{place.to_root}{FOLDER}/{self.styles}")}">\n'
        return link + "".join(f"<link {other}" for other in others)

    def inline(self, place: _Place, how: str, script: re.Match[str]) -> str:
        name = _keep(f"{INLINE}.js", script[1].encode(), self.target)
        return f'<script {how}src="{place.to_root}{FOLDER}/{name}"></script>'

    def loaded(self, place: _Place, element: re.Match[str]) -> str:
        path = place.path(unescape(element[2]))
        if path is None or not path.startswith(self.base) or path.startswith(HASHED):
            return element[0]
        file = self.folder / path.removeprefix(self.base)
        if file not in self.names:
            self.names[file] = _shelve(file, self.target)
        name = self.names[file]
        return f"{element[1]}{escape(f'{place.to_root}{FOLDER}/{name}')}{element[3]}" if name else element[0]

    def clear(self) -> None:
        """Take the originals away, once all pages know the copies."""
        for file, name in self.names.items():
            if name:
                file.unlink()


def _joined(html: str) -> str:
    """The beginning of a page with one script for all that stand in it, at the place of the last: what they
    are about is there by then. They stay where they are if others run in between."""
    scripts = list(_INLINE.finditer(html))
    if len(scripts) < 2 or _OTHER_SCRIPT.search(html, scripts[0].start(), scripts[-1].start()):
        return html
    last = scripts[-1]
    script = JOINT.join(one[1] for one in scripts)
    return f"{_INLINE.sub('', html[: last.start()])}<script>{script}</script>{html[last.end() :]}"


def _with_policy(html: str) -> str:
    """The page with its policy in front of all that it rules."""
    meta = f'<meta http-equiv="Content-Security-Policy" content="{escape(page_policy())}">'
    charset = '<meta charset="utf-8">'
    return html.replace(charset, f"{charset}\n{meta}", 1)


def _lean_html(html: str) -> str:
    """The page without what Jinja leaves at the beginnings of lines; untouched where such space is seen."""
    return html if re.search(r"<(pre|textarea)\b", html) else re.sub(r"\n\s+", "\n", html.lstrip())


def _movable(file: Path) -> bool:
    """Whether a file is there and means the same elsewhere: not a style sheet that names others by their
    place."""
    return file.is_file() and not (file.suffix == ".css" and _ADDRESS.search(file.read_bytes()))


def _lean_css(file: Path) -> bytes:
    """A style sheet without comments and needless space; as it is if it is that already."""
    if file.name.endswith(".min.css"):
        return file.read_bytes()
    text = file.read_text(encoding="utf-8")
    text = _BLANK.sub(lambda one: one[1] or (" " if one[0].isspace() else ""), text).strip()
    return _AROUND.sub(lambda one: one[1] or one[2], text).encode()


def _shelve(file: Path, target: Path) -> str | None:
    """Put a file into the folder and return its name there; None for one that cannot be moved."""
    if not _movable(file):
        return None
    return _keep(_OWN_HASH.sub("", file.name), file.read_bytes(), target)


def _keep(name: str, content: bytes, target: Path) -> str:
    stem, dot, suffix = name.rpartition(".")
    hashed = f"{stem}.{hashlib.sha256(content).hexdigest()[:_HASH]}{dot}{suffix}"
    target.mkdir(parents=True, exist_ok=True)
    (target / hashed).write_bytes(content)
    return hashed
