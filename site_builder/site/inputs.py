"""Hashes of the files that a guide's site is made from, taken before they are read and compared after.

Somebody may save a file while a build reads it. Built parts are kept under these hashes, so they are kept
only if the files are still the same: else the new text would stand under the old one's key, or the old under
the new one's.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from contextlib import suppress
from pathlib import Path

from site_builder.problems import BuildError
from site_builder.shared_files import SETTINGS
from site_builder.store import sha256_of


def hash_inputs(root: Path, catalogs: Collection[str] | None = None) -> dict[str, str]:
    """The SHA-256 of mkdocs.yml and of every file in docs/, by path from `root`; of these `catalogs` alone.

    Without `catalogs` it is of all of them.
    """
    found = {}
    for path in [root / SETTINGS, *sorted((root / "docs").rglob("*"))]:
        name = path.relative_to(root).as_posix()
        if _counts(name, catalogs):
            with suppress(OSError):  # no file, or gone since: whoever needs it says so
                found[name] = sha256_of(path)
    return found


def refuse_changes(root: Path, before: Mapping[str, str], catalogs: Collection[str] | None = None) -> None:
    """Raise BuildError if a file is not as it was `before`, or is new; `catalogs` as in hash_inputs."""
    now = hash_inputs(root, catalogs)
    for name in sorted(before.keys() | now.keys()):
        if _counts(name, catalogs) and now.get(name) != before.get(name):
            raise BuildError(f"{name} was changed while the site was being built. Build it again.")


def _counts(name: str, catalogs: Collection[str] | None) -> bool:
    return catalogs is None or not name.endswith(".po") or name in catalogs
