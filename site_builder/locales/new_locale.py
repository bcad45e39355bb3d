"""A new locale (translate new): all that it needs before its first text is translated.

That is an entry in locales.yml with what CLDR has about it, a working calendar for its country where there is
none, and its place among the labels and terms. Files are added to at their end, so that comments stay.
"""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path
from typing import Any

import holidays
from babel import Locale as BabelLocale
from babel import UnknownLocaleError
from babel.core import get_global

from site_builder.guide import Guide
from site_builder.locales.calendars import CALENDARS_FILE, DAYS, Calendar, DayHours
from site_builder.locales.locales import (
    ENGLISH_ALONE,
    LOCALE_ID,
    LOCALES_FILE,
    Locale,
    Locales,
    read_locales,
)
from site_builder.locales.text_domains import GUIDE
from site_builder.material_files import theme_languages
from site_builder.problems import BuildError, ContentError
from site_builder.shared_files import SCHEMAS

LEAST_COVERAGE = 95
"""Percent of its texts that a new locale must have to be published, until its keepers say otherwise."""


def add_locale(root: Path, guide: Guide, locales: Locales, id: str) -> list[str]:
    """Write what the locale needs, and return what was done, a line each.

    Raises BuildError, and then nothing has changed.
    """
    babel = _check_new_id(root, locales, id)
    fallback = _fallback(locales, id)
    several = len(locales.calendars) > 1  # one calendar alone is that of a single office
    listed = not several or any(one.country == babel.territory for one in locales.calendars)
    added = None if listed else _calendar(babel)
    direction = "rtl" if babel.text_direction == "rtl" else "ltr"
    lines = [
        f"id: {id}",
        f"name: {json.dumps(name_of(babel), ensure_ascii=False)}",
        f"direction: {direction}",
        f"theme: {theme_of(babel)}",
        "translation: machine",
        f"least_coverage: {LEAST_COVERAGE}",
        *([f"falls_back_to: {fallback.id}"] if fallback else []),
    ]
    done = []
    items = {LOCALES_FILE: lines}
    if added:
        items[CALENDARS_FILE] = _calendar_lines(added)
        (hours,) = added.hours
        summary = f"{added.zone}, {', '.join(hours.days)}, {hours.opens} to {hours.closes}"
        done.append(f"{CALENDARS_FILE}: added {added.id} ({summary}); look it over.")
    elif not listed:
        unknown = f"no public holidays are known for {babel.english_name}"
        done.append(f"{CALENDARS_FILE}: {unknown}; its readers begin with {locales.calendar}.")
    falls = f", falling back to {fallback.id}" if fallback else ""
    done.append(f"{LOCALES_FILE}: added {id} ({name_of(babel)}, {direction}{falls}).")
    done.append(
        "Readers are told that a machine made its texts, until people mark what they read: translate mark."
    )
    _add(root, guide, items)
    return done


def locale_entry(id: str, translation: str, least_coverage: int | None = None) -> dict[str, Any]:
    """An entry of locales.yml for a locale that CLDR knows, with what it has about it. Raises BuildError for
    any other."""
    try:
        babel = BabelLocale.parse(id, sep="-")
    except (UnknownLocaleError, ValueError):
        raise BuildError(f'"{id}" is a locale that CLDR does not know.') from None
    direction = "rtl" if babel.text_direction == "rtl" else "ltr"
    entry: dict[str, Any] = {
        "id": id,
        "name": name_of(babel),
        "direction": direction,
        "theme": theme_of(babel),
    }
    entry["translation"] = translation
    return entry if least_coverage is None else {**entry, "least_coverage": least_coverage}


def _check_new_id(root: Path, locales: Locales, id: str) -> BabelLocale:
    if locales.named(id):
        raise BuildError(f"{id} is in {LOCALES_FILE} already.")
    if not re.fullmatch(LOCALE_ID, id):
        raise BuildError(f'"{id}" is not a locale; write the language and the country, such as de-AT.')
    try:
        babel = BabelLocale.parse(id, sep="-")
    except (UnknownLocaleError, ValueError):
        raise BuildError(f'"{id}" is a locale that CLDR does not know.') from None
    if babel.territory not in get_global("territory_languages"):
        raise BuildError(f'"{id}" names no country that CLDR knows.')
    if (root / GUIDE.catalog(id)).parent.is_file():
        raise BuildError(f"{GUIDE.catalog(id)} cannot be made: there is a file where its folder should be.")
    return babel


