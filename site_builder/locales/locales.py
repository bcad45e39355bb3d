"""The locales of the site (docs/locales/): which exist, their labels, glossary terms and calendars."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Literal

from babel import Locale as BabelLocale
from babel import UnknownLocaleError

from site_builder.guide import Document, Guide, Id, Plain, build_instance, check_format, read_yaml
from site_builder.locales.calendars import CALENDARS_FILE, Calendar, CalendarsFile, calendar_problems
from site_builder.locales.glossary import GLOSSARY_FILE, Glossary, GlossaryFile
from site_builder.locales.glossary_check import glossary_problems
from site_builder.locales.name_forms import (
    FORMS_FILE,
    FormsFile,
    NameForms,
    name_faults,
    name_form_problems,
)
from site_builder.material_files import theme_languages
from site_builder.problems import ContentError, Problem, did_you_mean

LOCALES_FILE = "docs/locales/locales.yml"
LABELS_FILE = "docs/locales/labels.yml"
LOCALE_ID = r"[a-z]{2,3}(-[A-Z][a-z]{3})?-[A-Z]{2}"
"""How a locale's id is formed: language, script where it needs saying, country."""
ENGLISH_ALONE: dict[str, Any] = {
    "source": "en-US",
    "locales": [
        {
            "id": "en-US",
            "name": "English (United States)",
            "direction": "ltr",
            "theme": "en",
            "translation": "source",
        }
    ],
}
"""What counts where there is no locales.yml."""


@cache
def _babel(id: str) -> BabelLocale:
    return BabelLocale.parse(id, sep="-")


@dataclass(frozen=True, kw_only=True)
class Locale:
    """A locale that the site is built in.

    `id` is a BCP 47 tag such as nl-NL; `theme` the theme's language file; `translation` how its texts were
    made where a catalog does not say otherwise of one: source (written in it), machine, machine-checked
    (against the glossary), machine-revised (read whole and corrected by a second machine, and what decides an
    answer translated back and compared), human or reviewed. A text that it lacks is shown in the locale of
    `falls_back_to`, and else in the source locale. With less than `least_coverage` percent of its texts
    translated it is not published.
    """

    id: Plain
    name: Plain
    direction: Literal["ltr", "rtl"]
    theme: Plain
    translation: Literal["source", "machine", "machine-checked", "machine-revised", "human", "reviewed"]
    least_coverage: int = 100
    falls_back_to: Plain | None = None

    @property
    def babel(self) -> BabelLocale:
        """CLDR's data for it."""
        return _babel(self.id)

    @property
    def language(self) -> str:
        """The language subtag, such as nl."""
        return self.id.partition("-")[0]


@dataclass(frozen=True, kw_only=True)
class LocalesFile:
    """locales.yml."""

    source: Plain
    locales: tuple[Locale, ...]


@dataclass(frozen=True, kw_only=True)
class LabelWord:
    """A label as a portal shows it in one locale: seen there, or assumed from other pages. `seen_in` says
    where: a page, or a file of the vendor's documentation."""

    text: Plain
    status: Literal["seen", "assumed"]
    seen_in: Plain | None = None
    note: Plain | None = None


@dataclass(frozen=True)
class Locales:
    """All locales, their labels (locale id -> label id -> words), their terms, the forms of names in running
    text, and the calendars that readers choose from; `calendar` is the id of the default."""

    source: Locale
    all: tuple[Locale, ...]
    labels: Mapping[str, Mapping[str, LabelWord]]
    glossary: Glossary
    calendars: tuple[Calendar, ...]
    calendar: str
    forms: FormsFile = field(default_factory=dict)

    @property
    def by_id(self) -> dict[str, Locale]:
        """All locales by their ids."""
        return {locale.id: locale for locale in self.all}

    def named(self, id: str) -> Locale | None:
        """The locale of that id, or None."""
        return self.by_id.get(id)

    @property
    def translated(self) -> tuple[Locale, ...]:
        """All but the source locale."""
        return tuple(locale for locale in self.all if locale.id != self.source.id)

    def chain(self, locale: Locale) -> tuple[Locale, ...]:
        """The locales in which a text is looked for, in that order: the locale first, the source last."""
        chain = [locale]
        while (id := chain[-1].falls_back_to) and (fallback := self.named(id)):
            chain.append(fallback)
        return (*chain, self.source) if chain[-1].id != self.source.id else tuple(chain)

    def labels_of(self, locale: Locale) -> Mapping[str, LabelWord]:
        """The labels as screens show them in a locale, or in one of its language that it falls back to."""
        labels: dict[str, LabelWord] = {}
        for fallback in reversed(self.chain(locale)):
            if fallback.language == locale.language:
                labels |= self.labels.get(fallback.id, {})
        return labels

    def forms_of(self, locale: Locale) -> Mapping[str, NameForms]:
        """The forms of names ("role:global-admin") in a locale, or in one of its language that it falls back
        to."""
        forms: dict[str, NameForms] = {}
        for fallback in reversed(self.chain(locale)):
            if fallback.language == locale.language:
                forms |= self.forms.get(fallback.id, {})
        return forms


