"""Ranges of numbers, days and periods that two trees cut differently: the pieces that neither cuts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from decision_tree import day_ranges
from decision_tree.calendar_spans import Span
from decision_tree.day_ranges import SINCE, TODAY, FixedDays, TimeFromToday, read_days
from decision_tree.faults import is_date
from decision_tree.model import Entry, Question, Setting
from decision_tree.number_ranges import decimals, read_range, scaled
from decision_tree.periods import PERIOD, days_of

Interval = tuple[int | None, int | None]
"""Whole numbers from the first up to and without the second; None where it is open."""
Pairs = dict[tuple[str, str], None]
"""Ids of an old and a new range that have something in common, "" where one tree has none there."""


def joint_ranges(old: Question | Setting, new: Question | Setting) -> Pairs | None:
    """The ranges of both that overlap, in their order; None where they cannot be laid on one line.

    That is so where numbers are in other steps, and where some days are fixed and others counted from the
    reader's, or those in months and others in days.
    """
    if old.id == PERIOD:
        return _overlaps(_periods(old), _periods(new))
    if not (isinstance(old, Question) and isinstance(new, Question) and old.entry and new.entry):
        return None
    if old.entry.kind != new.entry.kind:
        return None
    if old.entry.kind == day_ranges.KIND:
        before, after = _days(old, old.entry), _days(new, new.entry)
        if before is None or after is None:
            before, after = _times([old, new])
        return None if before is None or after is None else _overlaps(before, after)
    return _numbers(old, old.entry, new, new.entry)


def _periods(setting: Question | Setting) -> dict[str, Interval]:
    found = {}
    for one in setting.answers:
        first, last = days_of(one.id)
        found[one.id] = (_day(first), _after(_day(last)))
    return found


def _day(text: str | None) -> int | None:
    return date.fromisoformat(text).toordinal() if text else None


def _after(number: int | None) -> int | None:
    return None if number is None else number + 1


def _days(question: Question, entry: Entry) -> dict[str, Interval] | None:
    if not all(is_date(bound) for bound in (entry.low, entry.high) if bound):
        return None
    whole = (_day(entry.low), _after(_day(entry.high)))
    found = {}
    for one in question.answers:
        match read_days(one.id):
            case (FixedDays(low=low, high=high),) if TODAY not in (low, high):
                found[one.id] = _common((_day(low), _after(_day(high))), whole)
            case _:
                return None
    return found


def _times(questions: list[Question]) -> list[dict[str, Interval] | None]:
    """Ranges by how much time lies between a day and the reader's, of several questions in one unit: days or
    months, each with a place before and one after it is over."""
    found: list[dict[str, Interval] | None] = []
    units: set[tuple[str, bool]] = set()
    for question in questions:
        assert question.entry is not None
        intervals: dict[str, Interval] = {}
        for one in question.answers:
            match read_days(one.id):
                case (TimeFromToday(way=way, least=least, low=low, most=most, high=high),):
                    end = question.entry.high if way == SINCE else question.entry.low
                    if end != TODAY:
                        return [None, None]
                    units |= {(way, span.months > 0) for span in (low, high) if span}
                    intervals[one.id] = (_time(low, least == "over"), _time(high, most == "to"))
                case _:
                    return [None, None]
        found.append(intervals)
    others = {(one.entry.low, one.entry.high) for one in questions if one.entry}
    return found if len(units) == len(others) == 1 else [None, None]


def _time(span: Span | None, passed: bool) -> int | None:
    return None if span is None else 2 * (span.months or span.days) + passed


def _numbers(old: Question, before: Entry, new: Question, after: Entry) -> Pairs | None:
    bounds = (before.step, after.step, before.low, after.low, before.high, after.high)
    places = max(map(decimals, bounds))

    def units(text: str | None) -> int | None:
        return scaled(text, places) if text else None

    step, start = units(before.step), units(before.low) or 0
    if not step or step != units(after.step) or ((units(after.low) or 0) - start) % step:
        return None

    def intervals(question: Question, entry: Entry) -> dict[str, Interval] | None:
        whole = (units(entry.low), _after(units(entry.high)))
        found = {}
        for one in question.answers:
            if (numbers := read_range(one.id)) is None:
                return None
            end = units(numbers.under) if numbers.under else _after(units(numbers.high))
            found[one.id] = _common((units(numbers.low), end), whole)
        return found

    first, second = intervals(old, before), intervals(new, after)
    if first is None or second is None:
        return None
    return _overlaps(first, second, lambda low, high: _has_step(low, high, start, step))


def _has_step(low: int | None, high: int | None, start: int, step: int) -> bool:
    """Whether a number that may be typed is in an interval."""
    return low is None or high is None or low + (start - low) % step < high


def _common(one: Interval, other: Interval) -> Interval:
    lows = [low for low in (one[0], other[0]) if low is not None]
    highs = [high for high in (one[1], other[1]) if high is not None]
    return max(lows, default=None), min(highs, default=None)


def _overlaps(
    old: Mapping[str, Interval],
    new: Mapping[str, Interval],
    is_met: Callable[[int | None, int | None], bool] = lambda low, high: True,
) -> Pairs:
    intervals = (*old.values(), *new.values())
    cuts = sorted({cut for interval in intervals for cut in interval if cut is not None})
    pieces = [*zip([None, *cuts], [*cuts, None], strict=True)]
    found: Pairs = {}
    for low, high in pieces:
        pair = (_holder(old.items(), low, high), _holder(new.items(), low, high))
        if any(pair) and is_met(low, high):
            found[pair] = None
    return found


def _holder(ranges: Iterable[tuple[str, Interval]], low: int | None, high: int | None) -> str:
    """The range that a piece of the line is in, or ""."""
    for id, (start, end) in ranges:
        after_start = start is None or (low is not None and low >= start)
        before_end = end is None or (high is not None and high <= end)
        if after_start and before_end:
            return id
    return ""
