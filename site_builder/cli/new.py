"""new: begins a guide in a folder of its own."""

from __future__ import annotations

import argparse
import shlex
import shutil
from pathlib import Path

from site_builder.problems import BuildError
from site_builder.shared_files import GUIDE, PRODUCT, SCHEMAS

STARTER = PRODUCT / "examples" / "starter"
"""The guide that a new one begins as: the least that has a bit of everything."""
IGNORED = ".gitignore"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the verb."""
    parser.add_argument("folder", type=Path, help="where the guide will be, such as ../acme")


def run(options: argparse.Namespace) -> int:
    """Write the files and say what to do next."""
    written = begin_guide(options.folder)
    lines = sum(len(path.read_text(encoding="utf-8").splitlines()) for path in written)
    print(f"A guide of three questions, in {lines} lines:")
    for path in written:
        print(f"  {path}")
    root = f"python3 build_site.py --root {shlex.quote(str(options.folder))}"
    print("Next:")
    print(f"  {root} serve                 to see it while you write")
    print(f"  {root} translate new nl-NL   to have it in Dutch, too")
    return 0


def begin_guide(folder: Path) -> list[Path]:
    """Write the starter guide into a folder and return its files. Raises BuildError, and then nothing is
    written; OSError.

    Where the folder has no .gitignore, it gets one: what the commands make there is not to be kept.
    """
    target = folder / GUIDE
    if target.exists():
        raise BuildError(f"{folder} has a guide already: there is {target}.")
    if folder.exists() and not folder.is_dir():
        raise BuildError(f"{folder} is a file; name a folder for the guide.")
    sources = sorted((STARTER / GUIDE).glob("*.yml"), reverse=True)  # the tree comes first
    texts = {path.name: path.read_text(encoding="utf-8") for path in sources}
    target.mkdir(parents=True)
    for name, text in texts.items():
        (target / name).write_text(text, encoding="utf-8", newline="\n")
    if not (folder / IGNORED).exists():
        shutil.copyfile(STARTER / IGNORED, folder / IGNORED)
    copy_schemas(folder)
    return [target / name for name in texts]


def copy_schemas(folder: Path) -> None:
    """Give a guide's editor the schemas that are the same for every guide, until a check knows its ids."""
    (folder / SCHEMAS).mkdir(parents=True, exist_ok=True)
    for path in (PRODUCT / "schemas").glob("*.json"):
        shutil.copyfile(path, folder / SCHEMAS / path.name)
