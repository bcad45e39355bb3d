"""The due time: when the first response to a request falls due, and each step of how it is counted.

Where a row of the response table keeps business hours, a business day is counted from clock time to clock
time: what is submitted in working hours at 14:40 falls due at 14:40 of the next working day, or at the end
of its hours where that is earlier. What is submitted outside working hours counts as submitted when they
next begin, and one business day is then that whole working day. The sources do not say how a business day
is counted; this is the usual reading, and the reasons say it step by step.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice

from decision_tree.model import Row
from decision_tree.working_hours import DAY, CalendarEndError, WorkingCalendar

HOUR = 3600
ENDS_SOON = 60
"""Days before the end of a calendar from which on readers and writers are told."""


@dataclass(frozen=True, slots=True)
class Reason:
    """A step of the calculation: `code` names an interface word, due-<code>, and what fills it in.

    Values are instants (int, seconds since 1970, UTC), dates, numbers in text form, or words. `own_zone`
    says that instants are to be shown by the reader's clock and not the calendar's.
    """

    code: str
    values: Mapping[str, int | str | date]
    own_zone: bool = False


@dataclass(frozen=True, slots=True)
class Due:
    """When the first response falls due for a request submitted at the instant `submitted`.

    `kind` is by (before the instant `due`), open (no response time is stated; somebody works on it from the
    instant `opens` on), unstated (none that could be counted is stated) or uncovered (the calendar
    has no such day). `calendar` is the one that was used, or None. `ends` is the calendar's last day where
    that is near.
    """

    kind: str
    submitted: int
    due: int | None = None
    opens: int | None = None
    calendar: WorkingCalendar | None = None
    reasons: tuple[Reason, ...] = ()
    ends: str = ""


def due(row: Row, calendar: WorkingCalendar | None, submitted: int) -> Due:
    """When the response time of `row` ends. `submitted` is in seconds since 1970, UTC."""
    is_stated = row.hours is not None or row.business_days is not None
    if row.hours_kept == "round-the-clock" and is_stated:
        hours = row.hours if row.hours is not None else 24 * (row.business_days or 0)
        end = submitted + hours * HOUR
        counted = (
            Reason("submitted", {"moment": submitted}, own_zone=True),
            Reason("round-the-clock", {"hours": str(hours), "moment": end}, own_zone=True),
        )
        return Due("by", submitted, due=end, reasons=counted)
    if row.hours_kept != "business-hours" or calendar is None:
        return Due("unstated", submitted)
    ends = calendar.ends if calendar.days_left(submitted) < ENDS_SOON else ""
    reasons = tuple(_opening(calendar, submitted))
    try:
        opens = _next_opening(calendar, submitted)
        skipped = _skipped(calendar, calendar.local(submitted).date(), calendar.local(opens).date())
        reasons += (*skipped, *_begins(submitted, opens))
        if not is_stated:
            return Due("open", submitted, opens=opens, calendar=calendar, reasons=reasons, ends=ends)
        end = (
            _after_hours(calendar, opens, row) if row.hours else _after_days(calendar, submitted, opens, row)
        )
    except CalendarEndError:
        first, last = date.fromisoformat(calendar.starts), date.fromisoformat(calendar.ends)
        reasons += (Reason("calendar-covers", {"first": first, "last": last}),)
        return Due("uncovered", submitted, calendar=calendar, reasons=reasons, ends=ends)
    reasons += tuple(_skipped(calendar, calendar.local(opens).date() + DAY, calendar.local(end).date()))
    number = str(row.hours or row.business_days)
    reasons += (Reason("hours" if row.hours else "days", {"number": number, "moment": end}),)
    return Due("by", submitted, end, opens, calendar, reasons, ends)


def _opening(calendar: WorkingCalendar, submitted: int) -> Iterator[Reason]:
    values = {"name": calendar.name, "hours": calendar.kept, "zone": calendar.zone}
    yield Reason("calendar", values)
    yield Reason("submitted", {"moment": submitted})


def _begins(submitted: int, opens: int) -> Iterator[Reason]:
    if opens > submitted:
        yield Reason("begins", {"moment": opens})
    else:
        yield Reason("within", {})


def _next_opening(calendar: WorkingCalendar, submitted: int) -> int:
    """The instant itself in working hours, else the next one at which they begin."""
    for _, opens, closes in calendar.working_days(calendar.local(submitted).date()):
        if submitted < closes:
            return max(submitted, opens)
    raise AssertionError("working_days ends with an exception")


def _after_hours(calendar: WorkingCalendar, start: int, row: Row) -> int:
    """The instant at which so many working hours have passed."""
    left = (row.hours or 0) * HOUR
    for _, opens, closes in calendar.working_days(calendar.local(start).date()):
        begins = max(start, opens)
        if begins + left <= closes:
            return begins + left
        left -= closes - begins
    raise AssertionError("working_days ends with an exception")


def _after_days(calendar: WorkingCalendar, submitted: int, opens: int, row: Row) -> int:
    """The instant at which so many business days have passed; see the head of this module."""
    count = row.business_days or 0
    first = calendar.local(opens)
    days = calendar.working_days(first.date())
    if opens > submitted:
        *_, (_, _, closes) = islice(days, count)
        return closes
    *_, (day, begins, closes) = islice(days, count + 1)
    same_time = calendar.instant(datetime.combine(day, first.time()))
    return min(max(same_time, begins), closes)


def _skipped(calendar: WorkingCalendar, first: date, before: date) -> Iterator[Reason]:
    """The days from `first` to the one before `before` on which nobody works."""
    day = first
    while day < before:
        iso = day.isoformat()
        if iso in calendar.holidays and any(hours.day == day.weekday() for hours in calendar.hours):
            name = calendar.holidays[iso]
            yield (
                Reason("holiday", {"day": day, "name": name})
                if name
                else Reason("nameless-holiday", {"day": day})
            )
        elif calendar.hours_on(day) is None:
            yield Reason("free", {"day": day})
        day += timedelta(days=1)
