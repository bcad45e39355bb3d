"""Folders handed to a test as hard links: as quick as a name, and no bytes are copied.

What is linked is the original too: a test may remove or replace such a file, and never write into it.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path


def link(source: str, target: str) -> None:
    """Hard-link a file, or copy it where the two lie on different disks."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def link_tree(source: Path, target: Path) -> Path:
    """The folder `target` with links to all files of `source`, but not to what a build is just writing."""
    unfinished = shutil.ignore_patterns(".making-*")
    return Path(shutil.copytree(source, target, copy_function=link, ignore=unfinished, dirs_exist_ok=True))
