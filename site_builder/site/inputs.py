"""Hashes of the files that a guide's site is made from, taken before they are read and compared after.

Somebody may save a file while a build reads it. Built parts are kept under these hashes, so they are kept
only if the files are still the same: else the new text would stand under the old one's key, or the old under
the new one's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from site_builder.problems import BuildError
from site_builder.store import sha256_of

SETTINGS = "mkdocs.yml"


def hash_inputs(root: Path) -> dict[str, str]:
    """The SHA-256 of mkdocs.yml and of every file in docs/, by path from `root`."""
    found = {}
    for path in [root / SETTINGS, *sorted((root / "docs").rglob("*"))]:
        with suppress(OSError):  # no file, or gone since: whoever needs it says so
            found[path.relative_to(root).as_posix()] = sha256_of(path)
    return found


def refuse_changes(root: Path, before: Mapping[str, str], names: Iterable[str] | None = None) -> None:
    """Raise BuildError if a file is not as it was `before`; of these `names`, or of all."""
    if names is None:
        now = hash_inputs(root)
        names = sorted(before.keys() | now.keys())
    else:
        now = {}
        for name in names:
            with suppress(OSError):
                now[name] = sha256_of(root / name)
    for name in names:
        if now.get(name) != before.get(name):
            raise BuildError(f"{name} was changed while the site was being built. Build it again.")
