"""Everything wrong with a locale's catalog: its form, what its texts lost or added, and its terms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import polib

from site_builder.guide import Wording, general_form, plural_categories
from site_builder.locales.catalog import (
    MADE,
    Catalog,
    CatalogBase,
    Entry,
    all_notes_of,
    catalog_name,
    entry_statuses,
    laid_over,
    missing,
    notes_of,
)
from site_builder.locales.glossary import TermRules
from site_builder.locales.locales import Locale, Locales
from site_builder.locales.po_file import DATE, current_entries, fixed_metadata, ids_of, source_date
from site_builder.locales.translation_faults import wording_faults
from site_builder.problems import ContentError, Problem, did_you_mean


@dataclass(frozen=True)
class Examined:
    """A catalog and what is wrong with it; one that cannot be read has no texts."""

    catalog: Catalog
    problems: tuple[Problem, ...]


def examine(base: CatalogBase, locale: Locale) -> Examined:
    """Read a locale's catalog and find its problems, by line.

    A text that is missing, stale or gone from the guide is not a problem: a writer may change the guide
    before the catalogs follow. Where the guide itself could not be read only the catalog's form is looked at.
    """
    name = catalog_name(locale.id)
    try:
        file = base.file(locale)
        entries = list(entry_statuses(file, base.everything, locale))
        catalog = laid_over(base, locale, file, entries)
    except ContentError as error:
        return Examined(Catalog(locale, {}, {}, None), error.problems)
    return Examined(catalog, tuple(_problems(base, locale, file, entries, name)))


def _problems(
    base: CatalogBase, locale: Locale, file: polib.POFile, found: list[Entry], name: str
) -> Iterator[Problem]:
    if not (base.root / name).exists():
        yield Problem(name, 0, 0, missing(locale))
        return
    yield from form_problems(file, name, locale)
    yield from text_problems(file, found, name, base.locales, locale)


def form_problems(
    catalog: polib.POFile, name: str, locale: Locale, *, header: bool = True
) -> Iterator[Problem]:
    """What is wrong with a catalog whatever its texts say; without `header`, of its entries alone."""
    if header:
        yield from _header_problems(catalog, name, locale)
    seen: dict[str, int] = {}
    indexes = set(range(len(plural_categories(locale.babel))))
    for entry in catalog:
        if entry.obsolete:
            continue
        context, line = entry.msgctxt or "", entry.linenum or 0
        if not context:
            yield Problem(name, line, 0, "an entry without a context; every text of the guide has one")
            continue
        if context in seen:
            yield Problem(name, line, 0, f"{context} is here twice (first in line {seen[context]})")
        seen.setdefault(context, line)
        if entry.msgid_plural and set(entry.msgstr_plural) != indexes:
            message = f"{context}: expected the forms msgstr[0] to msgstr[{max(indexes)}]"
            yield Problem(name, line, 0, message)
        texts = [entry.msgstr, *entry.msgstr_plural.values()]
        if any(text.endswith("\n") != entry.msgid.endswith("\n") for text in texts if text):
            yield Problem(name, line, 0, f"{context}: begins or ends a line where its source does not")
        for key in ("status", "was"):
            said = [value for one, value in all_notes_of(entry) if one == key]
            for value in [value for value in said if value not in MADE]:
                message = f'{context}: unknown status "{value}"{did_you_mean(value, MADE)}'
                yield Problem(name, line, 0, message)
            if len(said) > 1:
                yield Problem(name, line, 0, f'{context}: "{key}:" stands in its comment twice')


def _header_problems(catalog: polib.POFile, name: str, locale: Locale) -> Iterator[Problem]:
    mend = f"run: python3 tasks.py translate update {locale.id}"
    if source_date(catalog) is None:
        yield Problem(name, 0, 0, f"has no {DATE} to tell readers; {mend}")
    wanted = fixed_metadata("", locale.id, locale.babel)
    for key in ("Plural-Forms", "Content-Type"):
        found = catalog.metadata.get(key)
        if found is not None and "".join(found.split()).lower() != "".join(wanted[key].split()).lower():
            yield Problem(name, 0, 0, f"its header {key} is not that of {locale.id}; {mend}")


def text_problems(
    catalog: polib.POFile, found: list[Entry], name: str, locales: Locales, locale: Locale
) -> Iterator[Problem]:
    """Only what readers would see is looked at: a stale text is not shown."""
    entries = current_entries(catalog)
    terms = TermRules(locales.glossary.get(locale.id, {}))
    first: dict[tuple[str, str], tuple[Wording, int]] = {}
    for message, wording, status in found:
        if status not in MADE:
            continue
        entry = entries[message.context]
        line, notes = entry.linenum or 0, notes_of(entry)
        faults = wording_faults(message.wording, wording, locale.babel, locales.source.babel)
        excused = notes.get("glossary", "").split("(")[0].replace(",", " ").split()
        for id, fault in terms.faults(general_form(message.wording), wording):
            if id not in excused:
                faults.append(f"{fault} (glossary: {id})")
        for id in excused:
            if id not in terms.ids:
                faults.append(f'the glossary of {locale.id} has no "{id}"{did_you_mean(id, terms.ids)}')
        ids = ids_of(message.wording)
        before, at = first.setdefault(ids, (wording, line))
        if before != wording and "differs" not in notes:
            faults.append(
                f'the same source text is rendered "{_shown(before)}" in line {at}; choose one, or say why: '
                "# differs: …"
            )
        for fault in dict.fromkeys(faults):
            yield Problem(name, line, 0, f"{message.context}: {fault}")


def _shown(wording: Wording) -> str:
    text = general_form(wording)
    return text if len(text) <= 60 else f"{text[:59]}…"
