"""Whether a site needs no build: it was made from just what is here now, and nobody has touched it since.

A stamp is a hash of the content of all that a build reads. A record in the cache says from which stamp the
site in a folder was made, with a hash of the site itself: names, modes and content of every file. Both must
be as they are now. Contents are read, and no file's date is trusted; that costs a tenth of a second. What
the build proved and checked then holds now, since it was proved of the same bytes.

This is read at every start, so it needs only modules that cost next to nothing.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
import sys
import time
import zlib
from collections.abc import Iterator
from pathlib import Path

from site_builder.shared_files import PRODUCT as CODE
from site_builder.shared_files import SETTINGS, find_shared
from site_builder.source_date import source_date

RECORDS = "made"
"""The folder of the records, in the cache."""
NOT_READ = frozenset(
    {"bench", "dist", "handbook", "node_modules", "single", "site", "test-results", "tests", "__pycache__"}
)
"""What lies beside the code and no build reads, with what is hidden, sites, and texts in Markdown. Anything
else counts, so that a new folder of sources is not forgotten here."""
ELSEWHERE = (b"!ENV", b"INHERIT", b"hooks")
"""In mkdocs.yml, what makes MkDocs read more than this knows of: such a site is always built."""
MARK = "certificate.json"
"""The file that tells a site of ours from other folders."""


def stamp(root: Path, *, pseudo: bool, compressed: bool, live: bool = False) -> str | None:
    """A hash of all that decides the bytes of a site: sources, code, pinned and installed packages, options,
    and the day, which calendars and what is said of them depend on. None where it cannot be told."""
    try:
        if any(word in find_shared(root, SETTINGS).read_bytes() for word in ELSEWHERE):
            return None
        digest = hashlib.sha256()
        said = (
            sys.version, sys.platform, zlib.ZLIB_RUNTIME_VERSION, pseudo, compressed, live,
            os.environ.get("SOURCE_DATE_EPOCH"), source_date(root), time.strftime("%Y-%m-%d", time.gmtime()),
            _installed(),
        )  # fmt: skip
        digest.update(repr(said).encode())
        own = [name for name in ("docs", SETTINGS) if (root / name).exists()]
        for base, paths in ((root, own), (CODE, _beside_the_code())):
            for name in paths:
                _add(digest, base / name, name)
        return digest.hexdigest()
    except OSError:  # gone while it is read: the build says what is wrong, or has no trouble
        return None


def fingerprint(site: Path) -> str:
    """A hash of names, modes and contents of all that is in a folder."""
    digest = hashlib.sha256()
    _add(digest, site, "", modes=os.name == "posix")
    return digest.hexdigest()


def remember(cache: Path, out: Path, made_from: str, site: str, said: list[str]) -> None:
    """Record that the site in `out`, with the fingerprint `site`, was made from that stamp.

    `said` are the lines that a build which finds it unchanged says of it. Records of folders that are gone
    are swept away.
    """
    records = cache / RECORDS
    records.mkdir(parents=True, exist_ok=True)
    for path in records.glob("*.json"):
        old = _read(path)
        if not old or not Path(str(old.get("out"))).is_dir():
            path.unlink(missing_ok=True)
    value = {"out": str(out), "stamp": made_from, "site": site, "said": said}
    part = _record(cache, out).with_suffix(f".{os.getpid()}")
    part.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
    part.replace(_record(cache, out))


def recall(cache: Path, out: Path, made_from: str | None) -> list[str] | None:
    """What to say of the site in `out` if it was made from that stamp and is whole; else None."""
    record = _read(_record(cache, out))
    if made_from is None or not record or record.get("stamp") != made_from or record.get("out") != str(out):
        return None
    try:
        whole = record.get("site") == fingerprint(out)
    except OSError:
        return None
    said = record.get("said")
    return said if whole and isinstance(said, list) else None


def _record(cache: Path, out: Path) -> Path:
    return cache / RECORDS / f"{hashlib.sha256(str(out).encode()).hexdigest()[:16]}.json"


def _read(path: Path) -> dict[str, object] | None:
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return value if isinstance(value, dict) else None


def _installed() -> list[str]:
    """The installed packages with their versions, as the names of their folders of records say them."""
    found: set[str] = set()
    for place in sys.path:
        if place.endswith("-packages") and Path(place).is_dir():
            with os.scandir(place) as entries:
                found.update(one.name for one in entries if one.name.endswith((".dist-info", ".egg-info")))
    return sorted(found)


def _beside_the_code() -> Iterator[str]:
    """What counts of the project's own folder."""
    for path in sorted(CODE.iterdir()):
        passed_over = path.name.startswith(".") or path.name in NOT_READ or path.suffix == ".md"
        if not passed_over and not (path / MARK).exists():
            yield path.name


def _add(digest: hashlib._Hash, place: os.DirEntry[str] | Path, name: str, *, modes: bool = False) -> None:
    """Add a file, or a folder with all that is in it, to the hash.

    With `modes`, as a site's, it is taken as it is; else, as sources, links are followed and what Python has
    compiled is passed over.
    """
    state = place.stat(follow_symlinks=not modes)
    kind = stat.S_IFMT(state.st_mode)
    mode = stat.S_IMODE(state.st_mode) if modes else 0
    digest.update(f"{kind} {mode} {name}\0".encode("utf-8", "surrogateescape"))
    if kind == stat.S_IFDIR:
        with os.scandir(place) as found:
            for inner in sorted(found, key=lambda one: one.name):
                if modes or inner.name != "__pycache__":
                    _add(digest, inner, f"{name}/{inner.name}", modes=modes)
    elif kind == stat.S_IFREG:
        with open(place, "rb", buffering=0) as file:  # noqa: PTH123 - a Path for each costs half the time
            digest.update(hashlib.sha256(file.readall()).digest())
