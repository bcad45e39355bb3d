"""The algebra of conditions: both of two as one, any of several, and where one is sure not to hold.

A test on a question that was not asked holds neither as it is nor negated. So a condition and what is sure
against it leave a third case, in which too little was asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce

from decision_tree.conditions import AnyOf, Condition, Conjunction, Test

Alternatives = tuple[Conjunction, ...]
"""Any of these conjunctions: none of them never holds, an empty one among them always does."""

Domains = Mapping[str, Sequence[str]]
"""The ids of the answers to each question and setting."""

MOST_ALTERNATIVES = 100
"""Alternatives of a condition that is made of others. It is our limit: states are compared with each."""


class TooManyAlternativesError(Exception):
    """A condition that is made of others has more than MOST_ALTERNATIVES."""


@dataclass(frozen=True, slots=True)
class SelectionTest(Test):
    """A test of a question that takes several answers.

    Two of them are not met just where an answer is in both their lists, so they stay two.
    """


@dataclass(frozen=True, slots=True)
class Concluded(AnyOf):
    """The alternatives that `conclusions` became, by their ids, with the clauses as they were `written`."""

    written: Condition = ()
    conclusions: frozenset[str] = frozenset()


def conjoin(first: Condition, second: Condition) -> Condition:
    """The condition that holds where both do, with one test for each name and one list of alternatives."""
    tests = conjoin_tests((*tests_beside(first), *tests_beside(second)))
    lists = [clause for clause in (*first, *second) if isinstance(clause, AnyOf)]
    return (*tests, *([reduce(_both_lists, lists)] if lists else []))


def _both_lists(first: AnyOf, second: AnyOf) -> AnyOf:
    found = tuple(conjoin_tests((*a, *b)) for a in first.alternatives for b in second.alternatives)
    concluded = [one for one in (first, second) if isinstance(one, Concluded)]
    if not concluded:
        return AnyOf(found)
    written = [one.written if isinstance(one, Concluded) else (one,) for one in (first, second)]
    conclusions = frozenset[str]().union(*(one.conclusions for one in concluded))
    return Concluded(found, (*written[0], *written[1]), conclusions)


def tests_beside(condition: Condition) -> Conjunction:
    """The tests beside the alternatives."""
    return tuple(clause for clause in condition if isinstance(clause, Test))


def conjoin_tests(all: Iterable[Test]) -> Conjunction:
    """One test for each name that takes one answer, that holds where all of them do.

    Of the tests of several answers those become one that ask for none of some: none of all of them.
    """
    tests: dict[object, Test] = {}
    for test in all:
        key: object = test.name
        if isinstance(test, SelectionTest):
            key = (test.name, () if test.negated else tuple(sorted(test.values)))
        other = tests.get(key)
        tests[key] = test if other is None else _both(other, test)
    return tuple(tests.values())


def _both(first: Test, second: Test) -> Test:
    if first.negated and second.negated:
        return replace(first, values=tuple(dict.fromkeys(first.values + second.values)))
    if first.negated:
        first, second = second, first
    return replace(first, values=tuple(v for v in first.values if (v in second.values) != second.negated))


def alternatives_of(condition: Condition) -> Alternatives:
    """The conjunctions of which a condition asks for any."""
    tests = tests_beside(condition)
    lists = [clause.alternatives for clause in condition if isinstance(clause, AnyOf)]
    return tuple(conjoin_tests((*tests, *one)) for one in lists[0]) if lists else (tests,)


def condition_of(alternatives: Alternatives) -> Condition:
    """The condition that any of these alternatives holds."""
    return alternatives[0] if len(alternatives) == 1 else (AnyOf(alternatives),)


def either(conjunctions: Iterable[Conjunction], domains: Domains) -> Alternatives:
    """Any of these, without what never holds and what another one says with less.

    Raises TooManyAlternativesError.
    """
    kept: list[Conjunction] = []
    for one in conjunctions:
        if not all(_met(test, domains) for test in one) or any(_implies(one, b, domains) for b in kept):
            continue
        kept = [other for other in kept if not _implies(other, one, domains)]
        kept.append(one)
        if len(kept) > MOST_ALTERNATIVES:
            raise TooManyAlternativesError
    return tuple(kept)


def both(first: Alternatives, second: Alternatives, domains: Domains) -> Alternatives:
    """One of the first and one of the second. Raises TooManyAlternativesError."""
    return either((conjoin_tests((*a, *b)) for a in first for b in second), domains)


def against(alternatives: Alternatives, domains: Domains) -> Alternatives:
    """Where each of the alternatives is sure not to hold: a test of it was asked for, and answered otherwise.

    Raises TooManyAlternativesError.
    """
    found: Alternatives = ((),)
    for one in alternatives:
        failing = tuple((replace(test, negated=not test.negated),) for test in one)
        found = both(found, failing, domains)
    return found


def _implies(first: Conjunction, second: Conjunction, domains: Domains) -> bool:
    """Whether the second holds wherever the first does."""
    return all(
        any(one.name == test.name and _test_implies(one, test, domains) for one in first) for test in second
    )


def _test_implies(first: Test, second: Test, domains: Domains) -> bool:
    """Whether all answers that meet the first meet the second. One of several excludes none of the others."""
    if isinstance(first, SelectionTest) and second.negated and not first.negated:
        return False
    return _met(first, domains) <= _met(second, domains)


def _met(test: Test, domains: Domains) -> set[str]:
    """The answers that meet a test."""
    return set(domains[test.name]).difference(test.values) if test.negated else set(test.values)
