"""The last edit of the locale that is viewed: its pages before and after, and what reads otherwise."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from site_builder.live.page_changes import PageChanges, Place, compare_pages, page_title

TREE = "tree.json"
UNCOMPARED = ("embed/index.html", "404.html")
"""Pages that say what another says, or nothing of the guide."""
PAGE = "index.html"
VERSION = re.compile(r'"version": ?"(\w+)"')
"""The version of the content in a tree.json."""

Files = Mapping[str, str]
"""The pages of an edition and its tree.json, by their paths in it."""


class LastEdit:
    """What an edit has changed. Methods may be called from any thread; pages are compared when asked for."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._locale = ""
        self._edit = 0
        self._before: Files | None = None
        self._now: Files = {}
        self._compared: dict[str, PageChanges] = {}

    def start(self, locale: str, files: Files, edit: int) -> None:
        """Begin with a locale as it is now: of earlier edits nothing is known."""
        with self._lock:
            self._locale, self._edit = locale, edit
            self._before, self._now = None, files
            self._compared = {}

    def update(self, locale: str, files: Files, edit: int) -> None:
        """Take the files of an edition after the edit of that number; another locale's are of no interest."""
        with self._lock:
            if locale != self._locale:
                return
            if edit != self._edit:
                self._before, self._edit = self._now, edit
            if self._before is not None:
                self._before = _as_version(self._before, files)
            self._now = files
            self._compared = {}

    def marked(self, locale: str, path: str, html: str) -> str:
        """A page with the elements marked that the last edit has changed; as it is where none are known."""
        with self._lock:
            known = self._before is not None and locale == self._locale and self._now.get(path) == html
            return self._compare(path).html if known and path in (self._before or {}) else html

    def places(self, locale: str) -> list[dict[str, Any]]:
        """What the last edit has changed in a locale, as JSON values: see Place. `href` is from the locale's
        root; `state` is "changed", "new", "gone", or "data" for what only the engine shows."""
        with self._lock:
            if self._before is None or locale != self._locale:
                return []
            before, now = self._before, self._now
            found = []
            for path in now:
                if path not in before and path != TREE:
                    title = page_title(LexborHTMLParser(now[path]))
                    found.append(_as_json(Place("page", "", title, 0), path, "new"))
                elif path != TREE and before[path] != now[path]:
                    found += [_as_json(place, path, "changed") for place in self._compare(path).places]
            for path in before.keys() - now.keys():
                title = page_title(LexborHTMLParser(before[path]))
                found.append(_as_json(Place("page", "", title, 0), path, "gone") | {"href": ""})
            named = {(one["kind"], one["id"]) for one in found}
            for place in _changed_nodes(before.get(TREE, ""), now.get(TREE, "")):
                if (place.kind, place.id) not in named:
                    found.append(_as_json(place, PAGE, "data"))
            return found

    def _compare(self, path: str) -> PageChanges:
        if path not in self._compared:
            self._compared[path] = compare_pages((self._before or {})[path], self._now[path])
        return self._compared[path]


def read_edition(folder: Path) -> Files:
    """The files of an edition in a folder, of which some may be gone while they are read."""
    paths = [*folder.rglob("*.html"), folder / TREE]
    found = {}
    for path in sorted(paths):
        name = path.relative_to(folder).as_posix()
        try:
            if name not in UNCOMPARED:
                found[name] = path.read_text("utf-8")
        except OSError:  # a build has just put another site in its place
            continue
    return found


def _as_version(before: Files, now: Files) -> Files:
    """The files of an edition with the content's version that others have: every edit changes that."""
    old, new = (VERSION.search(files.get(TREE, "")) for files in (before, now))
    if not old or not new or old[1] == new[1]:
        return before
    return {path: text.replace(old[1], new[1]) for path, text in before.items()}


def _as_json(place: Place, path: str, state: str) -> dict[str, Any]:
    folder = path.removesuffix(PAGE)
    return {
        "kind": place.kind,
        "id": place.id,
        "title": place.title,
        "page": folder,
        "href": f"?open={place.id}" if place.id else folder,
        "changed": place.changed,
        "gone": place.gone,
        "state": state,
    }


def _changed_nodes(before: str, now: str) -> Iterator[Place]:
    """The questions and outcomes of a tree.json that differ from one before, also in a ticket's text."""
    if not before or not now or before == now:
        return
    old, new = _nodes(json.loads(before)), _nodes(json.loads(now))
    for key, (title, node) in new.items():
        if key in old and old[key][1] != node:
            yield Place(*key, title, 0)


def _nodes(tree: Mapping[str, Any]) -> dict[tuple[str, str], tuple[str, Any]]:
    """The questions and outcomes of a tree by kind and id: their titles, and all that is said of them."""
    tickets: dict[str, Any] = {}
    for language in tree["ticket_languages"]:
        for ticket in language["tickets"]:
            tickets.setdefault(ticket["id"], []).append((language["locale"], ticket))
    found = {("question", node["id"]): (node["text"], node) for node in tree["questions"]}
    for node in tree["outcomes"]:
        found["outcome", node["id"]] = (node["title"], (node, tickets.get(node.get("ticket"))))
    return found
