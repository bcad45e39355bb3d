"""Edit links: from a piece of a page to the line where its words stand, in a repository or an editor."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from site_builder.guide import SourceLines
from site_builder.pages.repository import RepositoryView

LIVE = "/_live/edit/"
"""Where the development server opens a text in the writer's editor, by its context: lines move while somebody
writes, and no page has a path of their machine."""
CONTEXT = re.compile(r'^msgctxt "([^"]+)"$', re.MULTILINE)


@dataclass(frozen=True)
class EditLinks:
    """The addresses of texts by their contexts. `view` is None while the guide is served to its writer.

    `catalog` is the locale's file with translations, "" in the source; `entries` have its lines by context.
    """

    view: RepositoryView | None
    lines: SourceLines
    catalog: str = ""
    entries: Mapping[str, int] = field(default_factory=dict)

    def source(self, context: str) -> str:
        """The address of the part of the guide that a text is of; "" for texts that are not the guide's."""
        place = self.lines.at(context)
        if place is None:
            return ""
        return self.view.of(place.file, place.line) if self.view else f"{LIVE}{context}"

    def translation(self, context: str) -> str:
        """The address of a text's entry in the catalog of the locale, "" where there is none."""
        if context not in self.entries:
            return ""
        return (
            self.view.of(self.catalog, self.entries[context])
            if self.view
            else f"{LIVE}{self.catalog}/{context}"
        )


def entry_lines(catalog: Path) -> dict[str, int]:
    """The line of each entry in a catalog, by context."""
    text = catalog.read_text(encoding="utf-8-sig") if catalog.exists() else ""
    return {found[1]: text.count("\n", 0, found.start()) + 1 for found in CONTEXT.finditer(text)}
