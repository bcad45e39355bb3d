"""The newest edition of each locale while somebody writes: its version, its folder, and its event stream."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from site_builder.live.last_edit import LastEdit, read_edition
from site_builder.problems import Problem

GUIDE = "_guide"
"""In place of a locale's id, the guide as a whole: its version changes with each edit, its problems, and the
site."""
SHARED = "static"
"""The folder that the site has once for all editions, and a preview has in its own folder."""


@dataclass(frozen=True)
class State:
    """What a page is told while somebody writes: the version of its edition, the number of the last edit,
    whether a build is to come, and what keeps it from being shown."""

    version: str
    edit: int
    building: bool
    problems: tuple[Problem, ...]


class Editions:
    """The versions of all editions, the preview that is newer than the site, and the problems of the guide.

    A version is a hash of the edition's files. Methods may be called from any thread.
    """

    def __init__(
        self,
        site: Path,
        versions: Mapping[str, str],
        on_view: Callable[[str], None],
        problems: Iterable[Problem] = (),
    ) -> None:
        """`on_view` is called with a locale's id when a page is asked for and the last was of another.
        `problems` are those that the guide has before any edit."""
        self.last_edit = LastEdit()
        self._site = site
        self._changed = threading.Condition()
        self._versions = dict(versions)
        self._preview: tuple[str, Path] | None = None
        self._viewed = ""
        self._on_view = on_view
        self._edit = 0
        self._building = False
        self._problems = tuple(problems)
        self._in_preview = False  # whether the problems keep the preview from being built, too

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
                self.last_edit.start(id, read_edition(self._folder(id)), self._edit)
            return id, self._versions.get(id, "")

    def edit_seen(self) -> None:
        """Take note that a file has been changed: what is built from now on is of another edit."""
        with self._changed:
            self._edit += 1
            self._building = True
            self._changed.notify_all()

    def preview_built(self, id: str, folder: Path, version: str) -> None:
        """Serve a locale's edition from a folder of its own, before the whole site is built."""
        with self._changed:
            self._preview = id, folder
            self._versions[id] = version
            self.last_edit.update(id, read_edition(folder), self._edit)
            if self._in_preview:  # others are found, or found to be mended, by the whole build only
                self._problems = ()
            self._in_preview = False
            self._changed.notify_all()

    def preview_failed(self, problems: Iterable[Problem]) -> None:
        """Report the problems of the edition that is viewed; the whole build is still to come."""
        with self._changed:
            self._problems, self._in_preview = tuple(problems), True
            self._changed.notify_all()

    def site_built(self, versions: Mapping[str, str]) -> None:
        """Serve the whole site, which has these versions."""
        with self._changed:
            self._preview = None
            self._versions = dict(versions)
            if self._viewed in versions:
                self.last_edit.update(self._viewed, read_edition(self._folder(self._viewed)), self._edit)
            self._problems, self._in_preview, self._building = (), False, False
            self._changed.notify_all()

    def site_failed(self, problems: Iterable[Problem]) -> None:
        """Report all problems. The site and the last preview stay as they are."""
        with self._changed:
            self._problems, self._building = tuple(problems), False
            self._changed.notify_all()

    def state(self, id: str) -> State:
        """The state of a locale's edition now; with an unknown id that of the guide, without a version."""
        with self._changed:
            return self._state(id)

    def events(self, id: str, timeout: float) -> Iterator[State | None]:
        """The state of a locale's edition, now and at each change; None after `timeout` seconds without."""
        sent: State | None = None
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._state(id) != sent, timeout)  # noqa: B023
                state = self._state(id)
            yield None if state == sent else state
            sent = state

    def _state(self, id: str) -> State:
        version = self._versions.get(id, "")
        if id == GUIDE:
            version = f"{self._edit}-{hash(self._problems)}-{self._versions.get('', '')}"
        return State(version, self._edit, self._building, self._problems)

    def _folder(self, id: str) -> Path:
        preview = self._preview
        return preview[1] if preview and preview[0] == id else self._site / id


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
