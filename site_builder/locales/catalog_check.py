"""Everything wrong with a locale's catalog: its form, what its texts lost or added, and its terms."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache

import polib
from babel import Locale as BabelLocale
from babel.dates import get_month_names

from site_builder.guide import (
    COUNT_PLACEHOLDER,
    TextForms,
    general_form,
    inline,
    numbers_of_category,
    plural_categories,
)
from site_builder.locales.alphabets import script_faults
from site_builder.locales.catalog import (
    TRANSLATED_STATUSES,
    Catalog,
    CatalogReader,
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
from site_builder.problems import ContentError, Problem, did_you_mean


@dataclass(frozen=True)
class CheckedCatalog:
    """A catalog and what is wrong with it; one that cannot be read has no texts."""

    catalog: Catalog
    problems: tuple[Problem, ...]


def check_catalog(reader: CatalogReader, locale: Locale) -> CheckedCatalog:
    """Read a locale's catalog and find its problems, by line.

    A text that is missing, stale or gone from the guide is not a problem: a writer may change the guide
    before the catalogs follow. Where the guide itself could not be read only the catalog's form is looked at.
    """
    name = catalog_name(locale.id)
    try:
        file = reader.read_file(locale)
        entries = list(entry_statuses(file, reader.messages, locale))
        catalog = laid_over(reader, locale, file, entries)
    except ContentError as error:
        return CheckedCatalog(Catalog(locale, {}, {}, None), error.problems)
    return CheckedCatalog(catalog, tuple(_problems(reader, locale, file, entries, name)))


def _problems(
    reader: CatalogReader, locale: Locale, file: polib.POFile, found: list[Entry], name: str
) -> Iterator[Problem]:
    if not (reader.root / name).exists():
        yield Problem(name, 0, 0, missing(locale))
        return
    yield from form_problems(file, name, locale)
    yield from text_problems(file, found, name, reader.locales, locale)


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
            for value in [value for value in said if value not in TRANSLATED_STATUSES]:
                message = f'{context}: unknown status "{value}"{did_you_mean(value, TRANSLATED_STATUSES)}'
                yield Problem(name, line, 0, message)
            if len(said) > 1:
                yield Problem(name, line, 0, f'{context}: "{key}:" stands in its comment twice')


def _header_problems(catalog: polib.POFile, name: str, locale: Locale) -> Iterator[Problem]:
    mend = f"run: python3 build_site.py translate update {locale.id}"
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
    first: dict[tuple[str, str], tuple[TextForms, int]] = {}
    for message, wording, status in found:
        if status not in TRANSLATED_STATUSES:
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


def _shown(wording: TextForms) -> str:
    text = general_form(wording)
    return text if len(text) <= 60 else f"{text[:59]}…"


_HOST = re.compile(r"(?<![\w.-])[\w-]+(?:\.[\w-]+)*\.[^\W\d_][\w-]+")
_MAIL = re.compile(r"(?<=\w)@(?=\w)")
_FIGURE = re.compile(r"\d+")
_LIST_MARK = re.compile(r"(?:^|\n)\s*(?:[-*+•‣◦▪–—●○·✓]|\(?[0-9a-z][.)])\s")


def wording_faults(
    source: TextForms, translation: TextForms, locale: BabelLocale, source_locale: BabelLocale
) -> list[str]:
    """How a translation breaks what it must keep of its source; empty when it does not."""
    if isinstance(source, str) and isinstance(translation, str):
        return translation_faults(source, translation, locale, source_locale)
    if isinstance(source, str) or isinstance(translation, str):
        return ["a counted word has forms, and others have none"]
    found = []
    wanted = plural_categories(locale)
    if tuple(translation) != wanted:
        found.append(f"has {len(translation)} plural forms; {locale.language} has {len(wanted)}")
    for category, form in translation.items():
        # "one business day" says its number: no other takes that form
        told = COUNT_PLACEHOLDER not in form and len(numbers_of_category(locale, category)) == 1
        text = source["other"].replace(COUNT_PLACEHOLDER, "") if told else source["other"]
        found += translation_faults(text, form, locale, source_locale)
    return list(dict.fromkeys(found))


def translation_faults(
    source: str, translation: str, locale: BabelLocale, source_locale: BabelLocale
) -> list[str]:
    """As `wording_faults`, of one text."""
    names = [reference.id for reference in inline.references(source) if not reference.kind]
    found = inline.faults(translation, names)
    if any(mark in source or mark in translation for mark in "{`"):
        found += _differing("reference", source, translation, inline.references)
        found += _differing("code", source, translation, inline.code_spans)
    before, after = inline.plain_words(source), inline.plain_words(translation)
    if "." in before or "." in after:
        found += _differing("address", before, after, _HOST.findall)
    if "@" in before or "@" in after:
        found += _differing("mail address", before, after, _MAIL.findall)
    if not (before.isascii() and after.isascii()):
        found += _differing("number", before, after, _drawn_numbers)
    if _FIGURE.search(before) or _FIGURE.search(after):
        found += _figure_faults(before, after, source_locale)
    if _LIST_MARK.search(translation) and not _LIST_MARK.search(source):
        found.append("begins like an item of a list, which the source does not")
    found += script_faults(after, locale)
    return list(dict.fromkeys(found))


def _differing(what: str, source: str, translation: str, of: Callable[[str], Iterable[object]]) -> list[str]:
    wanted, given = Counter(map(str, of(source))), Counter(map(str, of(translation)))
    if wanted == given:
        return []
    found = []
    if missing := wanted - given:
        found.append(f"{what} missing: {', '.join(missing.elements())}")
    if extra := given - wanted:
        found.append(f"{what} not in the source: {', '.join(extra.elements())}")
    return found


def _figure_faults(source: str, translation: str, source_locale: BabelLocale) -> list[str]:
    """Figures that are lost or new. A month that the source names may become a number: 2021年2月26日."""
    wanted, given = _figures(source), _figures(translation)
    months = Counter({str(number): source.count(name) for number, name in _months(source_locale)})
    missing, extra = wanted - given, given - wanted - months
    found = [f"figure missing: {', '.join(missing.elements())}"] if missing else []
    if extra:
        found.append(f"figure not in the source: {', '.join(extra.elements())}")
    return found


def _drawn_numbers(text: str) -> list[str]:
    """Numbers that are no digits, such as ½, ² and ❶."""
    return [one for one in text if unicodedata.category(one) in ("No", "Nl")]


def _figures(text: str) -> Counter[str]:
    """Numbers in the digits of any script, as 0 to 9 without leading zeros."""
    digits = ("".join(str(unicodedata.decimal(one)) for one in run) for run in _FIGURE.findall(text))
    return Counter(run.lstrip("0") or "0" for run in digits)


@cache
def _months(locale: BabelLocale) -> list[tuple[int, str]]:
    return list(get_month_names("wide", locale=locale).items())
