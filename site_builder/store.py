"""The cache: folders and files that are made whole or not at all, each under a name for all that decides it.

Several builds may share a cache, and any of them may be killed at any moment. What one is making, others
wait for.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

ABANDONED = 24 * 3600
"""Seconds after which what a killed build was writing is removed."""
HASHES = "sha256.json"
"""In a folder that is compared: the SHA-256 of each of its files."""
_UNFINISHED = ".making-"


def made(
    shelf: Path, key: str, make: Callable[[Path], None], *, keep: int = 1, compared: bool = False
) -> Path:
    """The folder `shelf`/`key`; if it is not there, `make` fills an empty folder that then takes its name.

    `key` must change with everything that decides what is made. Of the other folders on the shelf the
    `keep` - 1 that were used last stay. A folder that is `compared` is made anew when a file in it is
    missing, added or changed since. Raises what `make` raises, and OSError; then nothing has changed.
    """
    folder = shelf / key
    is_there = is_whole if compared else Path.is_dir
    if not is_there(folder):
        shelf.mkdir(parents=True, exist_ok=True)
        with one_at_a_time(shelf):
            if not is_there(folder):  # another build may have made the very same just now
                with unfinished(shelf) as part:
                    make(part)
                    if compared:
                        (part / HASHES).write_text(json.dumps(_hashes(part), indent=1), encoding="utf-8")
                    shutil.rmtree(folder, ignore_errors=True)
                    part.rename(folder)
    with suppress(OSError):  # a cache that cannot be written can be read
        os.utime(folder)
        _forget(shelf, folder, keep)
    return folder


@contextmanager
def one_at_a_time(folder: Path) -> Iterator[None]:
    """Wait for other processes that are in such a block for the folder. A process that ends lets go.

    A program that is started in the block with `close_fds=False` keeps them waiting until it has ended as
    well, even if this process is killed before.
    """
    if sys.platform == "win32":  # a folder cannot be locked there
        import msvcrt

        with (folder / ".lock").open("a") as file:
            while True:
                with suppress(OSError):  # another had it for ten seconds
                    msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
                    break
            yield
    else:
        import fcntl

        opened = os.open(folder, os.O_RDONLY)
        try:
            fcntl.flock(opened, fcntl.LOCK_EX)
            os.set_inheritable(opened, True)
            yield
        finally:
            os.close(opened)


def is_whole(folder: Path) -> bool:
    """Whether a folder that is `compared` is there with all its files as they were made."""
    try:
        return bool(_hashes(folder) == json.loads((folder / HASHES).read_text("utf-8")))
    except (OSError, ValueError):
        return False


def _hashes(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file() and path != folder / HASHES)
    return {path.relative_to(folder).as_posix(): sha256_of(path) for path in files}


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def unfinished(shelf: Path) -> Iterator[Path]:
    """An empty folder on the shelf that is gone after the block, unless it was renamed."""
    part = Path(tempfile.mkdtemp(dir=shelf, prefix=_UNFINISHED))
    try:
        yield part
    finally:
        shutil.rmtree(part, ignore_errors=True)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file whole or not at all. Raises OSError, which names this file and not the unfinished one."""
    part = path.with_name(f".{path.name}-{os.getpid()}")
    try:
        part.write_bytes(content)
        part.replace(path)
    except OSError as error:
        error.filename = str(path)
        raise
    finally:
        part.unlink(missing_ok=True)


def write_hashed(path: Path, content: bytes) -> None:
    """Write a file whole, with its SHA-256 before it. A machine that loses its power can leave a file that is
    named and not written: the hash tells. Raises OSError."""
    write_whole(path, hashlib.sha256(content).digest() + content)


def read_hashed(path: Path) -> bytes | None:
    """What `write_hashed` wrote; None if it is not what was written. Raises OSError."""
    kept = path.read_bytes()
    digest, content = kept[:32], kept[32:]
    return content if hashlib.sha256(content).digest() == digest else None


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