def read_locales(root: Path, guide: Guide | None) -> Locales:
    """Read the files below `root`, none of which must be there; without a guide, labels are not compared with
    it.

    Raises ContentError with every problem found.
    """
    listed = _read(root, LOCALES_FILE, ENGLISH_ALONE)
    labels = _read(root, LABELS_FILE, {})
    calendars_document = _read(root, CALENDARS_FILE, {})
    terms = _read(root, GLOSSARY_FILE, {})
    forms = _read(root, FORMS_FILE, {})
    check_format(LocalesFile, listed)
    check_format(GlossaryFile, terms)
    check_format(FormsFile, forms)
    check_format(CalendarsFile, calendars_document)
    check_format(Mapping[Id, Mapping[Id, LabelWord]], labels)
    documents = (listed, labels, calendars_document, terms, forms)
    if problems := [problem for document in documents for problem in document.problems]:
        raise ContentError(problems)
    file: LocalesFile = build_instance(LocalesFile, listed.value)
    calendars: CalendarsFile = build_instance(CalendarsFile, calendars_document.value)
    problems = [*_locale_problems(file, listed), *_label_problems(file, labels, guide)]
    problems += calendar_problems(calendars, calendars_document)
    problems += _fallback_problems(file, listed)
    problems += glossary_problems(terms, labels, [locale.id for locale in file.locales])
    problems += name_form_problems(forms, {locale.id: _known_babel(locale) for locale in file.locales}, guide)
    glossary = build_instance(GlossaryFile, terms.value).terms
    problems += _missing_glossaries(file, listed, glossary)
    if problems:
        raise ContentError(problems)
    words = build_instance(Mapping[Id, Mapping[Id, LabelWord]], labels.value)
    source = next(locale for locale in file.locales if locale.id == file.source)
    return Locales(source, file.locales, words, glossary, calendars.calendars, calendars.default, forms.value)


def _known_babel(locale: Locale) -> BabelLocale | None:
    """CLDR's data for a locale; None for one that it does not know, which is reported elsewhere."""
    try:
        return locale.babel
    except (UnknownLocaleError, ValueError):
        return None


def _read(root: Path, name: str, otherwise: Any) -> Document:
    """A file that a guide need not have."""
    return read_yaml(root / name, name) if (root / name).exists() else Document(name, otherwise)


def _locale_problems(file: LocalesFile, document: Document) -> list[Problem]:
    problems = []
    ids = [locale.id for locale in file.locales]
    if file.source not in ids:
        message = f'the source locale "{file.source}" is not listed{did_you_mean(file.source, ids)}'
        problems.append(document.problem(("source",), message))
    for index, locale in enumerate(file.locales):
        path = ("locales", index)
        if not re.fullmatch(LOCALE_ID, locale.id):
            problems.append(document.problem((*path, "id"), f'"{locale.id}" is not a locale; write "nl-NL"'))
            continue
        try:
            direction = "rtl" if locale.babel.text_direction == "rtl" else "ltr"
        except UnknownLocaleError:
            message = f'"{locale.id}" is a locale that CLDR does not know'
            problems.append(document.problem((*path, "id"), message))
            continue
        for fault in name_faults(locale.name, locale.babel):
            problems.append(document.problem((*path, "name"), fault))
        if locale.theme not in theme_languages():
            hint = did_you_mean(locale.theme, theme_languages())
            message = f'the theme has no language file "{locale.theme}"{hint}'
            problems.append(document.problem((*path, "theme"), message))
        if locale.direction != direction:
            message = f"{locale.id} is written {direction}, not {locale.direction}"
            problems.append(document.problem((*path, "direction"), message))
        if (locale.translation == "source") != (locale.id == file.source):
            message = "exactly the source locale has the translation: source"
            problems.append(document.problem((*path, "translation"), message))
    return problems


def _fallback_problems(file: LocalesFile, document: Document) -> Iterator[Problem]:
    """Fallbacks to locales that are not listed, or in a circle."""
    fallbacks = {locale.id: locale.falls_back_to for locale in file.locales}
    for index, locale in enumerate(file.locales):
        path = ("locales", index, "falls_back_to")
        if locale.falls_back_to and locale.falls_back_to not in fallbacks:
            hint = did_you_mean(locale.falls_back_to, fallbacks)
            yield document.problem(path, f'unknown locale "{locale.falls_back_to}"{hint}')
        chain, fallback = [locale.id], locale.falls_back_to
        while fallback and fallback not in chain:
            chain.append(fallback)
            fallback = fallbacks.get(fallback)
        if fallback == locale.id:
            yield document.problem(path, f"falls back to itself: {' -> '.join([*chain, fallback])}")
        if not 0 <= locale.least_coverage <= 100:
            message = f"{locale.least_coverage} is no percentage; write a number from 0 to 100"
            yield document.problem(("locales", index, "least_coverage"), message)


def _missing_glossaries(file: LocalesFile, document: Document, glossary: Glossary) -> Iterator[Problem]:
    """A locale can only be checked against terms where there are some."""
    for index, locale in enumerate(file.locales):
        if locale.translation == "machine-checked" and not glossary.get(locale.id):
            message = (
                f"there are no terms of {locale.id} in {GLOSSARY_FILE} to check it against; write: machine"
            )
            yield document.problem(("locales", index, "translation"), message)


def _label_problems(file: LocalesFile, document: Document, guide: Guide | None) -> list[Problem]:
    problems = []
    ids = [locale.id for locale in file.locales]
    label_ids = [label.id for label in guide.facts.labels] if guide else None
    for locale, labels in document.value.items():
        if locale not in ids:
            message = f'unknown locale "{locale}"{did_you_mean(locale, ids)}'
            problems.append(document.problem((locale, "@key"), message))
        babel = next((other.babel for other in file.locales if other.id == locale), None)
        for id, label in labels.items():
            for fault in name_faults(label["text"], babel):
                problems.append(document.problem((locale, id, "text"), fault))
            if label_ids is not None and id not in label_ids:
                message = f'unknown label "{id}"{did_you_mean(id, label_ids)}'
                problems.append(document.problem((locale, id, "@key"), message))
    return problems
