"""The due time of the first response to a request: its computation, with a reason for each step.

Where a row of the response table keeps business hours, a business day is counted from clock time to clock
time: what is submitted in working hours at 14:40 falls due at 14:40 of the next working day, or at the end
of its hours where that is earlier. What is submitted outside working hours counts as submitted when they
next begin, and one business day is then that whole working day. The sources do not say how a business day
is counted; this is the usual reading, and the reasons show it step by step.
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
"""Days before a calendar's end from which on readers and writers are warned of it."""


@dataclass(frozen=True, slots=True)
class Reason:
    """A step of the computation, as the interface word due-<code> with the `values` that fill it in.

    Values are instants (int, seconds since 1970, UTC), dates, numbers in text form, or words. `own_zone`:
    instants are to be shown in the reader's time zone, not the calendar's.
    """

    code: str
    values: Mapping[str, int | str | date]
    own_zone: bool = False


@dataclass(frozen=True, slots=True)
class Due:
    """The due time of a request. Instants are seconds since 1970, UTC. `kind` is one of

    - by: the response is due before the instant `due`
    - open: no response time is stated; work begins at the instant `opens`
    - unstated: nothing is stated that could be counted
    - uncovered: a day to count lies outside the calendar

    `calendar` is the one that was used, or None. `ends` is the calendar's last day (ISO date) where that is
    less than ENDS_SOON away, else "".
    """

    kind: str
    submitted: int
    due: int | None = None
    opens: int | None = None
    calendar: WorkingCalendar | None = None
    reasons: tuple[Reason, ...] = ()
    ends: str = ""


def due(row: Row, calendar: WorkingCalendar | None, submitted: int) -> Due:
    """The due time of a response row for a request submitted at `submitted` (seconds since 1970, UTC)."""
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
    reasons = tuple(_calendar_reasons(calendar, submitted))
    try:
        opens = _next_opening(calendar, submitted)
        skipped = _days_off(calendar, calendar.local(submitted).date(), calendar.local(opens).date())
        reasons += (*skipped, *_opening_reasons(submitted, opens))
        if not is_stated:
            return Due("open", submitted, opens=opens, calendar=calendar, reasons=reasons, ends=ends)
        end = (
            _after_hours(calendar, opens, row) if row.hours else _after_days(calendar, submitted, opens, row)
        )
    except CalendarEndError:
        first, last = date.fromisoformat(calendar.starts), date.fromisoformat(calendar.ends)
        reasons += (Reason("calendar-covers", {"first": first, "last": last}),)
        return Due("uncovered", submitted, calendar=calendar, reasons=reasons, ends=ends)
    reasons += tuple(_days_off(calendar, calendar.local(opens).date() + DAY, calendar.local(end).date()))
    number = str(row.hours or row.business_days)
    reasons += (Reason("hours" if row.hours else "days", {"number": number, "moment": end}),)
    return Due("by", submitted, end, opens, calendar, reasons, ends)


def _calendar_reasons(calendar: WorkingCalendar, submitted: int) -> Iterator[Reason]:
    values = {"name": calendar.name, "hours": calendar.kept, "zone": calendar.zone}
    yield Reason("calendar", values)
    yield Reason("submitted", {"moment": submitted})


def _opening_reasons(submitted: int, opens: int) -> Iterator[Reason]:
    if opens > submitted:
        yield Reason("begins", {"moment": opens})
    else:
        yield Reason("within", {})


def _next_opening(calendar: WorkingCalendar, submitted: int) -> int:
    """`submitted` itself where it is in working hours, else the instant at which they next begin."""
    for _, opens, closes in calendar.working_days(calendar.local(submitted).date()):
        if submitted < closes:
            return max(submitted, opens)
    raise AssertionError("working_days ends with an exception")


def _after_hours(calendar: WorkingCalendar, start: int, row: Row) -> int:
    """The instant at which the row's `hours` have passed, of working hours, from `start` on."""
    left = (row.hours or 0) * HOUR
    for _, opens, closes in calendar.working_days(calendar.local(start).date()):
        begins = max(start, opens)
        if begins + left <= closes:
            return begins + left
        left -= closes - begins
    raise AssertionError("working_days ends with an exception")


def _after_days(calendar: WorkingCalendar, submitted: int, opens: int, row: Row) -> int:
    """The instant at which the row's `business_days` have passed; the module's docstring has the rule."""
    count = row.business_days or 0
    first = calendar.local(opens)
    days = calendar.working_days(first.date())
    if opens > submitted:
        *_, (_, _, closes) = islice(days, count)
        return closes
    *_, (day, begins, closes) = islice(days, count + 1)
    same_time = calendar.instant(datetime.combine(day, first.time()))
    return min(max(same_time, begins), closes)


def _days_off(calendar: WorkingCalendar, first: date, before: date) -> Iterator[Reason]:
    """Reasons for the days from `first` to the one before `before` that are not working days."""
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
