"""Compressed copies of the site's files, for hosts that send those: page.html.br and .gz beside page.html.

Each content is compressed once: what came out is kept in the cache, under the hash of what went in and the
way it was compressed. The same files give the same bytes, whenever and with however many processes.
"""

from __future__ import annotations

import hashlib
import os
import struct
import time
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import brotli  # type: ignore[import-untyped]

from site_builder.hosting import HASHED
from site_builder.parallel import side_by_side
from site_builder.store import read_hashed, write_hashed, write_whole

TEXTS = frozenset(
    {".html", ".css", ".js", ".mjs", ".json", ".xml", ".svg", ".txt", ".md", ".wasm", ".bin", ".zip"}
)
COMPRESSED = (".br", ".gz")
TINY = 860
"""Bytes below which a file is left alone: with its headers it travels in one packet of the network,
compressed or not, and unpacking it would only take time."""
LEAST_SAVED = 0.05
"""The share of a file that must be saved: less is not worth what unpacking costs."""
WINDOW = 22
"""How far brotli looks back: 2^22 bytes. (Measured from 2^20 to 2^24: with this one, or that of
its kind, the largest files become smallest.)"""
WINDOWS = {".wasm": 21}
"""Kinds of files that become smaller with another window."""
TREE = f"{HASHED[1]}tree."
"""How the files with the decision tree of a locale begin that pages load. They change with every text."""
LIMIT = 500 * 2**20
"""Bytes that the cache may hold."""
ABANDONED = 24 * 3600
"""Seconds after which what a killed build was writing is swept away."""


@dataclass(frozen=True)
class Way:
    """How a file is compressed. `suffix` is .br or .gz, `level` the effort: brotli up to 11, gzip up to 9;
    `window` is brotli's."""

    suffix: str
    level: int
    window: int = WINDOW

    @property
    def name(self) -> str:
        """What decides the bytes that come out, beside those that go in; part of a file name."""
        if self.suffix == ".br":
            return f"brotli-{brotli.__version__}-{self.level}-{self.window}{self.suffix}"
        return f"zlib-{zlib.ZLIB_RUNTIME_VERSION}-{self.level}{self.suffix}"


@dataclass(frozen=True)
class Wanted:
    """One content to be compressed in one way. `path` is a file with it, `key` the name in the cache."""

    path: Path
    key: str
    way: Way


def compress(folder: Path, cache: Path, jobs: int | None) -> None:
    """Put compressed copies beside the files of the site in `folder`, as .br and .gz, where that saves much.

    A compressed copy that is there already is replaced, or taken away if it saves little. `cache` is the
    build's folder for what is kept between runs; `jobs` the number of processes (one for each core). Raises
    BuildError, OSError.
    """
    store = cache / "compressed"
    store.mkdir(parents=True, exist_ok=True)
    files = {path: list(_wanted(path, folder)) for path in sorted(folder.rglob("*")) if path.is_file()}
    distinct = {one.key: one for wanted in files.values() for one in wanted}
    found = {key: content for key in distinct if (content := _load(store / key)) is not None}
    missing = [one for key, one in distinct.items() if key not in found]
    missing.sort(key=lambda one: (one.way.level, one.path.stat().st_size), reverse=True)
    # The longest first, so that no process is left alone with it at the end.
    for one, content in side_by_side(_make, store, missing, jobs=jobs, worth_a_start=len(missing) > 20):
        found[one.key] = content
    for path, wanted in files.items():
        for one in wanted:
            _put(path.with_name(path.name + one.way.suffix), found[one.key])
    _forget(store, LIMIT)


def ways(path: str) -> tuple[Way, ...]:
    """The ways to compress a file by its path from the site's root; none if its kind is not compressed.

    What never changes under its name is compressed once and for ever, and gets all the effort that there is.
    What readers wait for before their first answer gets one step less: a third of the time, and a hundredth
    more bytes. The rest, most of which is small, gets the last level that is quick: a tenth of the time of
    level 10, and 7 % more bytes. (Measured on the pages of nl-NL, brotli 1.2.)
    """
    suffix = Path(path).suffix
    if suffix in TEXTS:
        awaited = path.startswith(TREE) or path.partition("/")[2] == "index.html"
        level = 10 if awaited else 11 if path.startswith(HASHED) else 8
        return Way(".br", level, WINDOWS.get(suffix, WINDOW)), Way(".gz", 9)
    return ()


def squeeze(content: bytes, way: Way) -> bytes:
    """The content compressed; the same bytes on every machine that has the same libraries.

    The header of gzip says neither a name nor a time nor a system.
    """
    if way.suffix == ".br":
        made: bytes = brotli.compress(content, quality=way.level, lgwin=way.window)
        return made
    packer = zlib.compressobj(way.level, zlib.DEFLATED, -zlib.MAX_WBITS, 9)
    header = b"\x1f\x8b\x08\0\0\0\0\0\x02\xff"
    return (
        header
        + packer.compress(content)
        + packer.flush()
        + struct.pack("<LL", zlib.crc32(content), len(content) & 0xFFFFFFFF)
    )


def _wanted(path: Path, folder: Path) -> Iterator[Wanted]:
    found = ways(path.relative_to(folder).as_posix())
    if not found:
        return
    content = path.read_bytes()
    if len(content) < TINY:
        for way in found:
            path.with_name(path.name + way.suffix).unlink(missing_ok=True)
        return
    digest = hashlib.sha256(content).hexdigest()
    for way in found:
        yield Wanted(path, f"{digest}-{LEAST_SAVED}-{way.name}", way)


def _make(store: Path, one: Wanted) -> bytes:
    """Compress, and keep it in the cache; empty where too little is saved."""
    content = one.path.read_bytes()
    made = squeeze(content, one.way)
    if len(made) > (1 - LEAST_SAVED) * len(content):
        made = b""
    write_hashed(store / one.key, made)
    return made


def _load(path: Path) -> bytes | None:
    """What the cache holds under a name, marked as used just now; None for nothing, or what is spoiled."""
    try:
        made = read_hashed(path)
        os.utime(path)
    except OSError:
        return None
    return made


def _put(target: Path, content: bytes) -> None:
    """Write a copy, never a link: whoever changes a file of the site must not change the cache."""
    if content:
        write_whole(target, content)
    else:
        target.unlink(missing_ok=True)


def _forget(store: Path, limit: int) -> None:
    """Drop what was not used for longest until the cache holds at most `limit` bytes."""
    found = []
    for path in store.iterdir():
        with suppress(OSError):  # another build may have dropped it
            state = path.stat()
            if not path.name.startswith("."):
                found.append((state.st_mtime_ns, state.st_size, path))
            elif time.time() - state.st_mtime > ABANDONED:
                path.unlink()
    held = sum(size for _, size, _ in found)
    for _, size, path in sorted(found):
        if held <= limit:
            break
        path.unlink(missing_ok=True)
        held -= size
