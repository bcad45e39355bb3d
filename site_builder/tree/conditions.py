"""Conditions in the tree: one without what is settled, and places in YAML."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from decision_tree.conditions import ANY, AnyOf, Condition, Test, holds, names_in
from site_builder.guide import Concluded, conjoin, tests_beside


def settle_condition(when: Condition, facts: Sequence[Mapping[str, str]]) -> Condition | None:
    """Without what always holds and what never holds with any of these answers; None when the whole never
    does. What conclusions became stays whole, so that readers see their names."""
    if when and not any(holds(when, one) for one in facts):
        return None
    left: Condition = ()
    for clause in when:
        if all(holds((clause,), one) for one in facts):
            continue
        if isinstance(clause, AnyOf) and not isinstance(clause, Concluded):
            settled = [settle_condition(alternative, facts) for alternative in clause.alternatives]
            possible = tuple(tests_beside(one) for one in settled if one is not None)
            left = conjoin(left, possible[0] if len(possible) == 1 else (AnyOf(possible),))
        else:
            left = (*left, clause)
    return left


def place_of(condition: Condition, name: str) -> tuple[str | int, ...]:
    """The path in a condition's YAML to where it first asks about `name`, or for a conclusion from that."""
    for clause in condition:
        if isinstance(clause, Concluded) and name in names_in((clause,)):
            names = (name, *sorted(clause.conclusions))
            return next(filter(None, (place_of(clause.written, one) for one in names)), ())
        if isinstance(clause, Test) and clause.name == name:
            return (name, "@key")
        if isinstance(clause, AnyOf):
            for index, alternative in enumerate(clause.alternatives):
                if any(test.name == name for test in alternative):
                    return (ANY, index, name, "@key")
    return ()
