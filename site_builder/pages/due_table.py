"""Due times as tables, for readers without the engine: computed by it, of each time from promise and moment.

Business hours are counted in a week without public holidays: those are listed beside the table.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from decision_tree.due_time import due
from decision_tree.model import Row, Tree
from decision_tree.working_hours import DAY, EPOCH, Shift, WorkingCalendar

MONDAY = date(2001, 1, 1)
"""The day that the week of the tables begins on."""
LATEST = "2100-12-31"
"""The end of a calendar that has no holidays, and so needs none."""
HOUR = 60
"""Minutes."""


@dataclass(frozen=True)
class ClockCell:
    """When a response is due that is counted day and night: minutes since midnight, so many days later."""

    minute: int
    days_later: int


@dataclass(frozen=True)
class ClockTable:
    """Due times of some promises, of which each is a column, for requests submitted at each full hour."""

    promises: tuple[Row, ...]
    lines: tuple[tuple[ClockCell, ...], ...]


@dataclass(frozen=True)
class WeekLine:
    """The due times of what is submitted at a time of day, given in minutes: for each day of the week the
    day (0 is Monday) and the minute of it. `kind` is before, at, or from: before or at it, or later too."""

    kind: str
    minute: int
    cells: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class WeekTable:
    """Due times of a promise in business hours, for the calendars that keep the same hours. Its columns are
    the `days` of the week (0 is Monday)."""

    promise: Row
    calendars: tuple[WorkingCalendar, ...]
    days: tuple[int, ...]
    lines: tuple[WeekLine, ...]


def clock_table(tree: Tree) -> ClockTable | None:
    """The table of the promises that are counted day and night; None where there are none."""
    promises = tuple(_promises(tree, "round-the-clock"))
    if not promises:
        return None
    lines = (tuple(_clock_cell(row, hour) for row in promises) for hour in range(24))
    return ClockTable(promises, tuple(lines))


def week_tables(tree: Tree, calendars: Iterable[WorkingCalendar], first_day: int) -> tuple[WeekTable, ...]:
    """A table for each promise in business hours and each week that calendars keep. `first_day` is the
    first of the week in the reader's locale (0 is Monday)."""
    alike: dict[object, list[WorkingCalendar]] = {}
    for calendar in calendars:
        alike.setdefault(calendar.hours, []).append(calendar)
    days = tuple((first_day + number) % 7 for number in range(7))
    return tuple(
        WeekTable(row, tuple(same), days, tuple(_week_lines(row, same[0], days)))
        for row in _promises(tree, "business-hours")
        for same in alike.values()
    )


def _promises(tree: Tree, kept: str) -> Iterator[Row]:
    """Rows that state a time which is counted in such hours: the first of those that state the same."""
    found: dict[tuple[int, int], Row] = {}
    for table in tree.tables:
        for row in table.rows if table.promise else ():
            if row.hours_kept == kept and (row.hours is not None or row.business_days is not None):
                found.setdefault((row.business_days or 0, row.hours or 0), row)
    return (found[key] for key in sorted(found))


def _clock_cell(row: Row, hour: int) -> ClockCell:
    moment = due(row, None, hour * HOUR * 60).due
    assert moment is not None  # what is counted day and night needs no calendar
    days, seconds = divmod(moment, 24 * HOUR * 60)
    return ClockCell(seconds // 60, days)


def _week_lines(row: Row, calendar: WorkingCalendar, days: tuple[int, ...]) -> Iterator[WeekLine]:
    """A line for the time before work begins, for each hour of it, and for what comes after it ends."""
    week = replace(
        calendar,
        starts=MONDAY.isoformat(),
        ends=LATEST,
        shifts=(Shift(0, 0),),
        holidays={},
        weekend_workdays=(),
    )
    opens = min(hours.opens for hours in calendar.hours)
    closes = max(hours.closes for hours in calendar.hours)
    if opens > 0:
        yield WeekLine("before", opens, tuple(_week_cell(row, week, day, 0) for day in days))
    for minute in range(opens, closes, HOUR):
        yield WeekLine("at", minute, tuple(_week_cell(row, week, day, minute) for day in days))
    if closes < 24 * HOUR:
        yield WeekLine("from", closes, tuple(_week_cell(row, week, day, closes) for day in days))


def _week_cell(row: Row, week: WorkingCalendar, day: int, minute: int) -> tuple[int, int]:
    """The day of the week, and the minute of it, at which the response is due."""
    submitted = datetime.combine(MONDAY + day * DAY, EPOCH.time()) + timedelta(minutes=minute)
    moment = due(row, week, week.instant(submitted)).due
    assert moment is not None  # the row states a time, and the week goes on for longer
    local = week.local(moment)
    return local.weekday(), local.hour * HOUR + local.minute
