"""Alphabets (Unicode scripts): those that a locale is written in, and look-alike letters of others.

"Amber" with a Cyrillic A reads like the label and is another word: for search, for copying, and for who
compares it with a screen. Scripts are told by the Unicode names of characters, which begin with them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache

from babel import Locale as BabelLocale
from babel.core import get_global

from site_builder.guide import JOINERS

_SCRIPTS = {
    "Jpan": {"HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA", "CJK", "IDEOGRAPHIC"},
    "Hans": {"CJK", "IDEOGRAPHIC"},
    "Hant": {"CJK", "IDEOGRAPHIC", "BOPOMOFO"},
    "Kore": {"HANGUL", "CJK"},
    "Arab": {"ARABIC"}, "Armn": {"ARMENIAN"}, "Beng": {"BENGALI"}, "Cyrl": {"CYRILLIC"},
    "Deva": {"DEVANAGARI"}, "Ethi": {"ETHIOPIC"}, "Geor": {"GEORGIAN"}, "Grek": {"GREEK"},
    "Gujr": {"GUJARATI"}, "Guru": {"GURMUKHI"}, "Hebr": {"HEBREW"}, "Khmr": {"KHMER"},
    "Knda": {"KANNADA"}, "Laoo": {"LAO"}, "Mlym": {"MALAYALAM"}, "Mymr": {"MYANMAR"},
    "Orya": {"ORIYA"}, "Sinh": {"SINHALA"}, "Taml": {"TAMIL"}, "Telu": {"TELUGU"}, "Thai": {"THAI"},
}  # fmt: skip
"""ISO 15924 code -> the first words of its letters' Unicode names. Latin is part of every locale: product
names are written in it."""

_LOOK_ALIKE = {"LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC", "LISU"}
"""Scripts whose letters pass for one another's (Unicode TR 39, whole-script confusables)."""


def script_faults(text: str, locale: BabelLocale) -> Iterator[str]:
    """Letters of scripts that the locale is not written in, words that mix scripts which look alike, and
    letters and digits that are only drawn like others (full-width, mathematical)."""
    if text.isascii():
        return
    text = unicodedata.normalize("NFC", text)
    if all(_is_usual(character, locale) for character in set(NOT_ASCII.findall(text))):
        return
    allowed = scripts_of(locale)
    for word in re.findall(r"\S+", text):
        if word.isascii():
            continue
        scripts = {script: letter for letter in word if (script := _script(letter))}
        for script, letter in scripts.items():
            if script not in allowed:
                yield f'"{word}" has {_named(letter)}, of a script that the locale is not written in'
        for letter in word:
            if _passes_for_another(letter, locale.language):
                yield f'"{word}" has {_named(letter)}, which only looks like an ordinary character'
                break
    for word in re.findall(r"[^\W_]+", text):
        mixed = [script.title() for script in sorted({_script(letter) for letter in word} & _LOOK_ALIKE)]
        if len(mixed) > 1:
            yield f'"{word}" mixes letters that look alike ({" and ".join(mixed)})'
    if allowed <= _LOOK_ALIKE:
        if any(joiner in text for joiner in JOINERS):
            yield "an invisible joining character, which this script does not need"
        for mark in sorted(
            {character for character in text if unicodedata.category(character).startswith("M")}
        ):
            yield f"a mark that is drawn over another letter: {_named(mark)}"


NOT_ASCII = re.compile("[^\0-\x7f]")


@lru_cache(maxsize=4096)
def _is_usual(character: str, locale: BabelLocale) -> bool:
    """Whether a character beside those of ASCII can be in no fault: most texts of a locale have only such."""
    allowed, script = scripts_of(locale), _script(character)
    return (
        (not script or (script in allowed and script not in _LOOK_ALIKE - {"LATIN"}))
        and not _passes_for_another(character, locale.language)
        and character not in JOINERS
        and not unicodedata.category(character).startswith("M")
    )


_ALIKE = re.compile(
    "[\u01c0-\u01c3\u0250-\u02af\u1d00-\u1dbf\u2024\u2044\u2215\ua720-\ua7ff\uab30-\uab6f\uff0e\uff61]"
)
"""Letters of phonetic writing, and signs drawn like a point, a slash or a colon."""


def _passes_for_another(letter: str, language: str) -> bool:
    if letter == "\u0131":  # the i without a dot
        return language not in ("tr", "az", "kk", "tt", "crh")
    plain = unicodedata.normalize("NFKC", letter)
    drawn = not letter.isascii() and plain.isascii() and plain.isalnum() and letter not in "ªº"
    return (
        drawn
        or bool(_ALIKE.match(letter))
        or unicodedata.name(letter, "").startswith("NEGATIVE SQUARED LATIN")
    )


@cache
def scripts_of(locale: BabelLocale) -> frozenset[str]:
    """The scripts of a locale's words, by the first words of their letters' Unicode names."""
    likely = get_global("likely_subtags")
    code = locale.script
    for tag in (f"{locale.language}_{locale.territory}", locale.language):
        code = code or (likely[tag].split("_")[1] if tag in likely else None)
    return frozenset({"LATIN", *_SCRIPTS.get(code or "Latn", set())})


@lru_cache(maxsize=4096)
def _script(character: str) -> str:
    """The script of a letter; "" for what belongs to every script, such as digits."""
    if not unicodedata.category(character).startswith("L"):
        return ""
    name = unicodedata.name(character, "UNKNOWN").split()
    if name[0] in ("FULLWIDTH", "HALFWIDTH"):
        return name[1]
    return "" if name[0] in ("MASCULINE", "FEMININE", "MICRO", "MODIFIER") else name[0]


def _named(character: str) -> str:
    return f"{character} (U+{ord(character):04X} {unicodedata.name(character, 'without a name')})"
