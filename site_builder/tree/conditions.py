"""Conditions: both of two as one, one without what is settled, and whether two can hold at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from decision_tree.conditions import ANY, AnyOf, Condition, Conjunction, Test, holds


def conjoin(first: Condition, second: Condition) -> Condition:
    """The condition that holds where both do, with one test for each name and one list of alternatives."""
    both = _conjoin_tests((*_tests(first), *_tests(second)))
    alternatives: list[Conjunction] | None = None
    for clause in (*first, *second):
        if isinstance(clause, AnyOf):
            before = [()] if alternatives is None else alternatives
            alternatives = [_conjoin_tests((*a, *b)) for a in before for b in clause.alternatives]
    return both if alternatives is None else (*both, AnyOf(tuple(alternatives)))


def _tests(condition: Condition) -> Iterable[Test]:
    """The tests beside the alternatives."""
    return (clause for clause in condition if isinstance(clause, Test))


def _conjoin_tests(all: Iterable[Test]) -> Conjunction:
    tests: dict[str, Test] = {}
    for test in all:
        other = tests.get(test.name)
        tests[test.name] = test if other is None else _both(other, test)
    return tuple(tests.values())


def _both(first: Test, second: Test) -> Test:
    if first.negated and second.negated:
        return Test(first.name, tuple(dict.fromkeys(first.values + second.values)), negated=True)
    if first.negated:
        first, second = second, first
    return Test(first.name, tuple(v for v in first.values if (v in second.values) != second.negated))


def settle_condition(when: Condition, facts: Sequence[Mapping[str, str]]) -> Condition | None:
    """Without what always holds and what never holds with any of these answers; None when the whole never
    does."""
    if when and not any(holds(when, one) for one in facts):
        return None
    left: Condition = ()
    for clause in when:
        if all(holds((clause,), one) for one in facts):
            continue
        if isinstance(clause, AnyOf):
            settled = [settle_condition(alternative, facts) for alternative in clause.alternatives]
            possible = tuple(tuple(_tests(one)) for one in settled if one is not None)
            left = conjoin(left, possible[0] if len(possible) == 1 else (AnyOf(possible),))
        else:
            left = (*left, clause)
    return left


def overlap(first: Condition, second: Condition, domains: Mapping[str, list[str]]) -> bool:
    """Whether some combination of answers meets both conditions. `domains` maps names to their answers."""
    return any(_overlap(a, b, domains) for a in _alternatives(first) for b in _alternatives(second))


def _alternatives(condition: Condition) -> list[Conjunction]:
    """The conjunctions of which a condition asks for any."""
    tests = tuple(_tests(condition))
    lists = [clause.alternatives for clause in condition if isinstance(clause, AnyOf)]
    return [_conjoin_tests((*tests, *alternative)) for alternative in lists[0]] if lists else [tests]


def _overlap(first: Conjunction, second: Conjunction, domains: Mapping[str, list[str]]) -> bool:
    allowed = {test.name: set(domains[test.name]) for test in (*first, *second)}
    for test in (*first, *second):
        allowed[test.name] &= _values(test, domains[test.name])
    return all(allowed.values())


def _values(test: Test, domain: list[str]) -> set[str]:
    return set(domain) - set(test.values) if test.negated else set(test.values)


def place_of(condition: Condition, name: str) -> tuple[str | int, ...]:
    """The path in a condition's YAML to where it first asks about `name`."""
    for clause in condition:
        if isinstance(clause, Test) and clause.name == name:
            return (name, "@key")
        if isinstance(clause, AnyOf):
            for index, alternative in enumerate(clause.alternatives):
                if any(test.name == name for test in alternative):
                    return (ANY, index, name, "@key")
    return ()
