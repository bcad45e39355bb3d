"""Putting a finished site where it belongs: the old one is replaced whole or not at all, and nothing else is.

Only an empty folder, or one that this build has filled before, is ever replaced.
"""

from __future__ import annotations

import ctypes
import errno
import json
import os
import re
import shutil
import stat
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from site_builder.problems import BuildError
from site_builder.store import ABANDONED
from site_builder.unchanged import MARK

_OURS = re.compile(
    r"(index\.html|404\.html|embed\.js|checker\.py|llms\.txt|(certificate|manifest|staticwebapp\.config)\.json"
    r"|guide-[a-z]{2,3}(-[A-Z][a-z]{3})?-[A-Z]{2}\.html)(\.br|\.gz)?"
    r"|engine|static|schemas|_headers|_redirects|\.nojekyll|[a-z]{2,3}(-[A-Z][a-z]{3})?-[A-Z]{2}"
)
TRIES = 20
"""Attempts at the exchange: another build may be at its own just now."""
AT_FDCWD, RENAME_EXCHANGE = -100, 2
"""Of renameat2(2) on Linux: paths count from the working directory; the two names are exchanged."""


def check_target(out: Path, root: Path) -> None:
    """Raise BuildError unless `out` may be replaced by a site built from `root`."""
    root = root.resolve()
    if out == root or out in root.parents or out == out.parent:
        raise BuildError(f"{out} holds the guide itself; choose a folder of its own for the site.")
    _check_place(out, root, "the site")
    if out.is_mount():
        raise BuildError(f"{out} is a mount point and cannot be replaced; choose a folder in it.")
    if out.is_dir() and any(out.iterdir()) and not _is_site(out):
        raise BuildError(f"{out} holds other things than a site; choose an empty or new folder.")


def check_single_target(out: Path, root: Path) -> None:
    """Raise BuildError unless guides in one file, built from `root`, may be put into `out`, beside what is
    there. A site stays as it was published, with its list of files."""
    _check_place(out, root.resolve(), "the files")
    if (out / MARK).exists():
        raise BuildError(f"{out} holds a site, which has these files already; choose another folder.")


def _check_place(out: Path, root: Path, what: str) -> None:
    """Raise BuildError for a folder that is part of the project in `root`, and for a file."""
    for name in ("docs", ".git", ".cache", ".venv"):
        if out == root / name or root / name in out.parents:
            raise BuildError(f"{out} is part of the project; choose a folder of its own for {what}.")
    if out.is_file():
        needs = "needs" if what == "the site" else "need"
        raise BuildError(f"{out} is a file; {what} {needs} a folder.")


@contextmanager
def replacing(out: Path) -> Iterator[Path]:
    """A new folder beside `out` to fill; at the end of the block it takes out's place.

    When the block raises, or the exchange fails, `out` is as it was. Two builds at once do not meet: each
    has a folder of its own, and the last to finish wins. What a killed build left is mended first.
    """
    out.parent.mkdir(parents=True, exist_ok=True)
    _recover(out)
    stage = Path(tempfile.mkdtemp(dir=out.parent, prefix=f".{out.name}-new-"))
    try:
        yield stage
        open_to_readers(stage)
        for _ in range(TRIES):
            try:
                _exchange(stage, out)
                break
            except OSError as error:
                failed = error
        else:
            raise failed
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def open_to_readers(site: Path) -> None:
    """Temporary folders, and what is made under a strict umask, are private; a site is not."""
    for path in (site, *site.rglob("*")):
        found = path.stat().st_mode
        mode = 0o755 if stat.S_ISDIR(found) else 0o644
        if stat.S_IMODE(found) != mode:
            path.chmod(mode)


def _recover(out: Path) -> None:
    """Put back the site that a killed build had set aside; take away what else such builds left.

    A folder that is being filled may be another build's, so it is left alone for a day.
    """
    for old in sorted(out.parent.glob(f".{out.name}-old-*"), key=os.path.getmtime, reverse=True):
        if not out.exists() and (old / MARK).exists():
            with suppress(OSError):  # another build did it just now
                old.rename(out)
        else:
            shutil.rmtree(old, ignore_errors=True)
    for left in out.parent.glob(f".{out.name}-new-*"):
        with suppress(OSError):  # gone just now
            if time.time() - left.stat().st_mtime > ABANDONED:
                shutil.rmtree(left, ignore_errors=True)


def _exchange(stage: Path, out: Path) -> None:
    """Give `stage` the name of `out`, and the other way round where there is a site. Raises OSError.

    In one step where the system has one, so that there is a site at every moment. Elsewhere in two renames,
    and whatever comes between them, be it Ctrl-C, the old site is put back.
    """
    if not out.exists():
        stage.rename(out)
    elif not _swap(stage, out):
        old = Path(tempfile.mkdtemp(dir=out.parent, prefix=f".{out.name}-old-"))
        out.replace(old)
        try:
            stage.rename(out)
        except BaseException:
            if not out.exists():
                old.rename(out)
            raise
        shutil.rmtree(old, ignore_errors=True)


def _swap(one: Path, other: Path) -> bool:
    """Exchange two folders in one step; False where the system or the file system cannot. Raises OSError."""
    if not sys.platform.startswith("linux"):
        return False
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    if rename(AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other), RENAME_EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP):
        return False
    raise OSError(code, os.strerror(code), str(other))


def _is_site(out: Path) -> bool:
    """Whether a folder is a site of ours, and nobody has put anything else into it."""
    try:
        certificate = json.loads((out / MARK).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    known = isinstance(certificate, dict) and {"engine", "version", "witnesses"} <= certificate.keys()
    return known and all(_OURS.fullmatch(path.name) for path in out.iterdir())
