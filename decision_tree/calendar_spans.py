"""Spans of the calendar: so many days, weeks, months or years, and the day on which one is over.

The rule, once: a span of months or years is over on the day with the same number so many months later, or on
the last day of that month where it has no such day; days are counted, and a week has seven. Time since a day,
and until one, is counted from the earlier of the two. So a month from 31 January is over on the last day of
February, and a year from 29 February on 28 February. decision_tree/web/guide/calendar_days.js says the same.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

MONTHS = {"month": 1, "year": 12}
DAYS = {"day": 1, "week": 7}
MOST_DAYS = 400 * 365
"""Of a span: after 400 years the calendar begins again."""
PATTERN = rf"(?:0|[1-9]\d{{0,5}})[ -](?:{'|'.join((*DAYS, *MONTHS))})s?"


@dataclass(frozen=True, slots=True)
class Span:
    """So many of a unit: day, week, month or year."""

    count: int
    unit: str

    @property
    def text(self) -> str:
        """As it is written: "2 years"."""
        return f"{self.count} {self.unit}{'' if self.count == 1 else 's'}"

    @property
    def months(self) -> int:
        """The months of it, or 0 where it counts days."""
        return self.count * MONTHS.get(self.unit, 0)

    @property
    def days(self) -> int:
        """The days of it, or 0 where it counts months."""
        return self.count * DAYS.get(self.unit, 0)


def read_span(text: str) -> Span | None:
    """The span of a text such as "2 years" or, in an id, "2-years"; None for another text."""
    if not re.fullmatch(PATTERN, text):
        return None
    count, _, unit = text.replace("-", " ").partition(" ")
    span = Span(int(count), unit.removesuffix("s"))
    return span if span.months * 30 <= MOST_DAYS and span.days <= MOST_DAYS else None


def end_of(start: date, span: Span) -> date:
    """The day on which a span that begins with `start` is over; the calendar's last where that is later."""
    try:
        if not span.months:
            return start + timedelta(span.days)
        year, month = divmod(start.year * 12 + start.month - 1 + span.months, 12)
        return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))
    except (OverflowError, ValueError):
        return date.max


def lengths(span: Span) -> tuple[int, int]:
    """The fewest and the most days of a span, over all days that it may begin with."""
    if not span.months:
        return span.days, span.days
    fewest, most = MOST_DAYS * 2, 0
    for month in range(400 * 12):
        first = date(2000 + month // 12, month % 12 + 1, 1)
        last = first.replace(day=monthrange(first.year, first.month)[1])
        fewest = min(fewest, (end_of(last, span) - last).days)
        most = max(most, (end_of(first, span) - first).days)
    return fewest, most
