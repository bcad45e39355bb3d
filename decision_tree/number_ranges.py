"""Ranges of numbers, which are the answers to a question for one: their ids, and the range of a typed number.

Decimals are exact: they are texts, or counted as whole numbers in units of the last decimal that a step has.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from decision_tree.model import Entry

KIND = "number"
"""The kind of entry that this is."""
_NUMBER = r"(?:minus-)?\d+(?:p\d+)?"
_ID = re.compile(rf"any|under-(?P<under>{_NUMBER})|from-(?P<least>{_NUMBER})"
                 rf"|(?P<low>{_NUMBER})(?:-to-(?P<high>{_NUMBER}))?")  # fmt: skip
_DECIMAL = re.compile(r"(-?)(\d+)(?:\.(\d+))?")
_TYPED = re.compile(r"-?\d+(?:[.,]\d{1,2}|\.\d+)?")
MOST_DIGITS = 15
"""Digits of a number, with its decimals: scripts count exactly so far."""


@dataclass(frozen=True, slots=True)
class NumberRange:
    """Numbers from `low` to `high`, both included, or less than `under`; None where it is open."""

    low: str | None = None
    high: str | None = None
    under: str | None = None

    @property
    def id(self) -> str:
        """The id of the answer: "9-to-500", "12p50-to-99p99", "minus-5-to-3", "under-9", "from-500", "7"."""
        if self.under is not None:
            return f"under-{_in_id(self.under)}"
        if self.low is None:
            return "any"
        if self.high is None:
            return f"from-{_in_id(self.low)}"
        ends = (self.low,) if self.low == self.high else (self.low, self.high)
        return "-to-".join(map(_in_id, ends))

    def holds(self, number: int, places: int) -> bool:
        """Whether a number, in units of that decimal place, is in it."""

        def ends(text: str | None) -> int:
            found = None if text is None else scaled(text, places)
            return number if found is None else found

        below = self.under is None or number < ends(self.under)
        return ends(self.low) <= number <= ends(self.high) and below


def read_range(id: str) -> NumberRange | None:
    """The range of an answer's id; None for another id."""
    if (found := _ID.fullmatch(id)) is None:
        return None
    under, least, low, high = (_from_id(found[name]) for name in ("under", "least", "low", "high"))
    if low is not None:
        return NumberRange(low, low if high is None else high)
    return NumberRange(low=least, under=under)


def _in_id(number: str) -> str:
    """Neither a point nor a comma, which join ids."""
    return number.replace("-", "minus-").replace(".", "p")


def _from_id(text: str | None) -> str | None:
    return None if text is None else text.replace("minus-", "-").replace("p", ".")


def decimals(text: str) -> int:
    """How many decimals a number is written with."""
    return len(text.partition(".")[2])


def scaled(text: str, places: int) -> int | None:
    """A number in units of that decimal place; None for what is no number, or lies between two of them."""
    if (found := _DECIMAL.fullmatch(text)) is None:
        return None
    sign, whole, fraction = found[1], found[2], (found[3] or "").rstrip("0")
    if len(fraction) > places:
        return None
    return int(f"{sign}{whole}{fraction.ljust(places, '0')}")


def find_number(entry: Entry, ids: Iterable[str], typed: str) -> str | None:
    """The id of the range that a typed number is in; None for what is no number that the question asks for.

    Decimals stand after a point, or one or two of them after a comma.
    """
    text = typed.strip()
    if not _TYPED.fullmatch(text):
        return None
    places = max(map(decimals, (entry.step, entry.low)))
    number = scaled(text.replace(",", "."), places)
    step, low = scaled(entry.step, places), scaled(entry.low or "0", places)
    if number is None or not step or low is None or (number - low) % step:
        return None
    if not NumberRange(entry.low or None, entry.high or None).holds(number, places):
        return None
    ranges = ((id, read_range(id)) for id in ids)
    return next((id for id, found in ranges if found and found.holds(number, places)), None)
