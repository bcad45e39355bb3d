"""The date of a guide's sources, as a copy that somebody keeps must name it.

It is never the day of the build, so that the same sources give the same bytes, whenever they are built.
"""

from __future__ import annotations

import os
import subprocess
from datetime import UTC, date, datetime
from pathlib import Path


def source_date(root: Path) -> date | None:
    """The day (UTC) of SOURCE_DATE_EPOCH, or of the commit that the guide in `root` is checked out from;
    None where the guide is in no git repository, or differs from its commit."""
    if epoch := os.environ.get("SOURCE_DATE_EPOCH", ""):
        return _day(epoch)
    if not _git(root, "rev-parse", "--quiet", "--verify", "HEAD:./docs/guide"):
        return None
    if _git(root, "status", "--porcelain", "--", "docs") != "":
        return None
    return _day(_git(root, "show", "--no-patch", "--format=%ct", "HEAD") or "")


def _day(seconds: str) -> date | None:
    """The day of an instant in seconds since 1970; None where that is none, which calendars report."""
    try:
        return datetime.fromtimestamp(int(seconds), UTC).date()
    except (ValueError, OverflowError, OSError):
        return None


def _git(root: Path, *arguments: str) -> str | None:
    """What git prints, without space around it; None where it fails or is not installed."""
    environment = {**os.environ, "GIT_OPTIONAL_LOCKS": "0"}
    try:
        found = subprocess.run(
            ["git", "-C", str(root), *arguments], capture_output=True, env=environment, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        return None
    return found.stdout.decode(errors="replace").strip()
