"""Working calendars (docs/locales/calendars.yml): the hours and holidays that response times are counted by.

The public holidays come from the `holidays` package, the shifts of a zone's clock from the `tzdata` package,
both pinned, so that every machine makes the same calendar.
"""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Literal
from zoneinfo import ZoneInfo, available_timezones

import holidays
from babel import Locale as BabelLocale
from babel.core import get_global
from babel.dates import format_time, get_day_names, get_timezone_location

from decision_tree.due_time import ENDS_SOON
from decision_tree.working_hours import Hours, Shift, WorkingCalendar
from site_builder.guide import Document, Id, Plain
from site_builder.locales.punctuation import list_marks
from site_builder.problems import ContentError, Problem, did_you_mean

CALENDARS_FILE = "docs/locales/calendars.yml"
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
YEARS_AHEAD = 2
"""A calendar covers this year and so many more, and the last month of the year before."""

Day = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]


@dataclass(frozen=True, kw_only=True)
class DayHours:
    """The working hours of some weekdays: times such as "09:00", midnight at the day's end is "24:00"."""

    days: tuple[Day, ...]
    opens: Plain
    closes: Plain


@dataclass(frozen=True, kw_only=True)
class Calendar:
    """Working hours in a country (ISO 3166 code), in one of its time zones, without its public holidays.

    `region` is a part of the country with holidays of its own, by its ISO 3166-2 code without the country.
    """

    id: Id
    country: Plain
    zone: Plain
    hours: tuple[DayHours, ...]
    region: Plain | None = None


@dataclass(frozen=True, kw_only=True)
class CalendarsFile:
    """calendars.yml. `default` is the calendar of readers in countries that have none."""

    default: Plain = ""
    calendars: tuple[Calendar, ...] = ()


@dataclass(frozen=True, slots=True)
class CalendarSpan:
    """The days that calendars cover, both included."""

    starts: date
    ends: date

    def ends_soon(self, today: date) -> bool:
        """Whether the last day is so near that readers and writers are told."""
        return (self.ends - today).days < ENDS_SOON


