"""Working calendars: which hours of which days count, in one time zone, with its holidays.

A calendar is data made at build time, with the changes of its zone's UTC offset, so that the engine needs no
time zone database: the browser's Python has none. Instants are whole seconds since 1970, UTC.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

DAY = timedelta(days=1)
EPOCH = datetime(1970, 1, 1)
FARTHEST = 250_000_000_000
"""The latest moment, in seconds since 1970: the year 9892. Python's dates end in 9999."""


class CalendarEndError(Exception):
    """The calendar does not cover a day that was asked for."""

    def __init__(self, day: date) -> None:
        super().__init__(f"the calendar does not cover {day.isoformat()}")


@dataclass(frozen=True, slots=True)
class Hours:
    """The working hours of a weekday (0 is Monday): from minute `opens` of the day to before `closes`."""

    day: int
    opens: int
    closes: int


@dataclass(frozen=True, slots=True)
class Shift:
    """From the instant `at` on, the zone's clock is `offset` seconds ahead of UTC."""

    at: int
    offset: int


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """Working hours in one zone, from the day `starts` to the day `ends` (ISO dates), both included.

    `kept` says the hours in words; `holidays` maps ISO dates to the holiday's name, which may be "".
    `weekend_workdays` are days (ISO dates) that are worked in lieu of a holiday's other days, as in China:
    with the hours of the week's first working day.
    """

    id: str
    name: str
    zone: str
    kept: str
    starts: str
    ends: str
    hours: tuple[Hours, ...]
    shifts: tuple[Shift, ...]
    holidays: Mapping[str, str]
    weekend_workdays: tuple[str, ...] = ()

    def local(self, instant: int) -> datetime:
        """The zone's local time (naive) at an instant. Before the first shift its offset holds, too."""
        index = bisect_right([shift.at for shift in self.shifts], instant) - 1
        return EPOCH + timedelta(seconds=instant + self.shifts[max(index, 0)].offset)

    def instant(self, shown: datetime) -> int:
        """The first instant with that local time (naive); where a shift skips it, the shift's instant."""
        wall = int((shown - EPOCH).total_seconds())
        offsets = sorted({shift.offset for shift in self.shifts}, reverse=True)
        exact = [wall - offset for offset in offsets if self.local(wall - offset) == shown]
        if exact:
            return min(exact)
        return next(shift.at for shift in self.shifts if self.local(shift.at) > shown)

    def hours_on(self, day: date) -> tuple[int, int] | None:
        """The instants at which work begins and ends that day; None when there is none.

        Raises CalendarEndError for a day outside the calendar.
        """
        iso = day.isoformat()
        if not self.starts <= iso <= self.ends:
            raise CalendarEndError(day)
        if iso in self.holidays:
            return None
        midnight = datetime(day.year, day.month, day.day)
        weekday = self.hours[0].day if iso in self.weekend_workdays else day.weekday()
        for hours in self.hours:
            if hours.day == weekday:
                opens, closes = (
                    self.instant(midnight + timedelta(minutes=minute))
                    for minute in (hours.opens, hours.closes)
                )
                return (
                    (opens, closes) if opens < closes else None
                )  # the clock may skip hours as short as these
        return None

    def working_days(self, first: date) -> Iterator[tuple[date, int, int]]:
        """The working days from `first` on, with the instants at which work begins and ends.

        Raises CalendarEndError at the calendar's end.
        """
        day = first
        while True:
            if (hours := self.hours_on(day)) is not None:
                yield day, *hours
            day += DAY

    def days_left(self, instant: int) -> int:
        """Whole days from an instant to the end of the calendar's last day; negative after it."""
        return (date.fromisoformat(self.ends) - self.local(instant).date()).days
