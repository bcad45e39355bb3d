"""Ranges of days, which are the answers to a question for a date: what their ids say, and the range of a day.

An id has fixed days, both included, or spans of time from the reader's today, in the words of conditions:

    2020-01-01-to-2023-12-31   from-2024-01-01   to-2019-12-31   2024-02-29   any
    since-under-2-years   since-from-6-months-under-2-years   until-from-30-days   today
    to-today   from-today   since-under-2-years-or-until-under-30-days
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from decision_tree.calendar_spans import PATTERN, Span, end_of, read_span
from decision_tree.faults import is_date
from decision_tree.model import Entry

KIND = "date"
"""The kind of entry that this is."""
TODAY = "today"
"""The reader's day, as a bound and in ids."""
SINCE, UNTIL = "since", "until"
"""The ways of time: up to today, and from today on."""
_DAY = r"\d{4}-\d\d-\d\d"
_FIXED = re.compile(rf"from-(?P<least>{_DAY})|to-(?P<most>{_DAY})|(?P<low>{_DAY})(?:-to-(?P<high>{_DAY}))?")
_TIME = re.compile(
    rf"(?P<way>since|until)(?:-(?P<least>from|over)-(?P<low>{PATTERN}))?(?:-(?P<most>under|to)-(?P<high>{PATTERN}))?"
)


@dataclass(frozen=True, slots=True)
class FixedDays:
    """Days from `low` to `high`, both included; None where it is open."""

    low: str | None = None
    high: str | None = None

    @property
    def id(self) -> str:
        """The id of the answer, or its part."""
        if self.low is None or self.high is None:
            return f"from-{self.low}" if self.low else f"to-{self.high}" if self.high else "any"
        return self.low if self.low == self.high else f"{self.low}-to-{self.high}"

    def holds(self, day: date, today: date) -> bool:
        """Whether a day is in it."""
        return (self.low is None or day_of(self.low, today) <= day) and (
            self.high is None or day <= day_of(self.high, today)
        )


@dataclass(frozen=True, slots=True)
class TimeFromToday:
    """Days up to today (since) or from today on (until), by how much time lies between.

    `least` is "from" or "over" the span `low`, `most` is "under" or "to" the span `high`; "" without them.
    """

    way: str
    least: str = ""
    low: Span | None = None
    most: str = ""
    high: Span | None = None

    @property
    def id(self) -> str:
        """The id of the answer, or its part."""
        low = f"-{self.least}-{self.low.text}" if self.low else ""
        high = f"-{self.most}-{self.high.text}" if self.high else ""
        return f"{self.way}{low}{high}".replace(" ", "-")

    def holds(self, day: date, today: date) -> bool:
        """Whether a day is in it."""
        start, end = (day, today) if self.way == SINCE else (today, day)
        if start > end:
            return False
        if self.low and not (
            end_of(start, self.low) < end if self.least == "over" else end_of(start, self.low) <= end
        ):
            return False
        if self.high is None:
            return True
        return end <= end_of(start, self.high) if self.most == "to" else end < end_of(start, self.high)


DayRange = tuple[FixedDays | TimeFromToday, ...]
"""Days that are in any of these."""


def read_days(id: str) -> DayRange | None:
    """The days of an answer's id; None for another id."""
    parts = [_read_part(part) for part in id.split("-or-")]
    found = tuple(part for part in parts if part)
    return found if len(found) == len(parts) else None


def _read_part(text: str) -> FixedDays | TimeFromToday | None:
    named = {
        "any": FixedDays(),
        TODAY: FixedDays(TODAY, TODAY),
        f"to-{TODAY}": FixedDays(None, TODAY),
        f"from-{TODAY}": FixedDays(TODAY, None),
    }
    if text in named:
        return named[text]
    if fixed := _FIXED.fullmatch(text):
        days = [fixed[name] for name in ("least", "most", "low", "high") if fixed[name]]
        if not all(map(is_date, days)):
            return None
        low = fixed["low"] or fixed["least"]
        return FixedDays(low, fixed["most"] or fixed["high"] or fixed["low"])
    if time := _TIME.fullmatch(text):
        low, high = (read_span(time[name] or "") for name in ("low", "high"))
        if (
            (low is None) == (time["low"] is None)
            and (high is None) == (time["high"] is None)
            and (low or high)
        ):
            return TimeFromToday(time["way"], time["least"] or "", low, time["most"] or "", high)
    return None


def day_of(text: str, today: date) -> date:
    """The day of a bound: one in ISO form, or today."""
    return today if text == TODAY else date.fromisoformat(text)


def find_day(entry: Entry, ids: Iterable[str], typed: str, today: date) -> str | None:
    """The id of the range that a day in ISO form, or "today", is in; None where it cannot be given."""
    text = typed.strip()
    if text != TODAY and not is_date(text):
        return None
    day = day_of(text, today)
    if not FixedDays(entry.low or None, entry.high or None).holds(day, today):
        return None
    ranges = ((id, read_days(id)) for id in ids)
    return next((id for id, found in ranges if found and any(one.holds(day, today) for one in found)), None)
