"""The newest edition of each locale while somebody writes: its version, its folder, and its event stream."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

SCRIPT = "_reload.js"
"""The path, from the site's root, of the script that reloads pages; no file of a site is called so."""
EVENTS = "_reload/"
"""The folder of the event streams, one for each locale, under its id."""
SHARED = "static"
"""The folder that the site has once for all editions, and a preview has in its own folder."""


class Editions:
    """The versions of all editions, and the preview that is newer than the site.

    A version is a hash of the edition's files. Methods may be called from any thread.
    """

    def __init__(self, versions: Mapping[str, str], on_view: Callable[[str], None]) -> None:
        """`on_view` is called with a locale's id when a page is asked for and the last was of another."""
        self._changed = threading.Condition()
        self._versions = dict(versions)
        self._preview: tuple[str, Path] | None = None
        self._viewed = ""
        self._on_view = on_view

    def newer(self, name: str) -> tuple[Path, str] | None:
        """The preview's folder and a path in it, if the preview may have the file of a path in the site."""
        preview = self._preview
        if preview is None:
            return None
        id, folder = preview
        first, _, rest = name.partition("/")
        if first == SHARED:
            return folder, name
        return (folder, rest) if first == id and rest else None

    def view(self, name: str) -> tuple[str, str]:
        """Record that a page is viewed, by its path in the site. Returns its locale's id ("" for none) and
        version."""
        id = name.split("/")[0]
        with self._changed:
            id = id if id in self._versions else ""
            if id and id != self._viewed:
                self._viewed = id
                self._on_view(id)
            return id, self._versions.get(id, "")

    def preview_built(self, id: str, folder: Path, version: str) -> None:
        """Serve a locale's edition from a folder of its own, before the whole site is built."""
        with self._changed:
            self._preview = id, folder
            self._versions[id] = version
            self._changed.notify_all()

    def site_built(self, versions: Mapping[str, str]) -> None:
        """Serve the whole site, which has these versions."""
        with self._changed:
            self._preview = None
            self._versions = dict(versions)
            self._changed.notify_all()

    def events(self, id: str, timeout: float) -> Iterator[str]:
        """The version of a locale's edition, now and at each change; "" after `timeout` seconds without."""
        sent: str | None = None
        while True:
            with self._changed:
                self._changed.wait_for(partial(self._differs, id, sent), timeout)
                version = self._versions.get(id, "")
            yield "" if version == sent else version
            sent = version

    def _differs(self, id: str, version: str | None) -> bool:
        return self._versions.get(id, "") != version


def versions(site: Path) -> dict[str, str]:
    """The version of each edition in a site, by its locale; by "" that of the pages above them all."""
    found = {page.parent.name: version(page.parent) for page in site.glob("*/index.html")}
    pages = [path.read_text("utf-8") for path in sorted(site.glob("*.html"))]
    return {**found, "": hashlib.sha256("".join([*found.values(), *pages]).encode()).hexdigest()[:16]}


def version(edition: Path) -> str:
    """A hash of the edition's files. The shared ones count by their names, which pages have in them."""
    digest = hashlib.sha256()
    for path in sorted(edition.rglob("*")):
        inside = path.relative_to(edition)
        if path.is_file() and inside.parts[0] != SHARED:
            digest.update(inside.as_posix().encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]
