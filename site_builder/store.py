"""The cache: folders and files that are made whole or not at all, each under a name for all that decides it.

Several builds may share a cache, and any of them may be killed at any moment.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

ABANDONED = 24 * 3600
"""Seconds after which what a killed build was writing is removed."""
_UNFINISHED = ".making-"


def made(shelf: Path, key: str, make: Callable[[Path], None], *, keep: int = 1) -> Path:
    """The folder `shelf`/`key`; if it is not there, `make` fills an empty folder that then takes its name.

    `key` must change with everything that decides what is made. Of the other folders on the shelf the
    `keep` - 1 that were used last stay. Raises what `make` raises, and OSError; then nothing has changed.
    """
    folder = shelf / key
    if not folder.is_dir():
        shelf.mkdir(parents=True, exist_ok=True)
        with unfinished(shelf) as part:
            make(part)
            try:
                part.rename(folder)
            except OSError:
                if not folder.is_dir():  # another build may have made the very same just now
                    raise
    with suppress(OSError):  # a cache that cannot be written can be read
        os.utime(folder)
        _forget(shelf, folder, keep)
    return folder


@contextmanager
def unfinished(shelf: Path) -> Iterator[Path]:
    """An empty folder on the shelf that is gone after the block, unless it was renamed."""
    part = Path(tempfile.mkdtemp(dir=shelf, prefix=_UNFINISHED))
    try:
        yield part
    finally:
        shutil.rmtree(part, ignore_errors=True)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file whole or not at all. Raises OSError."""
    part = path.with_name(f".{path.name}-{os.getpid()}")
    try:
        part.write_bytes(content)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _forget(shelf: Path, used: Path, keep: int) -> None:
    """Remove all but the folder in use and the `keep` - 1 used before it, and what killed builds left."""
    found = []
    for path in shelf.iterdir():
        if path == used or not path.is_dir():
            continue
        age = path.stat().st_mtime
        if not path.name.startswith("."):
            found.append((age, path))
        elif path.name.startswith(_UNFINISHED) and time.time() - age > ABANDONED:
            shutil.rmtree(path, ignore_errors=True)
    for _, path in sorted(found, reverse=True)[max(keep - 1, 0) :]:
        shutil.rmtree(path, ignore_errors=True)