def calendar_span() -> CalendarSpan:
    """The days covered by a build of today, or of the day of SOURCE_DATE_EPOCH (seconds since 1970).

    Raises ContentError when that is not a day.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    try:
        moment = datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)
        return CalendarSpan(date(moment.year - 1, 12, 1), date(moment.year + YEARS_AHEAD, 12, 31))
    except (ValueError, OverflowError, OSError):
        message = f'"{epoch}" is not a day that a calendar can begin with; it is in seconds since 1970'
        raise ContentError([Problem("SOURCE_DATE_EPOCH", 0, 0, message)]) from None


def calendar_notices(span: CalendarSpan, today: date) -> list[str]:
    """Notices to writers about calendars that a build of today makes: none, or that they end soon."""
    if not span.ends_soon(today):
        return []
    days = (span.ends - today).days
    when = (
        f"ended on {span.ends.isoformat()}" if days < 0 else f"end on {span.ends.isoformat()}, in {days} days"
    )
    return [
        f"The calendars of public holidays {when}; "
        "readers are told so. SOURCE_DATE_EPOCH sets the year that they begin with."
    ]


@cache  # to list them is to open the file of each
def _zone_names() -> frozenset[str]:
    """The time zones that a calendar may have."""
    return frozenset(zone for zone in available_timezones() if "/" in zone or zone == "UTC")


def calendar_problems(file: CalendarsFile, document: Document) -> Iterator[Problem]:
    """Everything in well-formed calendars that names nothing, or does not fit together."""
    ids = [calendar.id for calendar in file.calendars]
    if file.default not in ids and (file.default or ids):
        message = f'there is no calendar "{file.default}"{did_you_mean(file.default, ids)}'
        yield document.problem(("default",), message)
    countries = holidays.list_supported_countries()
    zones = _zone_names()
    for i, calendar in enumerate(file.calendars):
        path = ("calendars", i)
        if calendar.country not in countries:
            message = f'no public holidays are known for the country "{calendar.country}"'
            hint = did_you_mean(calendar.country.upper(), countries)
            yield document.problem((*path, "country"), message + hint)
        elif calendar.region is not None and calendar.region not in countries[calendar.country]:
            message = f'{calendar.country} has no region "{calendar.region}" with holidays of its own'
            hint = did_you_mean(calendar.region, countries[calendar.country])
            yield document.problem((*path, "region"), message + hint)
        if calendar.zone not in zones:
            hint = did_you_mean(calendar.zone, zones)
            yield document.problem((*path, "zone"), f'unknown time zone "{calendar.zone}"{hint}')
        yield from _hours_problems(calendar, document, path)


def _hours_problems(calendar: Calendar, document: Document, path: tuple[str | int, ...]) -> Iterator[Problem]:
    seen: set[str] = set()
    for j, hours in enumerate(calendar.hours):
        place = (*path, "hours", j)
        for key, value in (("opens", hours.opens), ("closes", hours.closes)):
            if not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d|24:00", value):
                yield document.problem((*place, key), f'"{value}" is not a time; write "09:00", in quotes')
                return
        if _minutes(hours.opens) >= _minutes(hours.closes):
            yield document.problem((*place, "closes"), f"{hours.closes} is not after {hours.opens}")
        for day in hours.days:
            if day in seen:
                yield document.problem((*place, "days"), f"{day} has hours already; a day has one span")
            seen.add(day)
    if not seen:
        yield document.problem((*path, "hours"), f'the calendar "{calendar.id}" has no working day')


def calendar_zones(calendars: Sequence[Calendar], default: str) -> dict[str, tuple[str, ...]]:
    """Calendar id -> the time zones whose readers begin with it: of its country, by CLDR, its own first.

    Both names of a zone that has two, since browsers differ. All other zones begin with the default.
    """
    territories: Mapping[str, str] = get_global("zone_territories")
    aliases: Mapping[str, str] = get_global("zone_aliases")
    found = {calendar.zone: calendar.id for calendar in reversed(calendars)}
    for calendar in calendars:
        for zone, territory in territories.items():
            if territory == calendar.country:
                found.setdefault(zone, calendar.id)
    named = found | {alias: found[zone] for alias, zone in aliases.items() if zone in found and "/" in alias}
    return {
        calendar.id: tuple(sorted(zone for zone, id in named.items() if id == calendar.id != default))
        for calendar in calendars
    }


def working_calendars(calendars: Iterable[Calendar], locale: BabelLocale) -> tuple[WorkingCalendar, ...]:
    """Checked calendars in the words of a locale, for the days that a build of today covers."""
    span = calendar_span()
    return tuple(working_calendar(calendar, span, locale) for calendar in calendars)


def working_calendar(calendar: Calendar, span: CalendarSpan, locale: BabelLocale) -> WorkingCalendar:
    """A checked calendar for those days, in the words of a locale. Its country names it."""
    hours = sorted(
        (
            Hours(DAYS.index(day), _minutes(hours.opens), _minutes(hours.closes))
            for hours in calendar.hours
            for day in hours.days
        ),
        key=lambda day_hours: day_hours.day,
    )
    city = get_timezone_location(calendar.zone, locale=locale, return_city=True)
    return WorkingCalendar(
        id=calendar.id,
        name=f"{locale.territories.get(calendar.country, calendar.country)} ({city})",
        zone=calendar.zone,
        kept=_in_words(hours, locale),
        starts=span.starts.isoformat(),
        ends=span.ends.isoformat(),
        hours=tuple(hours),
        shifts=_shifts(calendar.zone, span),
        holidays=_holidays(calendar, span, locale),
        weekend_workdays=_weekend_workdays(calendar, span, {day_hours.day for day_hours in hours}),
    )


def _holidays(calendar: Calendar, span: CalendarSpan, locale: BabelLocale) -> Mapping[str, str]:
    """ISO date -> the holiday's name in the locale's language, or "" where the package has none in it."""
    years = range(span.starts.year, span.ends.year + 1)
    languages = holidays.country_holidays(calendar.country).supported_languages or ()
    preferred = (f"{locale.language}_{locale.territory}", locale.language)
    language = next((language for language in preferred if language in languages), None) or next(
        (other for other in languages if other.split("_")[0] == locale.language), None
    )
    days = holidays.country_holidays(calendar.country, subdiv=calendar.region, years=years, language=language)
    return {
        day.isoformat(): str(name) if language else ""
        for day, name in sorted(days.items())
        if span.starts <= day <= span.ends
    }


def _weekend_workdays(calendar: Calendar, span: CalendarSpan, weekdays: Collection[int]) -> tuple[str, ...]:
    """The days outside of the working week that are worked in lieu of others, as ISO dates.

    Governments announce them a year ahead at most, so that later years have none yet.
    """
    years = range(span.starts.year, span.ends.year + 1)
    days = holidays.country_holidays(calendar.country, subdiv=calendar.region, years=years)
    worked: Collection[date] = getattr(days, "weekend_workdays", ())
    return tuple(
        day.isoformat()
        for day in sorted(worked)
        if span.starts <= day <= span.ends and day not in days and day.weekday() not in weekdays
    )


@cache  # the same in every locale
def _shifts(zone: str, span: CalendarSpan) -> tuple[Shift, ...]:
    """The offsets of the zone's clock, each with the second from which on it holds."""
    return tuple(_find_shifts(ZoneInfo(zone), span))


