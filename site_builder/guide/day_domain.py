"""Days that a question asks for, as cuts of a line: by fixed days, or by time from the reader's today.

Of fixed days the cut before one is its number in the calendar. By time from today a cut is the last day
before it, so many days from today; where that depends on the day, the earliest that it may be. Two thresholds
whose order depends on the day, such as 30 days and 1 month, are refused, so these numbers have their order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from typing import Any

from decision_tree import calendar_spans
from decision_tree.calendar_spans import Span, read_span
from decision_tree.day_ranges import KIND, SINCE, TODAY, UNTIL, FixedDays, TimeFromToday
from decision_tree.faults import is_date
from site_builder.guide.yaml_file import YamlPath

WAYS = (SINCE, UNTIL)
"""The keys of conditions on time from today."""
_AGO = re.compile(r"(?:(?P<ago>.+) ago|in (?P<ahead>.+))")


@dataclass(frozen=True)
class _Cut:
    """Where a span of time is reached, or with `passed` where it is over by more."""

    way: str
    span: Span
    passed: bool

    @property
    def at(self) -> int:
        """The last day before it, so many days from today, at the earliest."""
        fewest, most = _lengths(self.span)
        return -most - self.passed if self.way == SINCE else fewest - 1 + self.passed


@dataclass(frozen=True)
class DayDomain:
    """Days from `low` to `high`, both included and each open without it; `today` is the reader's."""

    low: str | None
    high: str | None
    by_time: bool = False
    """Whether conditions name time from today."""
    cuts: Mapping[int, _Cut] = field(default_factory=dict)
    """Those that conditions name, as they are written first."""
    kind = KIND

    @classmethod
    def of(cls, days: Mapping[str, Any], conditions: Iterable[Mapping[str, Any]]) -> DayDomain:
        """The days of a question's YAML, of which conditions have these bounds."""
        by_time = any(way in bounds for bounds in conditions for way in WAYS)
        return cls(days.get("from"), days.get("to"), by_time)

    @property
    def whole(self) -> tuple[int | None, int | None]:
        """All of it. Where the days are counted from today, fixed ends are no part of the line."""
        if self.by_time:
            return -1 if self.low == TODAY else None, 0 if self.high == TODAY else None
        low, high = (None if day in (None, TODAY) else _number(str(day)) for day in (self.low, self.high))
        return low, None if high is None else high + 1

    def faults(self, bounds: Mapping[str, Any]) -> Iterator[tuple[YamlPath, str]]:
        """What is wrong with the bounds of a condition, each with its place below them."""
        found = [*(self._time_faults(bounds) if {*bounds}.intersection(WAYS) else self._day_faults(bounds))]
        yield from found
        if not found and not self.by_time ^ bool({*bounds}.intersection(WAYS)):
            start, end = self.interval(bounds)
            low, high = self.whole
            start, end = (low if start is None else start), (high if end is None else end)
            if start is not None and end is not None and start >= end:
                yield (), "has no day that is both that early and that late"

    def _day_faults(self, bounds: Mapping[str, Any]) -> Iterator[tuple[YamlPath, str]]:
        for key, bound in bounds.items():
            if key not in ("from", "to"):
                yield (key,), f'asks for a date, which has "from" and "to", both included, and no "{key}"'
            elif not is_date(str(bound)):
                yield (key,), f"asks for a date such as 2024-02-29, and {bound} is none"
            elif not FixedDays(*(None if end == TODAY else end for end in (self.low, self.high))).holds(
                date.fromisoformat(str(bound)), date.min
            ):
                ends = (("from", self.low), ("to", self.high))
                asked = " ".join(f"{word} {end}" for word, end in ends if end)
                yield (key,), f"is asked {asked}; {bound} is outside"

    def _time_faults(self, bounds: Mapping[str, Any]) -> Iterator[tuple[YamlPath, str]]:
        for way, end, asked in ((SINCE, self.low, "from today on"), (UNTIL, self.high, "up to today")):
            if way in bounds and end == TODAY:
                yield (way,), f'is asked {asked}; no day of it has a time "{way}"'

    def clashes(self, tests: Sequence[Mapping[str, Any]]) -> Iterator[tuple[int, int, str]]:
        """Bounds that are not compared with those of an earlier condition: both their numbers, and why."""
        first: dict[str, int] = {}
        seen: dict[tuple[str, Span], int] = {}
        for number, bounds in enumerate(tests):
            way = next((way for way in WAYS if way in bounds), "")
            kind = "time from today" if way else "fixed days"
            if (other := next((at for of, at in first.items() if of != kind), None)) is not None:
                yield number, other, f"has {kind} here and not at {{place}}; a question has one of the two"
                return
            first.setdefault(kind, number)
            for text in bounds.get(way, {}).values() if way else ():
                span = read_span(text)
                assert span is not None  # checked by the format
                for (of, earlier), at in seen.items():
                    if of == way and not _is_comparable(span, earlier):
                        both = f"{span.text} here and {earlier.text} at {{place}}"
                        yield number, at, f"has {both}; which is longer depends on the day"
                        return
                seen.setdefault((way, span), number)

    def interval(self, bounds: Mapping[str, Any]) -> tuple[int | None, int | None]:
        """The part of the line that bounds without faults name."""
        way = next((way for way in WAYS if way in bounds), None)
        if way is None:
            low, high = (_number(str(bounds[key])) if key in bounds else None for key in ("from", "to"))
            return low, None if high is None else high + 1
        cuts = {key: cut.at for key, cut in _cuts(way, bounds[way]).items()}
        least, most = cuts.get("from", cuts.get("over")), cuts.get("under", cuts.get("to"))
        return (
            (most, 0 if least is None else least) if way == SINCE else (-1 if least is None else least, most)
        )

    def named_by(self, conditions: Iterable[Mapping[str, Any]]) -> DayDomain:
        """The same, with names for ranges in the way that these bounds without faults are written."""
        found: dict[int, _Cut] = {}
        for bounds in conditions:
            for way in {*bounds}.intersection(WAYS):
                for cut in _cuts(way, bounds[way]).values():
                    if cut.span.count:
                        found.setdefault(cut.at, cut)
        return replace(self, cuts=found)

    def position(self, typed: str) -> int | None:
        """The cut right before what a scenario gives: a fixed day, or "3 months ago", "in 20 days", "today".

        None for what is none of it, or whose range depends on the day.
        """
        if not self.by_time:
            days = FixedDays(*(None if end == TODAY else end for end in (self.low, self.high)))
            inside = is_date(typed) and days.holds(date.fromisoformat(typed), date.min)
            return _number(typed) if inside else None
        found = _AGO.fullmatch(typed)
        span = (
            Span(0, "day") if typed == TODAY else read_span(found["ago"] or found["ahead"]) if found else None
        )
        if span is None:
            return None
        way = SINCE if found and found["ago"] else UNTIL
        if not all(_is_comparable(span, cut.span) for cut in self.cuts.values() if cut.way == way):
            return None
        position = _Cut(way, span, passed=way == SINCE).at
        low, high = self.whole
        return position if (low is None or low <= position) and (high is None or position < high) else None

    def id(self, start: int | None, end: int | None) -> str:
        """The id of a range."""
        if not self.by_time:
            low = None if start is None else date.fromordinal(start).isoformat()
            return FixedDays(low, None if end is None else date.fromordinal(end - 1).isoformat()).id
        if end is not None and end < 0:
            return self._time(SINCE, low=end, high=start)
        if start is not None and start >= 0:
            return self._time(UNTIL, low=start, high=end)
        if start is None and end is None:
            return FixedDays().id
        past = f"to-{TODAY}" if start is None else "" if start == -1 else self._time(SINCE, high=start)
        ahead = f"from-{TODAY}" if end is None else "" if end == 0 else self._time(UNTIL, high=end)
        return "-or-".join(part for part in (past, ahead) if part) or TODAY

    def _time(self, way: str, *, low: int | None = None, high: int | None = None) -> str:
        """The id of the part between two cuts, of which `low` is the nearer to today."""
        least, nearer = self._bound(low, ("from", "over"))
        most, farther = self._bound(high, ("under", "to"))
        return TimeFromToday(way, least, nearer, most, farther).id

    def _bound(self, at: int | None, words: tuple[str, str]) -> tuple[str, Span | None]:
        if at is None:
            return "", None
        if at in self.cuts:
            return words[self.cuts[at].passed], self.cuts[at].span
        return words[0], Span(-at if at < 0 else at + 1, "day")

    def label(self, start: int | None, end: int | None, *, threshold: bool = False) -> str:
        """What its name is made of: a reference's part after the kind. A `threshold` is one to the end."""
        low, high = self.whole
        is_open = threshold and not self.by_time
        return self.id(None if is_open and start == low else start, None if is_open and end == high else end)


def _cuts(way: str, bounds: Mapping[str, str]) -> dict[str, _Cut]:
    found = {}
    for key, text in bounds.items():
        span = read_span(text)
        assert span is not None  # checked by the format
        found[key] = _Cut(way, span, key in ("over", "to"))
    return found


def _number(day: str) -> int:
    return date.fromisoformat(day).toordinal()


def _is_comparable(one: Span, other: Span) -> bool:
    """Whether the same one is longer, or both are the same, whatever the day is."""
    if (one.months, one.days) == (other.months, other.days):
        return True
    (fewest, most), (least, longest) = _lengths(one), _lengths(other)
    return most < least or longest < fewest


@cache
def _lengths(span: Span) -> tuple[int, int]:
    return calendar_spans.lengths(span)


def day_faults(days: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong with the days of a question, in a mapping of well-formed values."""
    low, high = days.get("from"), days.get("to")
    if isinstance(low, str) and isinstance(high, str) and is_date(low) and is_date(high) and low > high:
        yield '"from" is later than "to"'
    if low == high == TODAY:
        yield "from today to today there is nothing to ask"
