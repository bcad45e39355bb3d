"""Conditions: what earlier answers must be.

A condition is a conjunction of tests; beside them it may ask that any of several conjunctions holds.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

ANY = "any"
"""The key of alternatives in a condition's JSON and YAML, beside the ids of questions."""

SEPARATOR = "."
"""What stands between the ids of an answer that chooses several. No id has it."""

RESERVED = (ANY, "not")
"""The words of conditions: no question or setting has one as its id."""


@dataclass(frozen=True, slots=True)
class Test:
    """One clause of a condition: the answer to `name` is one of `values` (or, negated, none of them).

    Where the question takes several answers, one of those chosen is (or, negated, none is). A condition may
    have several tests of such a question.
    """

    __test__ = False  # not a pytest class, whatever its name

    name: str
    values: tuple[str, ...]
    negated: bool = False


Conjunction = tuple[Test, ...]
"""All tests must hold."""


@dataclass(frozen=True, slots=True)
class AnyOf:
    """A clause of a condition: any of these conjunctions holds. A condition has at most one such clause."""

    alternatives: tuple[Conjunction, ...]


Condition = tuple[Test | AnyOf, ...]
"""All clauses must hold; the empty condition always does."""


def holds(condition: Condition, answers: Mapping[str, str]) -> bool:
    """Whether every clause holds. A test on something unanswered never holds, negated or not."""
    for clause in condition:
        if isinstance(clause, AnyOf):
            if not any(holds(alternative, answers) for alternative in clause.alternatives):
                return False
        elif clause.name not in answers or is_chosen(answers[clause.name], clause.values) == clause.negated:
            return False
    return True


def is_chosen(answer: str, values: Collection[str]) -> bool:
    """Whether an answer is one of these, or chooses one of them among others."""
    return answer in values or (SEPARATOR in answer and any(one in values for one in chosen(answer)))


def chosen(answer: str) -> list[str]:
    """The ids that an answer chooses."""
    return answer.split(SEPARATOR)


def each_test(condition: Condition) -> Iterator[Test]:
    """Every test of a condition, those of its alternatives included."""
    for clause in condition:
        if isinstance(clause, AnyOf):
            for alternative in clause.alternatives:
                yield from alternative
        else:
            yield clause


def names_in(condition: Condition) -> set[str]:
    """The ids of the questions and settings that a condition asks about."""
    return {test.name for test in each_test(condition)}
