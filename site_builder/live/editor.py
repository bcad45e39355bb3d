"""The writer's editor: the addresses that open a file of the guide in it, at a line.

Pages name a text by its context. Where that stands is looked up when it is asked for, since lines move while
somebody writes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from site_builder.guide import FILES, SourceLine, read_source_lines
from site_builder.pages import entry_lines
from site_builder.problems import BuildError, did_you_mean
from site_builder.shared_files import GUIDE

EDITORS = {
    **{
        name: f"{name}://file/{{path}}:{{line}}:{{column}}"
        for name in ("vscode", "vscodium", "cursor", "windsurf", "zed")
    },
    **{name: f"{name}://open?file={{path}}&line={{line}}&column={{column}}" for name in ("idea", "pycharm")},
    "textmate": "txmt://open?url=file://{path}&line={line}&column={column}",
    "none": "",
}
"""Name of an editor -> the address by which it opens a file, if it does."""
PLACEHOLDERS = ("path", "line", "column")
PLACE = re.compile(r"(mkdocs\.yml|docs/[\w./-]+):(\d+)(?::(\d+))?")
"""A line of a file, as problems name it."""
CATALOG = re.compile(r"(docs/locales/[\w-]+/guide\.po)/(.+)")
"""An entry of a catalog, as pages name it."""


@dataclass(frozen=True)
class Editor:
    """An editor of the guide below `root`. `template` is the address that opens a file, "" for none."""

    root: Path
    template: str

    def address(self, file: str, line: int, column: int = 1) -> str:
        """The address that opens a file, named from the folder that holds docs/; "" where there is none."""
        path = quote((self.root.resolve() / file).as_posix(), safe="/:")
        filled = self.template.format(path=path, line=max(line, 1), column=max(column, 1))
        return filled.replace("://file//", "://file/")

    def find(self, name: str) -> SourceLine | None:
        """Where a text stands that a page names: by its context, as an entry of a catalog, or by its file."""
        if (found := PLACE.fullmatch(name)) and ".." not in name:
            there = (self.root / found[1]).is_file()
            return SourceLine(found[1], int(found[2]), int(found[3] or 1)) if there else None
        if entry := CATALOG.fullmatch(name):
            line = entry_lines(self.root / entry[1]).get(entry[2])
            return SourceLine(entry[1], line, 1) if line else None
        if place := read_source_lines(self.root).at(name):
            return place
        file, _, rest = name.partition(".")
        if file == "procedures":  # while the file is no YAML, its lines are not known
            file = f"procedures/{rest.partition('.')[0]}"
        elif file not in FILES:
            return None
        path = f"{GUIDE}/{file}.yml"
        return SourceLine(path, 1, 1) if (self.root / path).is_file() else None


def make_editor(root: Path, wanted: str) -> Editor:
    """The editor of that name, or by an address with {path}, and {line} and {column}. Raises BuildError."""
    if wanted in EDITORS:
        return Editor(root, EDITORS[wanted])
    if "://" not in wanted:
        hint = did_you_mean(wanted, EDITORS) or f" (expected one of: {', '.join(EDITORS)})"
        raise BuildError(f'--editor: unknown editor "{wanted}"{hint}; or write an address with {{path}}.')
    rest = wanted
    for name in PLACEHOLDERS:
        rest = rest.replace(f"{{{name}}}", "")
    if "{path}" not in wanted or "{" in rest or "}" in rest or not rest.isascii() or not rest.isprintable():
        known = "with {path} and, as needed, {line} and {column} in braces"
        raise BuildError(f"--editor: expected an address {known}, found {wanted}")
    return Editor(root, wanted)
