"""One locale's edition, made as quickly as can be after a change; the whole build that follows proves it.

What a change of words leaves as it is, is taken from the build before: the layout, the proof's figures, other
locales' titles, and how often a text is met. Where that is not the whole truth, the whole build corrects it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from site_builder.guide import Content, read_content, replace_texts
from site_builder.locales import (
    CatalogReader,
    Lexicon,
    check_catalog,
    lay_over,
    read_locales,
    working_calendars,
)
from site_builder.problems import ContentError
from site_builder.site import Checked, Press, build_edition
from site_builder.tree import engine_tree, layout_of, prove


@dataclass(frozen=True)
class _Next(Press):
    """A press for one locale alone. `known` holds the titles of the others."""

    id: str = ""
    known: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def titles(self) -> dict[str, str]:
        """The guide's titles; that of the locale itself as it is now."""
        catalog = next(one for one in self.catalogs if one.locale.id == self.id)
        lexicon = self.checked.lexicon(catalog.locale, catalog)
        return {**self.known, self.id: lexicon.plain(lexicon.guide.tree.title)}


def build_preview(before: Press, id: str, folder: Path) -> Press:
    """Make the edition of a locale that `before` had, as `folder`, from what its root holds now.

    Returns what the next one can begin with.

    Raises ContentError for problems that are met on the way, and what `build_edition` raises.
    """
    root = before.checked.root
    content = read_content(root / "docs" / "guide")
    locales = read_locales(root, content.guide)
    locale = next((one for one in locales.all if one.id == id), None)
    if locale is None:
        raise ContentError([])
    reader = CatalogReader.for_guide(root, content, locales)
    catalog = reader.source_catalog
    if id != locales.source.id:
        examined = check_catalog(reader, locale)
        if examined.problems:
            raise ContentError(examined.problems)
        catalog = examined.catalog
    source = locales.source
    english = Lexicon(content.localized(lay_over(reader.source_catalog)), source, locales)
    tree, layout, proof = before.checked.tree, before.layout, before.checked.proof
    if _without_texts(content) == _without_texts(before.checked.content):
        proof = replace(proof, version=content.version)
    else:
        calendars = working_calendars(locales.calendars, source.babel)
        tree = engine_tree(english, english, content.version, calendars)
        proof = prove(content, tree)
        layout = layout_of(english)
    catalogs = {one.locale.id: one for one in before.catalogs} | {
        source.id: reader.source_catalog,
        id: catalog,
    }
    checked = Checked(root, content, locales, tree, proof, catalogs, before.checked.hosting)
    published = tuple(catalogs[one.locale.id] for one in before.catalogs)
    press = _Next(
        checked, published, english, layout, before.engine, before.address, before.weights,
        id=id, known=before.titles,
    )  # fmt: skip
    build_edition(press, catalog, folder)
    return press


def _without_texts(content: Content) -> list[Any]:
    """All that decides the tree and its proof: the guide without its words."""
    return [
        replace_texts(kind, document.value, lambda context, wording: "", name)
        for document, kind, name in content.parts()
    ]
