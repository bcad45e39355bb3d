"""Localized texts: a text with its locale, status and context, and the plural forms of a counted word."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Literal

from babel import Locale as BabelLocale

Status = Literal["source", "human", "reviewed", "machine", "stale", "missing"]
"""How a text came into a locale. `source`: written in it. `stale`: its source has changed since; `missing`:
not translated. Of both, readers see the text of the locale that theirs falls back to."""

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
        """The text with where it comes from."""
        self = super().__new__(cls, text)
        self.lang, self.status, self.context = lang, status, context
        return self

    def __reduce__(self) -> tuple[type[LocalizedText], tuple[str, str, Status, str]]:
        """For pickle, by which other processes get it."""
        return LocalizedText, (str(self), self.lang, self.status, self.context)


def map_forms(text: TextForms, change: Callable[[str], str]) -> TextForms:
    """The text with `change` applied to it, or to each of its plural forms."""
    if isinstance(text, str):
        return change(text)
    return {category: change(form) for category, form in text.items()}


def forms_of(text: TextForms) -> tuple[str, ...]:
    """The text itself, or each of its plural forms."""
    return (text,) if isinstance(text, str) else tuple(text.values())


def general_form(text: TextForms) -> str:
    """The text itself, or its plural form "other", for every number without a form of its own."""
    return text if isinstance(text, str) else text["other"]


def choose_form(text: TextForms, count: object, locale: BabelLocale) -> str:
    """The plural form of a text for a number, in the language of the text."""
    if isinstance(text, str):
        return text
    category = locale.plural_form(count) if isinstance(count, int | float) else "other"
    return text.get(category, general_form(text))


@cache
def numbers_of_category(locale: BabelLocale, category: str) -> tuple[int, ...]:
    """The whole numbers up to 1,000 that take the forms of a category; the rules repeat beyond."""
    return tuple(number for number in range(1001) if locale.plural_form(number) == category)


def plural_categories(locale: BabelLocale) -> tuple[str, ...]:
    """The plural categories that a language has, in CLDR's order; "other" is always the last."""
    tags = locale.plural_form.tags
    return tuple(category for category in PLURAL_CATEGORIES if category in tags or category == "other")
