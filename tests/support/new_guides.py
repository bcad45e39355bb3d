"""New guides, as `new` begins them, with a question more."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from site_builder.cli.new import begin_guide

Change = tuple[str, str]
"""A text that must be there, and what comes in its place."""


def new_guide(
    folder: Path, tree: Iterable[Change], outcomes: Iterable[Change], old: str = "", new: str = ""
) -> Path:
    """Begin a guide in a folder with changes of its two files; then a text of these is replaced in both."""
    paths = {path.stem: path for path in begin_guide(folder)}
    texts = {}
    for name, changes in (("tree", tree), ("outcomes", outcomes)):
        texts[name] = paths[name].read_text(encoding="utf-8")
        for before, after in changes:
            assert before in texts[name]
            texts[name] = texts[name].replace(before, after, 1)
    assert old in "".join(texts.values())
    for name, text in texts.items():
        paths[name].write_text(text.replace(old, new) if old else text, encoding="utf-8")
    return folder
