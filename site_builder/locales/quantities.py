"""Numbers with their units in words of a locale, by CLDR: 12.5%, €12.50, 3 kilometers."""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import Decimal
from functools import cache
from typing import Literal

from babel import Locale
from babel.dates import format_timedelta
from babel.numbers import format_currency, format_decimal, format_percent, get_currency_name
from babel.units import format_unit, get_unit_name

from site_builder.guide import PERCENT, units

_DAYS = {"day": 1, "week": 7, "month": 30, "year": 365}
_MARK = Decimal(100)
"""A number whose plural form is that of most, and which no locale writes as a word."""


def number_text(number: Decimal, locale: Locale) -> str:
    """A number without a unit, with all its decimals."""
    return str(format_decimal(number, locale=locale, decimal_quantization=False))


def quantity(number: Decimal, unit: str, locale: Locale) -> str:
    """A number with its unit, "" for none. Whole amounts of money have no decimals, others all of them."""
    if not unit:
        return number_text(number, locale)
    if unit == PERCENT:
        return str(format_percent(number.scaleb(-2), locale=locale, decimal_quantization=False))
    if unit.isupper():
        return _money(number, unit, locale)
    pattern = re.sub(r"\.[#0]+", "." + "#" * 15, locale.decimal_formats[None].pattern)
    return str(format_unit(number, units()[unit], _length(unit, locale), format=pattern, locale=locale))


def _money(number: Decimal, code: str, locale: Locale) -> str:
    pattern = locale.currency_formats["standard"].pattern
    if number == number.to_integral_value():
        pattern = re.sub(r"\.0+", "", pattern)
        return str(format_currency(number, code, format=pattern, locale=locale, currency_digits=False))
    return str(format_currency(number, code, locale=locale, decimal_quantization=False))


def _length(unit: str, locale: Locale) -> Literal["long", "short"]:
    """Some locales, Dutch and Japanese among them, have no long words for some units."""
    return "long" if get_unit_name(units()[unit], "long", locale=locale) else "short"


def shared_unit(low: Decimal, high: Decimal, unit: str, locale: Locale) -> tuple[str, str]:
    """Both ends of a range: a unit that is a word stands behind the second alone."""
    is_word = unit and unit != PERCENT and not unit.isupper()
    return quantity(low, "" if is_word else unit, locale), quantity(high, unit, locale)


def span(count: int, unit: str, locale: Locale) -> str:
    """A span of hours, days, weeks, months or years: "2 hours"."""
    # not format_unit: in some locales, Dutch and Japanese among them, it has no words for hours
    found = timedelta(hours=count) if unit == "hour" else timedelta(days=count * _DAYS[unit])
    return str(format_timedelta(found, unit, threshold=1e9, locale=locale))  # type: ignore[arg-type]


@cache
def unit_sides(unit: str, locale: Locale) -> tuple[str, str]:
    """What stands before and behind a number with the unit; one of them is "" ."""
    before, _, behind = quantity(_MARK, unit, locale).partition(number_text(_MARK, locale))
    return _bare(before), _bare(behind)


@cache
def unit_texts(unit: str, locale: Locale) -> tuple[str, ...]:
    """The ways to write a unit that are understood beside a number, the longest first."""
    if unit == PERCENT:
        found = {"%", "٪", *unit_sides(unit, locale)}
    elif unit.isupper():
        names = {get_currency_name(unit, count=count, locale=locale) for count in (None, 1, 2, 5, 100)}
        found = {unit, *unit_sides(unit, locale), *names}
    else:
        found = {
            _bare(format_unit(Decimal(count), units()[unit], length, locale=locale).strip("0123456789"))
            for length in ("long", "short", "narrow")
            for count in (0, 1, 2, 5, 11, 100)
        }
    return tuple(sorted({_bare(text) for text in found} - {""}, key=lambda text: (-len(text), text)))


def _bare(text: str) -> str:
    """A unit without spaces around it, and marks of direction."""
    return re.sub(r"[\u200e\u200f\u061c]", "", text).strip("\u00a0\u202f ")
