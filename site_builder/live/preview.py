"""Preview: one locale's edition, built within a second of a change and before the whole site.

It takes from the build before what a change of words leaves alone: the sections, the proof's figures, other
locales' titles, and the exposure of texts. Where that is not exact, the whole build that follows corrects it.
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
from site_builder.tree import build_engine_tree, compile_source_tree, make_sections, prove


def build_preview(before: SiteContext, id: str, folder: Path, cache: Path) -> SiteContext:
    """Write the edition of a locale that `before` had into a new folder, from what its root holds now.

    Returns the context that the next preview begins with. Raises ContentError for problems in content, and
    what `build_edition` raises.
    """
    root = before.checked.root
    content = read_content(root)
    locales = read_locales(root, content.guide)
    locale = next((locale for locale in locales.all if locale.id == id), None)
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
    sections = last.sections
    if _without_texts(content) == _without_texts(last.content):
        proof = replace(proof, version=content.version)
    else:
        calendars = working_calendars(locales.calendars, source.babel)
        compiled, reached = compile_source_tree(english, content.version)
        tree = build_engine_tree(compiled, english, english, calendars)
        proof = prove(content, tree)
        sections = make_sections(compiled, reached)
    catalogs = {old.locale.id: old for old in before.catalogs}
    catalogs |= {source.id: reader.source_catalog, id: catalog}
    checked = Checked(
        root, content, locales, compiled, reached, tree, proof, catalogs, last.hosting, last.inputs, sections
    )
    lexicon = checked.lexicon(locale, catalog)
    context = replace(
        before,
        checked=checked,
        catalogs=tuple(catalogs[old.locale.id] for old in before.catalogs),
        english=english,
        sections=sections,
        titles={**before.titles, id: lexicon.plain(lexicon.guide.tree.title)},
    )
    folder.mkdir()
    build_edition(context, catalog, folder, cache)
    return context


def _without_texts(content: Content) -> Guide:
    """The guide without its texts: all that decides the tree and its proof."""
    return replace_texts(content.guide, lambda context, text: "")
