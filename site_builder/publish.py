"""Putting a finished site where it belongs: the old one is replaced whole or not at all, and nothing else is.

Only an empty folder, or one that this build has filled before, is ever replaced.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MARK = "certificate.json"
"""The file that tells a site of ours from other folders."""


class PublishError(Exception):
    """Why the site cannot be put there, as one sentence."""


def check_target(out: Path, root: Path) -> None:
    """Raise PublishError unless `out` may be replaced by a site built from `root`."""
    root = root.resolve()
    if out == root or out in root.parents or out == out.parent:
        raise PublishError(f"{out} holds the guide itself; choose a folder of its own for the site.")
    for name in ("docs", ".git", ".cache", ".venv"):
        if out == root / name or root / name in out.parents:
            raise PublishError(f"{out} is part of the project; choose a folder of its own for the site.")
    if out.is_file():
        raise PublishError(f"{out} is a file; the site needs a folder.")
    if out.is_dir() and any(out.iterdir()) and not (out / MARK).is_file():
        raise PublishError(f"{out} holds other things than a site; choose an empty or new folder.")


@contextmanager
def replacing(out: Path) -> Iterator[Path]:
    """A new folder beside `out` to fill; at the end of the block it takes out's place.

    When the block raises, or the exchange fails, `out` is as it was. Two builds at once do not meet: each
    has a folder of its own, and the last to finish wins.
    """
    out.parent.mkdir(parents=True, exist_ok=True)
    stage = Path(tempfile.mkdtemp(dir=out.parent, prefix=f".{out.name}-new-"))
    old = stage.with_name(stage.name.replace("-new-", "-old-"))
    try:
        stage.chmod(0o755)  # temporary folders are private; a site is not
        yield stage
        if out.exists():
            out.rename(old)
        try:
            stage.rename(out)
        except OSError:
            if old.exists():
                old.rename(out)
            raise
    finally:
        shutil.rmtree(stage, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)