def _find_shifts(zone: ZoneInfo, span: CalendarSpan) -> Iterator[Shift]:
    def offset(instant: int) -> int:
        shift = datetime.fromtimestamp(instant, zone).utcoffset()
        assert shift is not None  # the datetime has a zone
        return int(shift.total_seconds())

    start = int(datetime.combine(span.starts - timedelta(days=1), time(), UTC).timestamp())
    end = int(datetime.combine(span.ends + timedelta(days=2), time(), UTC).timestamp())
    yield Shift(start, offset(start))
    step = 6 * 3600  # no clock shifts twice within that time
    for before in range(start, end, step):
        low, high = before, before + step
        if offset(low) != offset(high):
            while high - low > 1:
                middle = (low + high) // 2
                low, high = (middle, high) if offset(middle) == offset(low) else (low, middle)
            yield Shift(high, offset(high))


def _in_words(hours: list[Hours], locale: BabelLocale) -> str:
    """Working hours in a locale's words: days in a row that keep the same hours together."""
    names = get_day_names("wide", locale=locale)
    runs: list[list[Hours]] = []
    for day_hours in hours:
        last = runs[-1][-1] if runs else None
        if last and last.day == day_hours.day - 1 and replace(last, day=day_hours.day) == day_hours:
            runs[-1].append(day_hours)
        else:
            runs.append([day_hours])
    if len(runs) > 1 and runs[0][0].day == 0 and runs[-1][-1].day == 6:
        monday, sunday = runs[0], runs[-1]
        if (monday[0].opens, monday[0].closes) == (sunday[0].opens, sunday[0].closes):
            runs = [[*sunday, *monday], *runs[1:-1]]  # Sunday to Thursday is one run
    return list_marks(locale)[0].join(
        f"{names[run[0].day]}{f'–{names[run[-1].day]}' if len(run) > 1 else ''} "
        f"{_clock(run[0].opens, locale)}–{_clock(run[0].closes, locale)}"
        for run in runs
    )


def _clock(minutes: int, locale: BabelLocale) -> str:
    if minutes == 24 * 60:
        return "24:00"
    return str(format_time(time(minutes // 60 % 24, minutes % 60), "short", locale=locale))


def _minutes(clock: str) -> int:
    hours, minutes = clock.split(":")
    return int(hours) * 60 + int(minutes)
