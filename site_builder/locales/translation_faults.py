"""What a translation must keep of its source, however its catalog was made, and by whomever.

References, placeholders, code, figures and addresses are facts: the source says them, and a translation can
neither change, lose nor add one.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable
from functools import cache

from babel import Locale as BabelLocale
from babel.dates import get_month_names

from site_builder.guide import COUNT, Wording, inline, numbers_of, plural_categories
from site_builder.locales.alphabets import script_faults

_HOST = re.compile(r"(?<![\w.-])[\w-]+(?:\.[\w-]+)*\.[^\W\d_][\w-]+")
_MAIL = re.compile(r"(?<=\w)@(?=\w)")
_FIGURE = re.compile(r"\d+")
_LIST_MARK = re.compile(r"(?:^|\n)\s*(?:[-*+•‣◦▪–—●○·✓]|\(?[0-9a-z][.)])\s")


def wording_faults(
    source: Wording, translation: Wording, locale: BabelLocale, source_locale: BabelLocale
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
        told = COUNT not in form and len(numbers_of(locale, category)) == 1
        text = source["other"].replace(COUNT, "") if told else source["other"]
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
    before, after = inline.words_of(source), inline.words_of(translation)
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
