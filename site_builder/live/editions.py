"""What `serve` knows of the site's editions: which is looked at, and the newest of each."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

SCRIPT = "_reload.js"
"""The path, from the site's root, of the script that is put into pages; no file of a site is called so."""
EVENTS = "_reload/"
"""Below it each locale's stream of events, under the locale's id."""
ALONE = frozenset({"static"})
"""What an edition has in its own folder until it is published: the whole site shares it."""


class Editions:
    """The versions of the locales' editions, and where those lie that are newer than the site.

    A version is a hash of the edition's files. Methods may be called from any thread.
    """

    def __init__(self, versions: Mapping[str, str], looked_at: Callable[[str], None]) -> None:
        """`looked_at` is told the id of a locale whenever a page of another one is asked for."""
        self._changed = threading.Condition()
        self._versions = dict(versions)
        self._newer: dict[str, Path] = {}
        self._last = ""
        self._looked_at = looked_at

    def folder(self, parts: list[str]) -> tuple[Path, list[str]] | None:
        """The folder of a newer edition that may have a file, and the file's way in it."""
        newer = self._newer
        if parts[0] in ALONE:
            return next(((folder, parts) for folder in newer.values()), None)
        return (newer[parts[0]], parts[1:]) if parts[0] in newer and len(parts) > 1 else None

    def seen(self, name: str) -> tuple[str, str]:
        """Of a page, by its path from the site's root: its locale, or "" for none, and its version."""
        id = name.split("/")[0]
        with self._changed:
            id = id if id in self._versions else ""
            if id and id != self._last:
                self._last = id
                self._looked_at(id)
            return id, self._versions.get(id, "")

    def build_first(self, id: str, folder: Path, version: str) -> None:
        """An edition is ready in a folder of its own, before the site is."""
        with self._changed:
            self._newer = {id: folder}
            self._versions[id] = version
            self._changed.notify_all()

    def published(self, versions: Mapping[str, str]) -> None:
        """The whole site is there, with these editions: they are what is served."""
        with self._changed:
            self._newer = {}
            self._versions = dict(versions)
            self._changed.notify_all()

    def events(self, id: str, quiet: float) -> Iterator[str]:
        """The version of a locale's edition, now and at each change; and "" when `quiet` seconds went by."""
        told: str | None = None
        while True:
            with self._changed:
                self._changed.wait_for(partial(self._differs, id, told), quiet)
                version = self._versions.get(id, "")
            yield "" if version == told else version
            told = version

    def _differs(self, id: str, told: str | None) -> bool:
        return self._versions.get(id, "") != told


def versions(site: Path) -> dict[str, str]:
    """The version of each edition in a site, by its locale; by "" that of the pages above them all."""
    found = {page.parent.name: version(page.parent) for page in site.glob("*/index.html")}
    everything = [*found.values(), *(path.read_text("utf-8") for path in sorted(site.glob("*.html")))]
    return {**found, "": hashlib.sha256("".join(everything).encode()).hexdigest()[:16]}


def version(edition: Path) -> str:
    """A hash of the edition in a folder: of its files, and by their names of those that all share."""
    digest = hashlib.sha256()
    for path in sorted(edition.rglob("*")):
        inside = path.relative_to(edition)
        if path.is_file() and inside.parts[0] not in ALONE:
            digest.update(inside.as_posix().encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]
