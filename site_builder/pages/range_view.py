"""Questions whose answers are ranges, for the page: what its scripts know of the entry and of each range."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from markupsafe import Markup

from decision_tree.day_ranges import KIND as DATE
from decision_tree.day_ranges import FixedDays
from decision_tree.model import Answer, Entry, Question, Tree
from decision_tree.number_ranges import decimals, read_range, scaled
from site_builder.guide import model as g
from site_builder.locales import Lexicon, days_between, quantity, unit_sides, unit_texts

KINDS = ("number", "date")
"""The kinds of entries: each has a script and words of its own."""


def entry_kinds(tree: Tree) -> list[str]:
    """The kinds of entries that questions of a tree have."""
    asked = {question.entry.kind for question in tree.questions if question.entry}
    return [kind for kind in KINDS if kind in asked]


def entry_data(question: Question, asked: g.Question, lexicon: Lexicon) -> Mapping[str, Any]:
    """What the script of an entry must know: numbers in units of the last decimal, texts in the locale."""
    entry = question.entry
    assert entry is not None  # only such a question is asked for
    if entry.kind == DATE:
        days = FixedDays(entry.low or None, entry.high or None)
        named = days_between(days, lexicon.locale.babel, lexicon.word)
        return {"low": entry.low, "high": entry.high, "range": named}
    places, locale = _places(entry), lexicon.locale.babel
    unit = (asked.number.unit if asked.number else None) or ""
    before, behind = unit_sides(unit, locale) if unit else ("", "")
    return {
        "places": places,
        "low": scaled(entry.low, places),
        "high": scaled(entry.high, places),
        "step": scaled(entry.step, places),
        "before": before,
        "behind": behind,
        "units": unit_texts(unit, locale) if unit else (),
        "range": _range(entry, unit, lexicon),
        "example": quantity(Decimal(entry.example), unit, locale),
    }


def _range(entry: Entry, unit: str, lexicon: Lexicon) -> str:
    """All that may be typed, in words; "" for any number."""
    low, high = (
        end and quantity(Decimal(end), unit, lexicon.locale.babel) for end in (entry.low, entry.high)
    )
    if low and high:
        return lexicon.word("range-between", low=low, high=high)
    return lexicon.word("range-from", low=low) if low else lexicon.word("range-to", high=high) if high else ""


def ends(question: Question, answer: Answer) -> Markup:
    """The attributes of a range of numbers, by which a script finds the one that has what was typed. Those of
    days are read from their ids: they may depend on today."""
    entry, found = question.entry, read_range(answer.id)
    if entry is None or entry.kind == DATE or found is None:
        return Markup()
    places = _places(entry)
    low, high, under = (
        None if end is None else scaled(end, places) for end in (found.low, found.high, found.under)
    )
    if under is not None:
        high = under - 1
    given = {"low": low, "high": high}
    return Markup("").join(
        Markup(' data-{}="{}"').format(name, end) for name, end in given.items() if end is not None
    )


def _places(entry: Entry) -> int:
    return max(map(decimals, (entry.step, entry.low)))
