"""Conclusions: what follows from the answers, for readers who ask why. Conditions hold without them."""

from __future__ import annotations

from decision_tree.conditions import holds
from decision_tree.model import Conclusion, ConclusionValue, Tree
from decision_tree.walk import Step


def concluded(tree: Tree, step: Step) -> tuple[tuple[Conclusion, ConclusionValue], ...]:
    """The named conclusions that mattered on the step's path or matter at its end, each with its value.

    One that these answers leave open is left out.
    """
    passed = {step.at, *(name for name, _ in step.path)}
    found = []
    for conclusion in tree.conclusions:
        if conclusion.name and not passed.isdisjoint(conclusion.asked):
            values = [value for value in conclusion.values if holds(value.when, step.facts)]
            found += [(conclusion, values[0])] if len(values) == 1 else []
    return tuple(found)
