"""Punctuation by language: quotation marks, and the marks between the parts of a list.

Quotation marks are CLDR's delimiters (https://cldr.unicode.org), which Babel has no data of. CLDR has ‘…’
first in Dutch and ”…“ in Arabic; here stand those that the shipped catalogs keep to.
"""

from __future__ import annotations

from babel import Locale as BabelLocale

_PAIRS = {
    "ar": "«»", "cs": "„“", "da": "“”", "de": "„“‚‘", "de_CH": "«»‹›", "el": "«»", "en": "“”‘’",
    "es": "«»“”‘’", "fi": "””", "fr": "«»“”", "he": "””", "hu": "„”", "it": "«»", "ja": "「」『』",
    "ko": "“”", "nb": "«»", "nl": "“”‘’", "no": "«»", "pl": "„”«»", "pt": "“”‘’", "pt_PT": "«»“”", "ro": "„”",
    "ru": "«»", "sv": "””", "tr": "“”", "uk": "«»", "zh_Hans": "“”‘’", "zh_Hant": "「」『』",
}  # fmt: skip
"""Language, with its script or territory where that matters -> pairs of marks: those of a text, then those
within a quotation."""
_SPACED = frozenset({"fr"})
"""Languages whose marks have a no-break space inside; not in Switzerland."""


_LIST_MARKS = {"ar": ("، ", "؛ "), "ja": ("、", "；"), "zh": ("、", "；")}
"""Language -> the mark between the parts of a list, and between parts that have such marks themselves."""


def list_marks(locale: BabelLocale) -> tuple[str, str]:
    """A comma and a semicolon as they stand between the parts of a list, with their spaces."""
    return _LIST_MARKS.get(locale.language, (", ", "; "))


def quotation_pairs(locale: BabelLocale) -> str:
    """The marks that a text may have, opening and closing in turn; "" where the language's are not known."""
    return next((_PAIRS[key] for key in locale_keys(locale) if key in _PAIRS), "")


def quotation_marks(locale: BabelLocale) -> tuple[str, str]:
    """The marks before and after a quotation; English ones where the language's are not known."""
    marks = quotation_pairs(locale) or _PAIRS["en"]
    first, last = marks[0], marks[1]
    if locale.language in _SPACED and locale.territory != "CH":
        return f"{first}\u00a0", f"\u00a0{last}"
    return first, last


def locale_keys(locale: BabelLocale) -> tuple[str, str, str]:
    """Where a locale's rules are looked up: language and territory, language and script, language."""
    script = locale.script or ("Hant" if locale.territory in ("TW", "HK", "MO") else "Hans")
    return f"{locale.language}_{locale.territory}", f"{locale.language}_{script}", locale.language
