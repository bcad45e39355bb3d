"""translate new: all that a locale needs before its first text is translated.

Its entry in locales.yml with what CLDR knows of it, a working calendar for its country where there is none,
and its place among the labels and terms. Files are added to at their end, so that comments stay.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import holidays
import yaml
from babel import Locale as BabelLocale
from babel import UnknownLocaleError
from babel.core import get_global

from site_builder.calendars import CALENDARS_FILE, DAYS
from site_builder.checking import Checked
from site_builder.locales import LOCALE_ID, LOCALES_FILE, Locale
from site_builder.problems import UsageError
from site_builder.theme import theme_languages

LEAST_COVERAGE = 95
"""Percent of its texts that a new locale must have to be published, until its keepers say otherwise."""


def new_locale(checked: Checked, id: str) -> Iterator[str]:
    """Write what the locale needs; yield a line about each. Raises UsageError, having written nothing."""
    if checked.locales.named(id):
        raise UsageError(f"{id} is in {LOCALES_FILE} already.")
    if not re.fullmatch(LOCALE_ID, id):
        raise UsageError(f'"{id}" is not a locale; write the language and the country, such as de-AT.')
    try:
        babel = BabelLocale.parse(id, sep="-")
    except (UnknownLocaleError, ValueError):
        raise UsageError(f'"{id}" is a locale that CLDR does not know.') from None
    back = _fallback(checked, id)
    calendar = next(
        (one.id for one in checked.locales.calendars if one.country == babel.territory and not one.region),
        None,
    )
    added = None if calendar else _calendar(babel)
    locale = {
        "id": id,
        "name": name_of(babel),
        "direction": babel.text_direction,
        "theme": theme_of(babel),
        "calendar": calendar or (added["id"] if added else checked.locales.source.calendar),
        "translation": "machine",
        "least_coverage": LEAST_COVERAGE,
        **({"falls_back_to": back.id} if back else {}),
    }
    if added:
        _append(checked.root / CALENDARS_FILE, added)
        hours = f"{added['zone']}, {_days(added)}, 09:00 to 17:00"
        yield f"{CALENDARS_FILE}: added {added['id']} ({hours}); look it over."
    elif calendar is None:
        known = f"no public holidays are known for {babel.english_name}"
        yield f"{CALENDARS_FILE}: {known}; its readers begin with {locale['calendar']}."
    _append(checked.root / LOCALES_FILE, locale)
    falls = f", falling back to {back.id}" if back else ""
    yield f"{LOCALES_FILE}: added {id} ({locale['name']}, {locale['direction']}{falls})."
    yield "Readers are told that a machine made its texts, until people mark what they read: translate mark."


def name_of(babel: BabelLocale) -> str:
    """What a locale calls itself, with its country: "Deutsch (Österreich)"."""
    language = babel.get_language_name(babel) or babel.language
    return f"{language[:1].upper()}{language[1:]} ({babel.get_territory_name(babel) or babel.territory})"


def theme_of(babel: BabelLocale) -> str:
    """The theme's language file for a locale; English where it has none."""
    known = theme_languages()
    chinese = f"{babel.language}-{babel.script}"
    wanted = (f"{babel.language}-{babel.territory}", chinese, babel.language)
    return next((one for one in wanted if one in known), "en")


def _fallback(checked: Checked, id: str) -> Locale | None:
    """The locale of the same language that has the most texts of its own, if it is not the source."""
    language = id.partition("-")[0]
    return next((one for one in checked.locales.translated if one.language == language), None)


def _calendar(babel: BabelLocale) -> dict[str, object] | None:
    """The usual office hours in the locale's country, on the days that CLDR counts as working days."""
    if babel.territory not in holidays.list_supported_countries():
        return None
    zones = sorted(zone for zone, land in get_global("zone_territories").items() if land == babel.territory)
    if not zones:
        return None
    english = BabelLocale("en").territories.get(babel.territory, babel.territory)
    plain = unicodedata.normalize("NFKD", english).encode("ascii", "ignore").decode().lower()
    start, end = babel.weekend_start, babel.weekend_end
    weekend = {(start + offset) % 7 for offset in range((end - start) % 7 + 1)}
    days = [day for index, day in enumerate(DAYS) if index not in weekend]
    return {
        "id": re.sub(r"[^a-z0-9]+", "-", plain).strip("-"),
        "country": babel.territory,
        "zone": zones[0],
        "hours": [{"days": days, "opens": "09:00", "closes": "17:00"}],
    }


def _days(calendar: dict[str, object]) -> str:
    hours = calendar["hours"]
    assert isinstance(hours, list)
    days = hours[0]["days"]
    return f"{days[0]} to {days[-1]}" if len(days) == len(set(days)) else ", ".join(days)


def _append(path: Path, item: dict[str, object]) -> None:
    """Add an item to the list at the end of a YAML file, which keeps its comments and its other lines."""
    text = path.read_text(encoding="utf-8").rstrip("\n")
    written = yaml.safe_dump([item], sort_keys=False, allow_unicode=True, default_flow_style=None, width=120)
    lines = "\n".join(f"  {line}" if line else line for line in written.rstrip("\n").split("\n"))
    draft = path.with_suffix(".yml.new")
    draft.write_text(f"{text}\n{lines}\n", encoding="utf-8", newline="\n")
    draft.replace(path)
