"""Typography of translations: quotation marks, spaces at punctuation, dashes and digits by language.

Machine translation keeps the marks of English; a reader of French or Japanese sees it at a glance. A text is
excused, with a reason, by a comment in its catalog: `# typography: a title in English`.

The space before a percent sign follows CLDR (https://cldr.unicode.org); the quotation marks are those of
`punctuation`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from babel import Locale as BabelLocale

from site_builder.guide import TextForms, forms_of, general_form, inline
from site_builder.locales.punctuation import locale_keys, quotation_pairs

TOKEN = "\ufffc"
"""What a reference or code stands as: the object replacement character, which no text may have."""
_NO_BREAK = "\u00a0\u202f"
_ALIKE_FORMS_FROM = 4
"""Plural categories from which on forms that are all alike are a fault; with fewer, many words have one."""

_JAPANESE = "[\u3041-\u30ff\u3400-\u9fff々]"
_HAN = "[\u3400-\u9fff]"
_ARABIC = "[\u0620-\u06ff]"


class Rule(NamedTuple):
    """What is not to be found in a text, and what is expected in its place."""

    pattern: re.Pattern[str]
    expected: str


def _rule(pattern: str, expected: str) -> Rule:
    return Rule(re.compile(pattern), expected)


_GENERAL = (
    _rule(rf"[ {_NO_BREAK}]{{2,}}", "one space"),
    _rule(rf"[ {_NO_BREAK}][,.](?![\w{TOKEN}.])", "no space before it"),
    _rule(r"\.\.\.", "an ellipsis, …"),
    _rule(r"(?<=\s)-(?=\s)", "a dash, –, with spaces"),
    _rule('"', "the quotation marks of the language, not straight ones"),
    _rule(r"'", "an apostrophe, ’, or the quotation marks of the language, not a straight one"),
)
_TIGHT = _rule(rf"[ {_NO_BREAK}][;:!?](?![\w)(])", "no space before it")
_EN_DASH = _rule(r"\s—|—\s|\w—\w", "an en dash, –, with spaces")
_SPACED_EN_DASH = _rule(r"(?<=\s)–(?=[^\W\d_])|(?<=[^\W\d_])–(?=\s)", "spaces on both sides of the dash")
_INVERTED = (
    _rule(r"^[^¿]*\?|\?[^¿]*\?", "¿ at the beginning of the question"),
    _rule(r"^[^¡]*!|![^¡]*!", "¡ at the beginning of the exclamation"),
    _rule(r"¿[^?]*$|¿[^?]*¿", "? at the end of the question"),
)
_GUILLEMETS = (
    _rule(rf"«(?![{_NO_BREAK}])", "a no-break space after it"),
    _rule(rf"(?<![{_NO_BREAK}])»", "a no-break space before it"),
)
_FULL_WIDTH_SPACES = _rule(
    r"[、，。：；？！「」『』（）] | [、，。：；？！「」『』（）]", "no space beside it"
)
_COUNTERS = "時間|分|日間|日|週間|か月|ヶ月|カ月|年|回|件|営業日|種類|人|名|社|個|桁|言語"


def _full_width(letters: str, marks: str, full: str) -> tuple[Rule, ...]:
    """Marks of ASCII beside letters of a script that has full-width ones."""
    expected = f"full-width punctuation: {full}"
    return (
        _rule(rf"(?<={letters})[{marks}(]|[{marks}]$|\)(?=[{full}]|{letters})|[(](?={letters})", expected),
        _rule(
            rf"(?<=[{TOKEN}」”）])[{marks}](?=\s)|(?<=[{TOKEN}A-Za-z\d」”）])[,:;?!] ?(?={letters})", expected
        ),
    )


def _spaced(letters: str) -> Rule:
    """Words and figures among letters that need no spaces, as Microsoft's pages set them. A reference may be
    rendered in either script, so nothing is asked beside one."""
    return _rule(rf"{letters}[A-Za-z0-9]|[A-Za-z0-9]{letters}", "a space between them")


_RULES: dict[str, tuple[Rule, ...]] = {
    "fr": (
        _rule(rf"(?<![{_NO_BREAK}?!(])[;:!?](?![\d/])", "a no-break space before it"),
        *_GUILLEMETS,
        _EN_DASH,
    ),
    "fr_CA": (_rule(rf"(?<![{_NO_BREAK}]):(?![\d/])", "a no-break space before it"), *_GUILLEMETS),
    "es": (_TIGHT, *_INVERTED),
    "de": (_TIGHT, _EN_DASH, _SPACED_EN_DASH),
    "nl": (_TIGHT, _EN_DASH, _SPACED_EN_DASH),
    "pt": (_TIGHT,),
    "pl": (_TIGHT, _EN_DASH, _SPACED_EN_DASH),
    "ja": (
        *_full_width(_JAPANESE, ",.:;?!", "、。：；？！（）"),
        _FULL_WIDTH_SPACES,
        _spaced(_JAPANESE),
        _rule(rf"[二三四五六七八九]つ|(?!十分)[一二三四五六七八九十]+(?:{_COUNTERS})", "a figure: 4 時間"),
    ),
    "zh_Hans": (
        *_full_width(_HAN, ",.:;?!", "，。：；？！（）"),
        _FULL_WIDTH_SPACES,
        _spaced(_HAN),
    ),
    "zh_Hant": (*_full_width(_HAN, ",.:;?!", "，。：；？！（）"), _FULL_WIDTH_SPACES),
    "ar": (
        _TIGHT,
        _rule(rf"(?<={_ARABIC}),|,(?=\s)|^,", "the Arabic comma, ،"),
        _rule(rf"(?<={_ARABIC});|;(?=\s)", "the Arabic semicolon, ؛"),
        _rule(r"\?", "the Arabic question mark, ؟"),
        _rule(r" [،؛؟]", "no space before it"),
    ),
}  # fmt: skip
"""Language, with its script or territory where that matters -> its own rules."""

_ALL_QUOTES = re.compile("[«»‹›„“”‚‘「」『』]")

_STOPS = {"ja": "。", "zh_Hans": "。", "zh_Hant": "。", "hi": "।"}
_ABBREVIATED = re.compile(r"(?:\b(?:etc|enz|usw|e\.g|i\.e|[ap]\.\s?m|itd|itp|Inc|Corp)|\b\w)\.$")
_SINGULAR_YOU = re.compile(r"\b[وف]?(?:لديك|عليك|إليك|لك|يمكنك|منك|عنك|بك|معك|أنت|عميلك|شركتك|نفسك|طلبك)\b")
_PLURAL_YOU = re.compile(
    r"\b[وف]?(?:لديكم|عليكم|إليكم|لكم|يمكنكم|منكم|عنكم|بكم|معكم|أنتم|عميلكم|شركتكم|أنفسكم|طلبكم)\b"
)
_OTHER_DIGITS = re.compile(r"[^\D0-9]")
"""Digits of a script of its own: pages write numbers, dates and times with 0 to 9 in every locale."""
_PERCENT = re.compile(rf"[\d{TOKEN}]([ {_NO_BREAK}]?)%")


def typography_faults(source: TextForms, translation: TextForms, locale: BabelLocale) -> list[str]:
    """How a translation breaks the typography of its language; a sentence for each place."""
    faults: list[str] = []
    end = _own_words(general_form(source))
    for form in forms_of(translation):
        text = _own_words(form)
        faults += _rule_faults(text, locale)
        faults += _end_faults(end, text, locale)
    forms = forms_of(translation)
    if len(forms) >= _ALIKE_FORMS_FROM and len(set(forms)) == 1 and inline.has_words(forms[0]):
        faults.append(f'all {len(forms)} plural forms are "{forms[0]}"; expected the forms of the language')
    return list(dict.fromkeys(faults))


def _rule_faults(text: str, locale: BabelLocale) -> Iterator[str]:
    rules = _rules_of(locale)
    for pattern, expected in rules.patterns:
        for match in pattern.finditer(text):
            yield _fault(text, match.start(), match.end(), expected)
    if rules.quotes and (used := _ALL_QUOTES.findall(text)):
        yield from _quote_faults(text, used, rules.quotes)
    space = "a no-break space" if rules.percent_apart else "no space"
    for found in _PERCENT.finditer(text):
        if bool(found.group(1)) != rules.percent_apart or found.group(1) == " ":
            yield _fault(text, found.start(), found.end(), f"{space} before the percent sign")
    if other := _OTHER_DIGITS.search(text):
        yield _fault(text, other.start(), other.end(), "the digits 0 to 9, as pages write numbers")
    if locale.language == "ar" and (many := _PLURAL_YOU.search(text)) and (one := _SINGULAR_YOU.search(text)):
        yield f'"{one.group()}" and "{many.group()}": expected one form of address'


def _quote_faults(text: str, used: list[str], marks: str) -> Iterator[str]:
    """Quotation marks of other languages, and those without their partners."""
    for mark in dict.fromkeys(used):
        if mark not in marks:
            at = text.index(mark)
            yield _fault(text, at, at + 1, f"the quotation marks {marks[0]}…{marks[1]}")
    for first, last in zip(marks[::2], marks[1::2], strict=True):
        if last != "’" and used.count(first) != used.count(last):  # ’ is the apostrophe, too
            at = text.index(first if first in used else last)
            yield _fault(text, at, at + 1, f"as many {first} as {last}")


def _end_faults(source: str, text: str, locale: BabelLocale) -> Iterator[str]:
    """A full stop at the end where the source has none, and none where it has one."""
    if not source or not text or _ABBREVIATED.search(source) or _ABBREVIATED.search(text):
        return
    stop = _rules_of(locale).stop
    last, expected = text.rstrip("”»“’」』)）"), source.rstrip('”’")')
    if expected.endswith(".") and last[-1:].isalnum():
        yield _fault(text, len(text) - 1, len(text), f"a full stop, {stop}, as in the source")
    elif last.endswith(stop) and (expected[-1:].isalnum() or expected.endswith(TOKEN)):
        yield _fault(text, len(text) - 1, len(text), "no full stop, as in the source")


class _LocaleRules(NamedTuple):
    patterns: tuple[Rule, ...]
    quotes: str
    stop: str
    percent_apart: bool


@cache
def _rules_of(locale: BabelLocale) -> _LocaleRules:
    keys = locale_keys(locale)
    own = next((_RULES[key] for key in keys if key in _RULES), (_TIGHT,))
    stop = next((_STOPS[key] for key in keys if key in _STOPS), ".")
    percent = locale.percent_formats[None].pattern
    return _LocaleRules((*_GENERAL, *own), quotation_pairs(locale), stop, bool(re.search(r"\s%", percent)))


def _own_words(text: str) -> str:
    """A text with a token for each reference and code; its spaces are as they are."""
    if "{" not in text and "`" not in text:
        return text
    return "".join(
        segment.text if isinstance(segment, inline.Literal) else TOKEN for segment in inline.parse(text)
    )


def _fault(text: str, start: int, end: int, expected: str) -> str:
    """A sentence with the place in a text, a few words around it, and what is expected there."""
    before, after = max(0, start - 16, end - 40), end + 16
    cut = f"{'…' if before else ''}{text[before:after]}{'…' if after < len(text) else ''}"
    return f"‹{cut.replace(TOKEN, '{…}')}›: expected {expected}"
