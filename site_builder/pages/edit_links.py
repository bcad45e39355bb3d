"""Edit links: from a piece of a page to the line where its words stand, in a repository or an editor."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from markupsafe import Markup

from site_builder.guide import SourceLines
from site_builder.pages.repository import RepositoryView

CONTEXT = re.compile(r'^msgctxt "([^"]+)"$', re.MULTILINE)


@dataclass(frozen=True)
class EditLinks:
    """The addresses of texts by their contexts. `view` is None while the guide is served to its writer: then
    contexts stand for addresses, since lines move while somebody writes.

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
        return self.view.of(place.file, place.line) if self.view else context

    def translation(self, context: str) -> str:
        """The address of a text's entry in the catalog of the locale, "" where there is none."""
        line = self.entries.get(context)
        if line is None:
            return ""
        return self.view.of(self.catalog, line) if self.view else f"{self.catalog}/{context}"


def entry_lines(catalog: Path) -> dict[str, int]:
    """The line of each entry in a catalog, by context."""
    text = catalog.read_text(encoding="utf-8-sig") if catalog.exists() else ""
    return {found[1]: text.count("\n", 0, found.start()) + 1 for found in CONTEXT.finditer(text)}


def as_comment(link: Markup) -> Markup:
    """A link that the development server alone shows: a site that `serve` has built shows readers none."""
    return Markup("<!--edit {}-->").format(link) if link else link


def shown_links(html: str, opener: str) -> str:
    """A page with the links that are in its comments, each to its text below the address `opener`."""
    return _COMMENT.sub(lambda found: found[1].replace('href="', f'href="{opener}'), html)


_COMMENT = re.compile(r"<!--edit (.*?)-->", re.DOTALL)
