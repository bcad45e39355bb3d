"""Files that pages load -> static/, under a hash of their content.

What never changes under its name may be kept by browsers for ever, and all locales share it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from pathlib import Path, PurePosixPath

from site_builder.material_files import without_source_map

FOLDER = "static"
"""The folder's name, below the site's root."""
STYLES = "pages"
"""The beginning of the name of what all pages' style sheets are joined into."""
_HASH = 12
_OWN_HASH = re.compile(r"\.[0-9a-f]{8,}(?=\.)")
_ADDRESS = re.compile(rb"""url\(\s*["']?(?!data:|#)([^"')]+)""")
THEME_STYLES = "assets/stylesheets/"
"""Where the theme has its own style sheets."""
Lean = Callable[[bytes], bytes]
Find = Callable[[str], bytes | None]
"""Reads a file of the theme by its path from a locale's root; None where there is none."""


class StaticFiles:
    """The files that the pages of a locale load. `find` reads them; `lean` makes the theme's style sheets
    smaller. They are written below `target` (static/), or where a file cannot be moved, below `folder`, as
    it is."""

    def __init__(self, find: Find, folder: Path, target: Path, lean: Lean | None = None) -> None:
        self.find, self.folder, self.target = find, folder, target
        self.lean = lean
        self._names: dict[str, str | None] = {}
        self._kept: set[str] = set()

    def add(self, path: str) -> str | None:
        """The name in static/ of a file that pages load; None for one that stays where it is, or is not
        there."""
        if path not in self._names:
            content = self._read(path)
            movable = content is not None and not _names_others(path, content)
            self._names[path] = (
                self.keep(_plain_name(path), content) if movable and content is not None else None
            )
            if content is not None and not movable:
                self._copy(path, content)
        return self._names[path]

    def join(self, paths: Sequence[str]) -> str | None:
        """The name of one file with all these style sheets: one request, and smaller when compressed; None
        if one of them cannot be moved."""
        contents = [self._read(path) for path in paths]
        if not all(
            content is not None and not _names_others(path, content)
            for path, content in zip(paths, contents, strict=True)
        ):
            return None
        return self.keep(f"{STYLES}.css", b"".join(content for content in contents if content))

    def keep(self, name: str, content: bytes) -> str:
        """Write a file under its hash, once, and return its name."""
        hashed = hashed_name(name, content)
        if hashed not in self._kept:
            self.target.mkdir(parents=True, exist_ok=True)
            (self.target / hashed).write_bytes(content)
            self._kept.add(hashed)
        return hashed

    def _read(self, path: str) -> bytes | None:
        content = self.find(path)
        if content is None:
            return None
        content = without_source_map(content) if path.endswith((".css", ".js")) else content
        return self.lean(content) if self.lean and path.startswith(THEME_STYLES) else content

    def _copy(self, path: str, content: bytes) -> None:
        """Write a file that stays where it is, with what it names by its place."""
        target = self.folder / path
        if target.exists():
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        for address in _ADDRESS.findall(content) if path.endswith(".css") else ():
            named = PurePosixPath(path).parent / address.decode(errors="replace").partition("#")[0]
            other = str(named)
            if ".." not in named.parts and (found := self.find(other)) is not None:
                self._copy(other, found)


def hashed_name(name: str, content: bytes) -> str:
    """The name of a file in static/, which has a hash of its content: "a.css" becomes "a.1a2b….css"."""
    stem, dot, suffix = name.rpartition(".")
    return f"{stem}.{hashlib.sha256(content).hexdigest()[:_HASH]}{dot}{suffix}"


def _plain_name(path: str) -> str:
    return _OWN_HASH.sub("", PurePosixPath(path).name)


def _names_others(path: str, content: bytes) -> bool:
    """Whether a file is a style sheet that names others by their place, so that it means less elsewhere."""
    return path.endswith(".css") and bool(_ADDRESS.search(content))
