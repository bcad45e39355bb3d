"""Pseudo-locales: the source made strange by rule, to see what a translation will do to the pages.

en-XA has accented letters and is 40 % longer: what stays plain was never given to translators, and what is
cut off has no room. ar-XB is English written from right to left, letter by letter, as CLDR's pseudo-locale of
that name: what stays on the left was never mirrored. They are built on demand and never published.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import partial

from babel import Locale as BabelLocale

from site_builder.guide import Code, Literal, LocalizedText, map_forms, parse
from site_builder.locales.catalog import Catalog
from site_builder.locales.locales import Locale

LONGER = 0.4
"""How much longer than English a text becomes; German interface words often are by that much
(https://www.w3.org/International/articles/article-text-size)."""
PSEUDO_DATE = datetime.date(2026, 1, 1)
"""The day that pages of a pseudo-locale say they were made from; any will do, if it is always the same."""
_ACCENTS = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "áƀçðéƒğĥíĵķļḿñóþǫŕšţúṽŵẋýžÁƁÇÐÉƑĞĤÍĴĶĻḾÑÓÞǪŔŠŢÚṼŴẊÝŽ",
)
_OVERRIDE, _POP = "\u202e", "\u202c"
"""Right-to-left override, and the end of it."""


@dataclass(frozen=True, kw_only=True)
class PseudoLocale(Locale):
    """A locale that nobody writes; dates and numbers are the source locale's."""

    formats: str

    @property
    def babel(self) -> BabelLocale:
        """CLDR's data of the locale that it is made from."""
        return BabelLocale.parse(self.formats, sep="-")


def pseudo_catalogs(source: Catalog) -> list[Catalog]:
    """Both pseudo-locales with all the texts of the source locale's catalog."""
    common = {field.name: getattr(source.locale, field.name) for field in fields(Locale)}
    common |= {"translation": "machine", "formats": source.locale.id, "falls_back_to": None}
    accented = PseudoLocale(**{**common, "id": "en-XA", "name": "[Ţéšţ]", "direction": "ltr"})
    mirrored = PseudoLocale(**{**common, "id": "ar-XB", "name": "[Mirror]", "direction": "rtl"})
    return [_catalog(source, accented, accent), _catalog(source, mirrored, mirror)]


def accent(text: str) -> str:
    """A text with accented letters, in brackets, 40 % longer; references and code as they are."""
    longer = "~" * max(1, round(len(text) * LONGER) - 2)
    return f"[{_change_words(text, lambda words: words.translate(_ACCENTS))} {longer}]"


def mirror(text: str) -> str:
    """A text whose letters run from right to left; references and code as they are."""
    return _change_words(text, lambda words: f"{_OVERRIDE}{words}{_POP}" if words.strip() else words)


def _change_words(text: str, change: Callable[[str], str]) -> str:
    parts = []
    for segment in parse(text):
        if isinstance(segment, Literal):
            parts.append(change(segment.text).replace("{", "{{").replace("}", "}}"))
        else:
            parts.append(f"`{segment.text}`" if isinstance(segment, Code) else str(segment))
    return "".join(parts)


def _pseudo_text(change: Callable[[str], str], id: str, context: str, text: str) -> LocalizedText:
    return LocalizedText(change(text), id, "machine", context)


def _catalog(source: Catalog, locale: PseudoLocale, change: Callable[[str], str]) -> Catalog:
    texts = {
        context: map_forms(text, partial(_pseudo_text, change, locale.id, context))
        for context, text in source.texts.items()
    }
    return Catalog(locale, texts, dict.fromkeys(texts, "machine"), PSEUDO_DATE, frozenset(texts))
