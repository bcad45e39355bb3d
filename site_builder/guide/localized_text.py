"""What a text of the guide may be once it is translated: words that know where they come from, in one form
or, for a word that is counted, in a form for each plural category of their language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Literal

from babel import Locale as BabelLocale

Status = Literal["source", "human", "reviewed", "machine", "stale", "missing"]
"""How a text came into a locale. `source`: written in it. `stale` and `missing`: it did not, or the source
has changed since, and readers see the words of the locale that it falls back to."""

PLURAL_CATEGORIES = ("zero", "one", "two", "few", "many", "other")
"""The plural categories of CLDR, in its order (https://cldr.unicode.org/index/cldr-spec/plural-rules)."""

TextForms = str | Mapping[str, str]
"""A text, or the forms of a counted one: plural category -> text."""

COUNT_PLACEHOLDER = "{count}"
"""The placeholder of a counted word: the number that chooses its form."""


class LocalizedText(str):
    """A text that knows the locale it is written in, its status there, and its context in the catalogs."""

    __slots__ = ("context", "lang", "status")
    context: str
    lang: str
    status: Status

    def __new__(cls, text: str, lang: str, status: Status = "source", context: str = "") -> LocalizedText:
        """The text, marked."""
        self = super().__new__(cls, text)
        self.lang, self.status, self.context = lang, status, context
        return self

    def __reduce__(self) -> tuple[type[LocalizedText], tuple[str, str, Status, str]]:
        """As other processes are handed it."""
        return LocalizedText, (str(self), self.lang, self.status, self.context)


def map_forms(wording: TextForms, change: Callable[[str], str]) -> TextForms:
    """The wording with `change` done to it, or to each of its forms."""
    if isinstance(wording, str):
        return change(wording)
    return {category: change(form) for category, form in wording.items()}


def forms_of(wording: TextForms) -> tuple[str, ...]:
    """All that a wording says: its text, or each of its forms."""
    return (wording,) if isinstance(wording, str) else tuple(wording.values())


def general_form(wording: TextForms) -> str:
    """The text, or the form that stands for a counted one: that of every number without its own."""
    return wording if isinstance(wording, str) else wording["other"]


def choose_form(wording: TextForms, count: object, locale: BabelLocale) -> str:
    """The form that a number takes in the language of the wording."""
    if isinstance(wording, str):
        return wording
    category = locale.plural_form(count) if isinstance(count, int | float) else "other"
    return wording.get(category, general_form(wording))


@cache
def numbers_of_category(locale: BabelLocale, category: str) -> tuple[int, ...]:
    """The whole numbers up to 1,000 that take the forms of a category; the rules repeat beyond."""
    return tuple(number for number in range(1001) if locale.plural_form(number) == category)


def plural_categories(locale: BabelLocale) -> tuple[str, ...]:
    """The plural categories that a language has, in CLDR's order; "other" is always the last."""
    tags = locale.plural_form.tags
    return tuple(category for category in PLURAL_CATEGORIES if category in tags or category == "other")
