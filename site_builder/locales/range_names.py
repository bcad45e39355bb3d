"""Ranges of numbers in words of a locale: "1 to 8", "less than €500", "20 kilometers or more"."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from functools import cache

from babel import Locale

from decision_tree.number_ranges import read_range
from site_builder.guide import units
from site_builder.locales.quantities import quantity, shared_unit

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
