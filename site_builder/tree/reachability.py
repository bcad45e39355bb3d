"""Reachability: with which answers each question and outcome is reached, and what of an outcome they can
show.

A condition that holds whatever the answers were need not be shown to readers nor tested by the engine.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from decision_tree import model as m
from decision_tree.conditions import Test, holds
from decision_tree.states import StateSpace
from site_builder.tree.conditions import settle_condition

ReachedFacts = Mapping[str, list[dict[str, str]]]
"""Id of a question or outcome -> the combinations of answers that matter there, with which it is reached."""


def reached_facts(tree: m.Tree) -> ReachedFacts:
    """The answers with which each question and outcome is reached; nothing of a tree that cannot be
    walked."""
    try:
        states = StateSpace(tree).states
    except m.TreeError:
        return {}
    reached: dict[str, list[dict[str, str]]] = {}
    for state in states:
        reached.setdefault(state.at, []).append(dict(state.facts))
    return reached


def facts_about(tree: m.Tree, names: Iterable[str]) -> ReachedFacts:
    """As `reached_facts`, with every answer to the questions and settings `names` whatever else matters."""
    wanted = set(names)
    asked_about = [choice for choice in tree.choices if choice.id in wanted]
    tests = tuple(Test(one.id, (answer.id,)) for one in asked_about for answer in one.answers)
    asked = m.Item("asked", "", tests)
    bare = (
        replace(one, parts=(m.Part("asked", "", (asked,)),), fields=(), portals=(), looks_up=False)
        for one in tree.outcomes
    )
    return {
        id: [{name: value for name, value in facts.items() if name in wanted} for facts in found]
        for id, found in reached_facts(replace(tree, outcomes=tuple(bare))).items()
    }


def settle(tree: m.Tree, reached: ReachedFacts) -> m.Tree:
    """The tree with each outcome reduced to what some combination of answers shows there.

    A condition that always holds at the outcome is dropped; what never applies there goes. A tree that
    cannot be walked is returned as it is: proving it says why.
    """
    if not reached:
        return tree
    return replace(
        tree, outcomes=tuple(_settle(outcome, reached.get(outcome.id, [])) for outcome in tree.outcomes)
    )


def _settle(outcome: m.Outcome, facts: list[dict[str, str]]) -> m.Outcome:
    parts = [replace(part, items=_settle_items(part.items, facts)) for part in outcome.parts]
    fields = [
        replace(field, when=when)
        for field in outcome.fields
        if (when := settle_condition(field.when, facts)) is not None
    ]
    return replace(outcome, parts=tuple(part for part in parts if part.items), fields=tuple(fields))


def _settle_items(items: tuple[m.Item, ...], facts: list[dict[str, str]]) -> tuple[m.Item, ...]:
    return tuple(
        replace(item, when=when, points=_settle_items(item.points, [f for f in facts if holds(item.when, f)]))
        for item in items
        if (when := settle_condition(item.when, facts)) is not None
    )
