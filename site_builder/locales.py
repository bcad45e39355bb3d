"""docs/locales/: which locales exist, the interface labels as each shows them, and working calendars."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from babel import Locale as BabelLocale
from babel import UnknownLocaleError

from site_builder.calendars import CALENDARS_FILE, Calendar, CalendarsFile, calendar_problems
from site_builder.fitting import check
from site_builder.guide import Guide
from site_builder.problems import ContentError, Problem, did_you_mean
from site_builder.shape import Id, Plain, build
from site_builder.strict_yaml import Document, read_yaml

LOCALES_FILE = "docs/locales/locales.yml"
LABELS_FILE = "docs/locales/labels.yml"


@dataclass(frozen=True, kw_only=True)
class Locale:
    """A locale that the site is built in.

    `id` is a BCP 47 tag such as nl-NL; `theme` the theme's language file; `translation` what has been
    done: source (written in it), unfinished, machine, machine-checked (against the term list), human or
    reviewed; `calendar` the working calendar that its readers begin with.
    """

    id: Plain
    name: Plain
    direction: Literal["ltr", "rtl"]
    theme: Plain
    calendar: Plain
    translation: Literal["source", "unfinished", "machine", "machine-checked", "human", "reviewed"]

    @property
    def babel(self) -> BabelLocale:
        """CLDR's data for it."""
        return BabelLocale.parse(self.id, sep="-")


@dataclass(frozen=True, kw_only=True)
class LocalesFile:
    """locales.yml."""

    source: Plain
    locales: tuple[Locale, ...]


@dataclass(frozen=True, kw_only=True)
class LabelWord:
    """A label as a portal shows it in one locale: seen there, or assumed from other pages."""

    text: Plain
    status: Literal["seen", "assumed"]
    note: Plain | None = None


@dataclass(frozen=True)
class Locales:
    """All locales, their labels (locale id -> label id -> words), and the calendars they choose from."""

    source: Locale
    all: tuple[Locale, ...]
    labels: Mapping[str, Mapping[str, LabelWord]]
    calendars: tuple[Calendar, ...] = ()

    def named(self, id: str) -> Locale | None:
        """The locale of that id, or None."""
        return next((locale for locale in self.all if locale.id == id), None)


def read_locales(root: Path, guide: Guide | None) -> Locales:
    """Read the files below `root`; without a guide, labels are not compared with it.

    Raises ContentError with every problem found.
    """
    listed = read_yaml(root / LOCALES_FILE, LOCALES_FILE)
    labels = read_yaml(root / LABELS_FILE, LABELS_FILE)
    calendars = read_yaml(root / CALENDARS_FILE, CALENDARS_FILE)
    check(LocalesFile, listed)
    check(CalendarsFile, calendars)
    check(Mapping[Id, Mapping[Id, LabelWord]], labels)
    if problems := [*listed.problems, *labels.problems, *calendars.problems]:
        raise ContentError(problems)
    file: LocalesFile = build(LocalesFile, listed.value)
    kept: CalendarsFile = build(CalendarsFile, calendars.value)
    problems = [*_locale_problems(file, listed), *_label_problems(file, labels, guide)]
    problems += calendar_problems(kept.calendars, calendars)
    problems += _unknown_calendars(file, kept, listed)
    if problems:
        raise ContentError(problems)
    words = build(Mapping[Id, Mapping[Id, LabelWord]], labels.value)
    source = next(locale for locale in file.locales if locale.id == file.source)
    return Locales(source, file.locales, words, kept.calendars)


def _locale_problems(file: LocalesFile, document: Document) -> list[Problem]:
    problems = []
    ids = [locale.id for locale in file.locales]
    if file.source not in ids:
        message = f'the source locale "{file.source}" is not listed{did_you_mean(file.source, ids)}'
        problems.append(document.problem(("source",), message))
    for index, locale in enumerate(file.locales):
        path = ("locales", index)
        if not re.fullmatch(r"[a-z]{2,3}(-[A-Z][a-z]{3})?-[A-Z]{2}", locale.id):
            problems.append(document.problem((*path, "id"), f'"{locale.id}" is not a locale; write "nl-NL"'))
            continue
        try:
            direction = "rtl" if locale.babel.text_direction == "rtl" else "ltr"
        except UnknownLocaleError:
            message = f'"{locale.id}" is a locale that CLDR does not know'
            problems.append(document.problem((*path, "id"), message))
            continue
        if locale.direction != direction:
            message = f"{locale.id} is written {direction}, not {locale.direction}"
            problems.append(document.problem((*path, "direction"), message))
        if (locale.translation == "source") != (locale.id == file.source):
            message = "exactly the source locale has the translation: source"
            problems.append(document.problem((*path, "translation"), message))
    return problems


def _unknown_calendars(file: LocalesFile, kept: CalendarsFile, document: Document) -> Iterator[Problem]:
    known = [calendar.id for calendar in kept.calendars]
    for index, locale in enumerate(file.locales):
        if locale.calendar not in known:
            hint = did_you_mean(locale.calendar, known)
            message = f'{CALENDARS_FILE} has no calendar "{locale.calendar}"{hint}'
            yield document.problem(("locales", index, "calendar"), message)


def _label_problems(file: LocalesFile, document: Document, guide: Guide | None) -> list[Problem]:
    problems = []
    ids = [locale.id for locale in file.locales]
    known = [label.id for label in guide.facts.labels] if guide else None
    for locale, labels in document.value.items():
        if locale not in ids:
            message = f'unknown locale "{locale}"{did_you_mean(locale, ids)}'
            problems.append(document.problem((locale, "@key"), message))
        for id in labels:
            if known is not None and id not in known:
                message = f'unknown label "{id}"{did_you_mean(id, known)}'
                problems.append(document.problem((locale, id, "@key"), message))
    return problems
