"""Entries: what readers may type at a question whose answers are ranges, with an example of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from decision_tree import day_ranges, number_ranges
from decision_tree import model as m
from site_builder.guide import model as g


def entry_of(question: g.Question) -> m.Entry | None:
    """What readers may type at a question whose answers are ranges."""
    ids = [one.id for one in question.answers]
    if days := question.date:
        return m.Entry(day_ranges.KIND, days.from_ or "", days.to or "", example=_example_day(ids))
    if number := question.number:
        low, high = ("" if end is None else str(end) for end in (number.from_, number.to))
        return m.Entry(number_ranges.KIND, low, high, str(number.step), _example_number(ids))
    return None


def _example_number(ids: Sequence[str]) -> str:
    """A number that may be typed: at a bound that matters, where there is one."""
    found = [one for one in map(number_ranges.read_range, ids) if one]
    ends = [end for one in found for end in (one.high, one.under, one.low) if end is not None]
    return ends[0] if ends else "1"


def _example_day(ids: Sequence[str]) -> str:
    """A day in the form that is typed."""
    days = (day for id in ids for day in re.findall(r"\d{4}-\d\d-\d\d", id))
    return next(days, "2024-05-31")
