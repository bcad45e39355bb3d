"""The files that a site is made from and a writer changes, and their state."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

Sources = dict[str, tuple[int, int]]
"""Files that a writer changes: path -> time of the last change in nanoseconds, size in bytes."""


def read_sources(root: Path) -> Sources:
    """The state of the files that a site is made from and a writer changes."""
    sources = {}
    for path in (root / "mkdocs.yml", *(root / "docs").rglob("*")):
        with suppress(OSError):  # gone between the listing and this
            state = path.stat()
            if not path.is_dir():
                sources[str(path)] = (state.st_mtime_ns, state.st_size)
    return sources
