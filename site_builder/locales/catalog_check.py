"""The check of catalogs: the form of a PO file, what its translations keep of their sources, their words.

References, placeholders, code, figures and addresses are facts: the source states them, and a translation can
neither change, lose nor add one, whoever made it.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

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
from site_builder.locales.alphabets import NOT_ASCII, script_faults
from site_builder.locales.catalog import (
    TRANSLATED_STATUSES,
    Catalog,
    CatalogReader,
    Translation,
    build_catalog,
    excused_terms,
    missing_message,
    read_notes,
)
from site_builder.locales.glossary import TermRules
from site_builder.locales.label_check import same_labels
from site_builder.locales.locales import Locale, Locales
from site_builder.locales.messages import SYNONYMS
from site_builder.locales.name_forms import form_faults
from site_builder.locales.po_file import DATE, fixed_metadata, is_translated, msgids, source_date
from site_builder.locales.text_domains import own_domains
from site_builder.locales.typography import typography_faults
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
    try:
        read = reader.read(locale)
        catalog = build_catalog(reader, locale, read)
    except ContentError as error:
        return CheckedCatalog(Catalog(locale, {}, {}, None), error.problems)
    problems: list[Problem] = []
    for domain in own_domains(reader.root):
        name = domain.catalog(locale.id)
        if not (reader.root / name).exists():
            problems.append(Problem(name, 0, 0, missing_message(locale)))
            continue
        problems += form_problems(read.files[domain], name, locale)
        problems += text_problems(read.translations[domain], name, reader.locales, locale)
        problems += same_labels(read.translations[domain], name)
    return CheckedCatalog(catalog, tuple(problems))


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
        notes = read_notes(entry)
        for key in ("status", "was"):
            statuses = notes.get(key, [])
            for status in statuses:
                if status not in TRANSLATED_STATUSES:
                    hint = did_you_mean(status, TRANSLATED_STATUSES)
                    yield Problem(name, line, 0, f'{context}: unknown status "{status}"{hint}')
            if len(statuses) > 1:
                yield Problem(name, line, 0, f'{context}: "{key}:" stands in its comment twice')


def _header_problems(catalog: polib.POFile, name: str, locale: Locale) -> Iterator[Problem]:
    remedy = f"run: python3 build_site.py translate update {locale.id}"
    if source_date(catalog) is None:
        yield Problem(name, 0, 0, f"has no {DATE} to tell readers; {remedy}")
    expected = fixed_metadata("", locale.id, locale.babel)
    for key in ("Plural-Forms", "Content-Type"):
        declared = catalog.metadata.get(key)
        if declared is not None and _fold(declared) != _fold(expected[key]):
            yield Problem(name, 0, 0, f"its header {key} is not that of {locale.id}; {remedy}")


def _fold(header: str) -> str:
    return "".join(header.split()).lower()


def text_problems(
    translations: Iterable[Translation], name: str, locales: Locales, locale: Locale
) -> Iterator[Problem]:
    """What is wrong with the translations that readers would see; a stale one is not shown."""
    terms = TermRules(locales.glossary.get(locale.id, {}))
    forms = locales.forms_of(locale)
    first_uses: dict[tuple[str, str], tuple[TextForms, int]] = {}
    for translation in translations:
        message, entry, text = translation.message, translation.entry, translation.text
        if entry is None or translation.status not in TRANSLATED_STATUSES:
            continue
        line, notes = entry.linenum or 0, read_notes(entry)
        if SYNONYMS.match(message.context):  # neither terms nor figures: what readers type is theirs
            for fault in synonym_faults(general_form(message.text), general_form(text), locale.babel):
                yield Problem(name, line, 0, f"{message.context}: {fault}")
            continue
        faults = translation_faults(message.text, text, locale.babel, locales.source.babel)
        if "typography" not in notes and is_translated(entry):
            faults += typography_faults(message.text, text, locale.babel)
        excused = excused_terms(notes)
        faults += form_faults(text, forms)
        for id, fault in terms.faults(general_form(message.text), text):
            if id not in excused:
                faults.append(f"{fault} (glossary: {id})")
        for id in excused:
            if id not in terms.ids:
                faults.append(f'the glossary of {locale.id} has no "{id}"{did_you_mean(id, terms.ids)}')
        first_text, first_line = first_uses.setdefault(msgids(message.text), (text, line))
        if first_text != text and "differs" not in notes:
            faults.append(
                f'the same source text is rendered "{_shorten(first_text)}" in line {first_line}; '
                "choose one, or say why: # differs: …"
            )
        for fault in dict.fromkeys(faults):
            yield Problem(name, line, 0, f"{message.context}: {fault}")


def _shorten(text: TextForms) -> str:
    form = general_form(text)
    return form if len(form) <= 60 else f"{form[:59]}…"


_HOST = re.compile(r"(?<![\w.-])[\w-]+(?:\.[\w-]+)*\.[^\W\d_][\w-]+")
_DOT = re.compile(r"\.[^\W\d_]")
_MAIL = re.compile(r"(?<=\w)@(?=\w)")
_FIGURE = re.compile(r"\d+")
_NUMBER_WORDS = {
    "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8",
    "nine": "9", "ten": "10", "both": "2", "second": "2", "third": "3",
}  # fmt: skip
"""English words for numbers -> the figure that a translation may have in their place."""
_LIST_MARK = re.compile(r"(?:^|\n)\s*(?:[-*+•‣◦▪–—●○·✓]|\(?[0-9a-z][.)])\s")


def translation_faults(
    source: TextForms, translation: TextForms, locale: BabelLocale, source_locale: BabelLocale
) -> list[str]:
    """How a translation breaks what it must keep of its source; empty when it does not."""
    if isinstance(source, str) and isinstance(translation, str):
        return text_faults(source, translation, locale, source_locale)
    if isinstance(source, str) or isinstance(translation, str):
        return ["a counted word has forms, and others have none"]
    faults = []
    categories = plural_categories(locale)
    if tuple(translation) != categories:
        faults.append(f"has {len(translation)} plural forms; {locale.language} has {len(categories)}")
    for category, form in translation.items():
        # "one business day" needs no placeholder: no other number takes that form
        is_only = COUNT_PLACEHOLDER not in form and len(numbers_of_category(locale, category)) == 1
        text = source["other"].replace(COUNT_PLACEHOLDER, "") if is_only else source["other"]
        faults += text_faults(text, form, locale, source_locale)
    return list(dict.fromkeys(faults))


def text_faults(source: str, translation: str, locale: BabelLocale, source_locale: BabelLocale) -> list[str]:
    """As `translation_faults`, of one text."""
    placeholders = [reference.id for reference in inline.references(source) if not reference.kind]
    faults = inline.find_faults(translation, placeholders)
    if any(mark in source or mark in translation for mark in "{`"):
        faults += _compare("reference", source, translation, _facts)
        faults += _compare("code", source, translation, inline.code_spans)
    before, after = inline.plain_words(source), inline.plain_words(translation)
    if _DOT.search(before) or _DOT.search(after):
        faults += _compare("address", before, after, _HOST.findall)
    if "@" in before or "@" in after:
        faults += _compare("mail address", before, after, _MAIL.findall)
    if not (before.isascii() and after.isascii()):
        faults += _compare("number", before, after, _number_signs)
    if _FIGURE.search(before) or _FIGURE.search(after):
        faults += _figure_faults(before, after, source_locale)
    if _LIST_MARK.search(translation) and not _LIST_MARK.search(source):
        faults.append("begins like an item of a list, which the source does not")
    faults += script_faults(after, locale)
    return list(dict.fromkeys(faults))


def synonym_faults(source: str, translation: str, locale: BabelLocale) -> list[str]:
    """As `translation_faults`, of words for the search: of the source they keep the references alone."""
    faults = inline.find_faults(translation, ())
    faults += _compare("reference", source, translation, _facts)
    return [*faults, *script_faults(inline.plain_words(translation), locale)]


def _facts(text: str) -> list[inline.Reference]:
    """The references of a text without the forms that they ask for, which each language has of its own."""
    return [reference.formless for reference in inline.references(text)]


def _compare(
    kind: str, source: str, translation: str, parts_of: Callable[[str], Iterable[object]]
) -> list[str]:
    """Parts of a kind that are lost or new; they may stand in another order."""
    expected, given = [*map(str, parts_of(source))], [*map(str, parts_of(translation))]
    if expected == given:
        return []
    return _report_difference(kind, Counter(expected) - Counter(given), Counter(given) - Counter(expected))


def _report_difference(kind: str, missing: Counter[str], extra: Counter[str]) -> list[str]:
    faults = []
    if missing:
        faults.append(f"{kind} missing: {', '.join(missing.elements())}")
    if extra:
        faults.append(f"{kind} not in the source: {', '.join(extra.elements())}")
    return faults


def _figure_faults(source: str, translation: str, source_locale: BabelLocale) -> list[str]:
    """Figures that are lost or new. A month or number that the source has as a word may become a figure:
    2021年2月26日."""
    expected, given = _figures(source), _figures(translation)
    named = Counter({str(number): source.count(name) for number, name in _months(source_locale)})
    if source_locale.language == "en":
        words = Counter(re.findall(r"[a-z]+", source.lower()))
        for word, number in _NUMBER_WORDS.items():
            named[number] += words[word]
    return _report_difference("figure", expected - given, given - expected - named)


def _number_signs(text: str) -> list[str]:
    """Numbers that are no digits, such as ½, ², ❶ and ㍘."""
    return [sign for sign in NOT_ASCII.findall(text) if _is_number_sign(sign)]


@lru_cache(maxsize=4096)
def _is_number_sign(sign: str) -> bool:
    if unicodedata.category(sign) in ("No", "Nl"):
        return True
    drawn = unicodedata.normalize("NFKC", sign)  # the one sign of "0点", which is a symbol
    return not sign.isdecimal() and any(character.isdecimal() for character in drawn)


def _figures(text: str) -> Counter[str]:
    """Numbers in the digits of any script, as 0 to 9 without leading zeros."""
    figures = ("".join(str(unicodedata.decimal(digit)) for digit in run) for run in _FIGURE.findall(text))
    return Counter(figure.lstrip("0") or "0" for figure in figures)


@cache
def _months(locale: BabelLocale) -> list[tuple[int, str]]:
    return list(get_month_names("wide", locale=locale).items())
