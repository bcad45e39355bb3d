"""Conditions: both of two as one, and whether two can hold at once."""

from __future__ import annotations

from collections.abc import Mapping

from decision_tree.model import Condition, Test


def conjoin(first: Condition, second: Condition) -> Condition:
    """The condition that holds where both do, with one test for each name."""
    tests = {test.name: test for test in first}
    for test in second:
        other = tests.get(test.name)
        tests[test.name] = test if other is None else _both(other, test)
    return tuple(tests.values())


def _both(first: Test, second: Test) -> Test:
    if first.negated and second.negated:
        return Test(first.name, tuple(dict.fromkeys(first.values + second.values)), negated=True)
    if first.negated:
        first, second = second, first
    return Test(first.name, tuple(v for v in first.values if (v in second.values) != second.negated))


def overlap(first: Condition, second: Condition, domains: Mapping[str, list[str]]) -> bool:
    """Whether some combination of answers meets both conditions. `domains` maps names to their answers."""
    allowed = {test.name: set(domains[test.name]) for test in (*first, *second)}
    for test in (*first, *second):
        allowed[test.name] &= _values(test, domains[test.name])
    return all(allowed.values())


def _values(test: Test, domain: list[str]) -> set[str]:
    return set(domain) - set(test.values) if test.negated else set(test.values)
