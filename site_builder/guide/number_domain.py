"""Numbers that a question asks for, as cuts of a line: in whole steps, with exact decimals.

The cut before a number has the count of steps from where the question begins.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from math import ceil, floor
from typing import Any

from decision_tree.number_ranges import KIND, MOST_DIGITS, NumberRange, decimals
from site_builder.guide.format import DECIMAL
from site_builder.guide.yaml_file import YamlPath


@dataclass(frozen=True)
class NumberDomain:
    """Numbers from `low` to `high`, each open without it, in steps from `low` or 0."""

    low: str | None
    high: str | None
    step: str
    unit: str
    included: frozenset[int] = frozenset()
    """The cuts behind a number that conditions include in what ends there, with "to" or "over"."""
    kind = KIND

    @classmethod
    def of(cls, number: Mapping[str, Any]) -> NumberDomain:
        """The numbers of a question's YAML."""
        low, high = (None if number.get(key) is None else str(number[key]) for key in ("from", "to"))
        return cls(low, high, str(number.get("step", 1)), number.get("unit", ""))

    @cached_property
    def places(self) -> int:
        """The decimals of every number in it."""
        return max(map(decimals, (self.step, self.low or "0")))

    @property
    def whole(self) -> tuple[int | None, int | None]:
        """All of it."""
        after = self.count(self.high)
        return self.count(self.low), None if after is None else after + 1

    def count(self, text: str | None) -> int | None:
        """The steps up to a number; None without one."""
        return None if text is None else floor(self._steps(text))

    def number(self, count: int) -> str:
        """The number after so many steps, as ids and messages have it: 500, 12.50."""
        found = Decimal(self.low or 0) + count * Decimal(self.step)
        whole = found == found.to_integral_value()
        return f"{found:f}" if not whole else f"{found:.0f}"

    def faults(self, bounds: Mapping[str, Any]) -> Iterator[tuple[YamlPath, str]]:
        """What is wrong with the bounds of a condition, each with its place below them."""
        found = [*self._bound_faults(bounds)]
        yield from found
        if not found:
            start, end = self.interval(bounds)
            low, high = self.whole
            start, end = (low if start is None else start), (high if end is None else end)
            if start is not None and end is not None and start >= end:
                yield (), "has no number that is both that much and that little"

    def clashes(self, tests: Sequence[Mapping[str, Any]]) -> Iterator[tuple[int, int, str]]:
        """None: numbers have one order."""
        yield from ()

    def _bound_faults(self, bounds: Mapping[str, Any]) -> Iterator[tuple[YamlPath, str]]:
        for key, bound in bounds.items():
            if isinstance(bound, dict):
                yield (key,), f'asks for a number; "{key}" is for dates'
                continue
            if not DECIMAL.fullmatch(text := str(bound)):
                kind = "a number" if self.places else "a whole number"
                yield (key,), f"asks for {kind}, and {bound} is none"
                continue
            steps = self._steps(text)
            if self._is_outside(Fraction(text)):
                yield (key,), f"is asked {self._asked()}; {bound} is outside"
            elif steps.denominator != 1:
                near = " or ".join(self.number(one) for one in (floor(steps), ceil(steps)))
                start = f" from {self.low}" if self.low else ""
                yield (key,), f"is asked in steps of {self.step}{start}; for {bound} write {near}"

    def _is_outside(self, number: Fraction) -> bool:
        return (self.low is not None and number < Fraction(self.low)) or (
            self.high is not None and number > Fraction(self.high)
        )

    def _asked(self) -> str:
        ends = (("from", self.low), ("to", self.high))
        return " ".join(f"{word} {end}" for word, end in ends if end is not None)

    def interval(self, bounds: Mapping[str, Any]) -> tuple[int | None, int | None]:
        """The part of the line that bounds without faults name."""
        counts = {key: floor(self._steps(str(bound))) for key, bound in bounds.items()}
        after = {"over": 1, "to": 1}
        cuts = {key: count + after.get(key, 0) for key, count in counts.items()}
        return cuts.get("from", cuts.get("over")), cuts.get("to", cuts.get("under"))

    def named_by(self, conditions: Iterable[Mapping[str, Any]]) -> NumberDomain:
        """The same, with names for ranges in the way that these bounds without faults are written."""
        cuts: dict[bool, set[int | None]] = {True: set(), False: set()}
        for bounds in conditions:
            start, end = self.interval(bounds)
            cuts["over" in bounds].add(start)
            cuts["to" in bounds].add(end)
        return replace(self, included=frozenset(cut for cut in cuts[True] - cuts[False] if cut is not None))

    def position(self, typed: str) -> int | None:
        """The cut right before a number; None for what is none of it."""
        if not DECIMAL.fullmatch(typed) or self._is_outside(Fraction(typed)):
            return None
        steps = self._steps(typed)
        return int(steps) if steps.denominator == 1 else None

    def id(self, start: int | None, end: int | None) -> str:
        """The id of a range."""
        if start is None and end is not None:
            return NumberRange(under=self.number(end)).id
        low, high = (
            None if count is None else self.number(count)
            for count in (start, None if end is None else end - 1)
        )
        return NumberRange(low, high).id

    def label(self, start: int | None, end: int | None, *, threshold: bool = False) -> str:
        """What its name is made of: "500-to-999p99-eur". What is measured, and not counted, is less than a
        bound where it begins with 0."""
        low, high = self.whole
        is_under = end is not None and end != high and end not in self.included
        if start == low and end is not None and is_under and (threshold or self._is_least(start)):
            id = NumberRange(under=self.number(end)).id
        elif end == high and start is not None and threshold:
            id = NumberRange(low=self.number(start)).id
        else:
            id = self.id(start, end)
        return f"{id}-{self.unit.lower()}" if self.unit else id

    def _is_least(self, start: int | None) -> bool:
        """Whether a range begins with the 0 of something that is measured: nothing is less."""
        return start == 0 and not Fraction(self.low or 0) and (bool(self.unit) or self.step != "1")

    def _steps(self, text: str) -> Fraction:
        return (Fraction(text) - Fraction(self.low or 0)) / Fraction(self.step)


def number_faults(number: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong with the numbers of a question, in a mapping of well-formed values."""
    texts = {key: str(number[key]) for key in ("from", "to", "step") if number.get(key) is not None}
    if not all(map(DECIMAL.fullmatch, texts.values())):
        return  # said of the value
    step = texts.get("step", "1")
    if Fraction(step) <= 0:
        yield f'the "step" {step} must be more than 0'
        return
    if any(len(text.strip("-").replace(".", "")) > MOST_DIGITS - decimals(step) for text in texts.values()):
        yield f'numbers have at most {MOST_DIGITS} digits, with those of "step"'
        return
    domain = NumberDomain(texts.get("from"), texts.get("to"), step, "")
    if domain.low is None or domain.high is None:
        return
    if Fraction(domain.low) > Fraction(domain.high):
        yield '"from" is more than "to"'
        return
    steps = (Fraction(domain.high) - Fraction(domain.low)) / Fraction(step)
    if steps.denominator != 1:
        near = [domain.number(one) for one in (floor(steps), ceil(steps))]
        yield f'"to" is not in steps of {step} from {domain.low}; write {near[0]} or {near[1]}'
