"""Copies of the sample guide for tests that change it, in all of its locales or in a few.

The sample guide is the tests' own, with one of everything: the shipped guide may change, or be another one.
What the sample says was true of something once, and is of no interest.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "tests" / "sample_guide"
OWN = ("guide", "locales", "hosting.yml")
"""What a guide has of its own in docs/; the rest is the product's."""
FEW = ("en-US", "nl-NL", "ar-SA")
"""The source, a translation, and one from right to left: the others are made in the same way."""


def copy_guide(target: Path, locales: Collection[str] | None = None) -> Path:
    """Copy everything that a build reads into `target`; of the locales all, or these alone."""
    shutil.copytree(ROOT / "docs", target / "docs", ignore=_shipped)
    shutil.copytree(SAMPLE / "docs", target / "docs", ignore=_others(locales), dirs_exist_ok=True)
    shutil.copyfile(ROOT / "mkdocs.yml", target / "mkdocs.yml")
    if locales is not None:
        folder = target / "docs" / "locales"
        _keep(folder / "locales.yml", r"  - id: ([\w-]+)", locales)
        _keep(folder / "labels.yml", r"([a-z]+-[\w-]+):", locales)
        _keep(folder / "glossary.yml", r"  ([a-z]+-[A-Z]+):", locales)
        _keep(folder / "forms.yml", r"([a-z]+-[\w-]+):", locales)
    return target


@contextmanager
def restored(root: Path) -> Iterator[Path]:
    """A copy whose files are as they were when the block has ended, whatever was done to them in it."""
    before = _contents(root)
    try:
        yield root
    finally:
        after = _contents(root)
        for path in after.keys() - before.keys():
            path.unlink()
        for path, content in before.items():
            if after.get(path) != content:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)


def _contents(root: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}


def _shipped(folder: str, names: list[str]) -> list[str]:
    """What copytree leaves out: the shipped guide."""
    return [name for name in names if name in OWN] if Path(folder) == ROOT / "docs" else []


def _others(locales: Collection[str] | None) -> Callable[[str, list[str]], list[str]]:
    """What copytree leaves out: the catalogs of other locales."""

    def ignored(folder: str, names: list[str]) -> list[str]:
        if locales is None or Path(folder) != SAMPLE / "docs" / "locales":
            return []
        return [name for name in names if "." not in name and name not in locales]

    return ignored


def _keep(path: Path, heading: str, locales: Collection[str]) -> None:
    """Take the sections of other locales out of a YAML file; each begins with a line like `heading`."""
    text = path.read_text(encoding="utf-8")
    begins = [*re.finditer(rf"^{heading}$", text, re.MULTILINE)]
    ends = [*(found.start() for found in begins[1:]), len(text)]
    kept = [text[found.start() : end] for found, end in zip(begins, ends, strict=True) if found[1] in locales]
    path.write_text(text[: begins[0].start()] + ("".join(kept) or "  {}\n"), encoding="utf-8")