def _add(root: Path, guide: Guide, items: dict[str, list[str]]) -> None:
    """Add an item to the list at the end of each of these files; if they cannot be read then, to none."""
    before = {name: (root / name).read_bytes() if (root / name).exists() else None for name in items}
    for name, lines in items.items():
        _append(root / name, lines)
    try:
        read_locales(root, guide)
    except ContentError as error:
        for name, data in before.items():
            if data is None:
                (root / name).unlink()
            else:
                (root / name).write_bytes(data)
        by_hand = "".join(f"\n{name}:\n  - " + "\n    ".join(lines) for name, lines in items.items())
        problem = error.problems[0]
        raise BuildError(f"The files could not be added to ({problem}). Add this by hand:{by_hand}") from None


def name_of(babel: BabelLocale) -> str:
    """What a locale calls itself: "Polski", "简体中文", and with its country where the language has another
    first: "Deutsch (Österreich)"."""
    written = f"{babel.language}_{babel.script}"
    language = babel.languages.get(written) or babel.get_language_name(babel) or babel.language
    name = f"{language[:1].upper()}{language[1:]}"
    if str(get_global("likely_subtags").get(babel.language, "")).endswith(f"_{babel.territory}"):
        return name
    return f"{name} ({babel.get_territory_name(babel) or babel.territory})"


def theme_of(babel: BabelLocale) -> str:
    """The theme's language file for a locale; English where it has none."""
    available = theme_languages()
    chinese = f"{babel.language}-{babel.script}"
    preferred = (f"{babel.language}-{babel.territory}", chinese, babel.language)
    return next((language for language in preferred if language in available), "en")


def _fallback(locales: Locales, id: str) -> Locale | None:
    """The locale of the same language that has the most texts of its own, if it is not the source."""
    language = id.partition("-")[0]
    return next((locale for locale in locales.translated if locale.language == language), None)


def _calendar(babel: BabelLocale) -> Calendar | None:
    """The usual office hours in the locale's country, on the days that CLDR counts as working days; None for
    a country whose public holidays are not known."""
    country = babel.territory or ""
    zones = sorted(zone for zone, land in get_global("zone_territories").items() if land == country)
    if country not in holidays.list_supported_countries() or not zones:
        return None
    english = BabelLocale("en").territories.get(country, country)
    plain = unicodedata.normalize("NFKD", english).encode("ascii", "ignore").decode().lower()
    start, end = babel.weekend_start, babel.weekend_end
    weekend = {(start + offset) % 7 for offset in range((end - start) % 7 + 1)}
    days: tuple[Any, ...] = tuple(day for index, day in enumerate(DAYS) if index not in weekend)
    return Calendar(
        id=re.sub(r"[^a-z0-9]+", "-", plain).strip("-"),
        country=country,
        zone=zones[0],
        hours=(DayHours(days=days, opens="09:00", closes="17:00"),),
    )


def _append(path: Path, lines: list[str]) -> None:
    """Add an item to the list at the end of a YAML file, which keeps its comments and its other lines. One
    that is not there is locales.yml."""
    text = path.read_text(encoding="utf-8").rstrip("\n") if path.exists() else _first_locales()
    path.parent.mkdir(parents=True, exist_ok=True)
    item = "\n".join(f"  {'- ' if number == 0 else '  '}{line}" for number, line in enumerate(lines))
    draft = path.with_suffix(".yml.new")
    draft.write_text(f"{text}\n{item}\n", encoding="utf-8", newline="\n")
    draft.replace(path)


def _first_locales() -> str:
    """A locales.yml with the source alone."""
    (source,) = ENGLISH_ALONE["locales"]
    item = "\n".join(f"    {key}: {value}" for key, value in source.items()).replace("    ", "  - ", 1)
    schema = f"# yaml-language-server: $schema=../../{SCHEMAS}/locales.schema.json"
    return f"{schema}\nsource: {ENGLISH_ALONE['source']}\nlocales:\n{item}"


def _calendar_lines(calendar: Calendar) -> list[str]:
    (hours,) = calendar.hours
    days = f"[{', '.join(hours.days)}]"
    return [
        f"id: {calendar.id}",
        f"country: {json.dumps(calendar.country)}",  # bare, NO would be a truth value to some
        f"zone: {calendar.zone}",
        "hours:",
        f'  - {{days: {days}, opens: "{hours.opens}", closes: "{hours.closes}"}}',
    ]
