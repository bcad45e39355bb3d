"""One locale's edition, made as quickly as can be after a change; the whole build that follows proves it.

What a change of words leaves as it is, is taken from the build before: the layout, the proof's figures, other
locales' titles, and how often a text is met. Where that is not the whole truth, the whole build corrects it.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from site_builder.guide import Content, Guide, read_content, replace_texts
from site_builder.locales import (
    CatalogReader,
    Lexicon,
    check_catalog,
    read_locales,
    working_calendars,
)
from site_builder.problems import ContentError
from site_builder.site import Checked, SiteContext, build_edition
from site_builder.tree import build_engine_tree, compile_source_tree, prove


def build_preview(before: SiteContext, id: str, folder: Path, cache: Path) -> SiteContext:
    """Write the edition of a locale that `before` had into a new folder, from what its root holds now.

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
    english = Lexicon(content.localize(reader.source_catalog.texts), source, locales)
    last = before.checked
    compiled, reached, tree, proof = last.compiled, last.reached, last.tree, last.proof
    if _without_texts(content) == _without_texts(last.content):
        proof = replace(proof, version=content.version)
    else:
        calendars = working_calendars(locales.calendars, source.babel)
        compiled, reached = compile_source_tree(english, content.version)
        tree = build_engine_tree(compiled, english, english, calendars)
        proof = prove(content, tree)
    catalogs = {one.locale.id: one for one in before.catalogs} | {
        source.id: reader.source_catalog,
        id: catalog,
    }
    checked = Checked(root, content, locales, compiled, reached, tree, proof, catalogs, last.hosting)
    lexicon = checked.lexicon(locale, catalog)
    context = replace(
        before,
        checked=checked,
        catalogs=tuple(catalogs[one.locale.id] for one in before.catalogs),
        english=english,
        sections=checked.sections if reached is not last.reached else before.sections,
        titles={**before.titles, id: lexicon.plain(lexicon.guide.tree.title)},
    )
    folder.mkdir()
    build_edition(context, catalog, folder, cache)
    return context


def _without_texts(content: Content) -> Guide:
    """All that decides the tree and its proof: the guide without its texts."""
    return replace_texts(content.guide, lambda context, text: "")
