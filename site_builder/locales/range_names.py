"""Ranges in words of a locale: "1 to 8", "less than €500", "20 kilometers or more", "before today"."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from functools import cache

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list

from decision_tree import day_ranges, number_ranges
from decision_tree.day_ranges import TODAY, FixedDays, TimeFromToday, read_days
from decision_tree.number_ranges import read_range
from site_builder.guide import units
from site_builder.locales.quantities import quantity, shared_unit, span

Word = Callable[..., str]
"""An interface word by its key, with its placeholders filled in."""


def number_range(label: str, locale: Locale, word: Word) -> str:
    """The name of a range by its label, an id with the unit behind: "500-to-999p99-eur"."""
    id, unit = _parts(label)
    found = read_range(id)
    assert found is not None  # labels of ranges are made by the build
    if found.under is not None:
        return word("range-under", high=quantity(Decimal(found.under), unit, locale))
    if found.low is None:
        return word("number-any")
    low = quantity(Decimal(found.low), unit, locale)
    if found.high is None:
        return word("range-from", low=low)
    if found.low == found.high:
        return low
    low, high = shared_unit(Decimal(found.low), Decimal(found.high), unit, locale)
    return word("range-between", low=low, high=high)


@cache
def _parts(label: str) -> tuple[str, str]:
    """The id of a range and its unit."""
    if read_range(label):
        return label, ""
    named = {unit.lower(): unit for unit in units()}
    for match in re.finditer("-", label):
        if read_range(label[: match.start()]) and label[match.end() :] in named:
            return label[: match.start()], named[label[match.end() :]]
    raise ValueError(label)


def day_range(label: str, locale: Locale, word: Word) -> str:
    """The name of a range of days by its label, an id: "since-under-2-years"."""
    found = read_days(label)
    assert found is not None  # labels of ranges are made by the build
    names = [
        days_between(one, locale, word) if isinstance(one, FixedDays) else _time(one, locale, word)
        for one in found
    ]
    return str(format_list(names, style="or", locale=locale))


def days_between(days: FixedDays, locale: Locale, word: Word) -> str:
    """Fixed days, of which one may be today, in words."""
    named = {
        (None, None): "date-any",
        (TODAY, TODAY): "day-today",
        (None, TODAY): "to-today",
        (TODAY, None): "from-today",
    }
    if key := named.get((days.low, days.high)):
        return word(key)
    low, high = (end and _day(end, locale, word) for end in (days.low, days.high))
    if low is None or high is None:
        return word("day-from", low=low) if low else word("day-to", high=high)
    return low if low == high else word("range-between", low=low, high=high)


def _day(day: str, locale: Locale, word: Word) -> str:
    if day == TODAY:
        return word("day-today")
    return str(format_date(date.fromisoformat(day), "long", locale=locale))


def _time(time: TimeFromToday, locale: Locale, word: Word) -> str:
    if time.id in ("since-from-1-day", "until-from-1-day"):
        return word("before-today" if time.way == day_ranges.SINCE else "after-today")
    ends = ((time.least, time.low), (time.most, time.high))
    names = [
        word(f"{time.way}-{bound}", span=span(one.count, one.unit, locale)) for bound, one in ends if one
    ]
    return str(format_list(names, locale=locale))


RANGE_NAMES: Mapping[str, Callable[[str, Locale, Word], str]] = {
    number_ranges.KIND: number_range,
    day_ranges.KIND: day_range,
}
"""Kind of a reference to a range -> what makes its words."""
