"""Effective dates: `from` and `until` of what holds on some days only, and the periods that they make.

The dates that a guide names cut time into periods; in each of them the same holds on all days. A period is
the value of a setting that nobody chooses (decision_tree.periods), so dates become a condition on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from decision_tree.conditions import Condition, Test
from decision_tree.faults import is_date
from decision_tree.periods import PERIOD, days_of, period_id
from site_builder.guide.format import Date

FIRST_YEAR, LAST_YEAR = 1971, 2999
"""The years that a date may be in: a receipt counts days from 1970."""

Days = tuple[str, str]
"""The first day on which something holds and the last one, ISO dates, or ""."""


@dataclass(frozen=True, kw_only=True)
class Dated:
    """Something that may hold on some days only: from a day on, until a day, both included."""

    from_: Date | None = None
    until: Date | None = None

    @classmethod
    def find_date_faults(cls, raw: Mapping[str, Any]) -> Iterator[str]:
        """Its days are in years that somebody may mean, and in order."""
        days = {key: raw[key] for key in ("from", "until") if isinstance(raw.get(key), str)}
        if any(not is_date(day) for day in days.values()):
            return  # said of the date
        for key, day in days.items():
            if not FIRST_YEAR <= int(day[:4]) <= LAST_YEAR:
                yield f'"{key}" is in the year {day[:4]}; expected a year from {FIRST_YEAR} to {LAST_YEAR}'
        if len(days) == 2 and days["until"] < days["from"]:
            yield f'"until" ({days["until"]}) is before "from" ({days["from"]}); both days are included'

    @property
    def days(self) -> Days:
        """Its first and its last day."""
        return self.from_ or "", self.until or ""


def find_periods(all_days: Iterable[Days]) -> tuple[str, ...]:
    """The ids of the periods that some days cut time into; none where nothing has a date."""
    starts: set[str] = set()
    for first, last in all_days:
        starts |= {first} if first else set()
        starts |= {next_day(last)} if last else set()
    if not starts:
        return ()
    inner = [period_id(one, _day_before(other)) for one, other in pairwise(sorted(starts))]
    return (period_id("", _day_before(min(starts))), *inner, period_id(max(starts), ""))


def within(days: Days, periods: Sequence[str]) -> Condition:
    """The condition that holds on these days; () for all days."""
    first, last = days
    if not (first or last):
        return ()
    return (Test(PERIOD, tuple(id for id in periods if _lies_in(id, first, last))),)


def _lies_in(id: str, first: str, last: str) -> bool:
    start, end = days_of(id)
    return start >= first and (not last or "" < end <= last)


def next_day(day: str) -> str:
    """The day after one, as ISO dates."""
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()


def _day_before(day: str) -> str:
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()
