"""Conditions in the tree: one without what is settled, whether two can hold at once, and places in YAML."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from decision_tree.conditions import ANY, AnyOf, Condition, Conjunction, Test, holds, names_in
from decision_tree.model import Question, Setting
from site_builder.guide import Concluded, alternatives_of, conjoin, tests_beside


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


def overlap(first: Condition, second: Condition, choices: Mapping[str, Question | Setting]) -> bool:
    """Whether some combination of answers to the choices meets both conditions."""
    return any(_overlap((*a, *b), choices) for a in alternatives_of(first) for b in alternatives_of(second))


def _overlap(tests: Conjunction, choices: Mapping[str, Question | Setting]) -> bool:
    named = {test.name: [other for other in tests if other.name == test.name] for test in tests}
    return all(_can_be_met(choices[name], asked) for name, asked in named.items())


def _can_be_met(choice: Question | Setting, tests: Collection[Test]) -> bool:
    """Whether some answer meets all these tests of one choice: of several the most that can be chosen, or one
    that stands alone."""
    excluded = {value for test in tests if test.negated for value in test.values}
    wanted = [set(test.values) for test in tests if not test.negated]
    left = [answer for answer in choice.answers if answer.id not in excluded]
    selections = [{answer.id} for answer in left]
    if isinstance(choice, Question) and choice.several:
        selections.append({answer.id for answer in left if not answer.alone})
    return any(ids and all(ids & values for values in wanted) for ids in selections)


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
