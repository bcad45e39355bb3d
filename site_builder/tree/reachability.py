"""Reachability: with which answers each question and outcome is reached, and what of an outcome they can
show.

A condition that holds whatever the answers were need not be shown to readers nor tested by the engine.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from decision_tree import model as m
from decision_tree.conditions import Condition, Test, holds
from decision_tree.states import StateSpace
from site_builder.tree.conditions import settle_condition

ReachedFacts = Mapping[str, list[dict[str, str]]]
"""Id of a question or outcome -> the combinations of answers that matter there, with which it is reached."""


def reached_facts(tree: m.Tree) -> ReachedFacts:
    """The answers with which each question and outcome is reached; nothing of a tree that cannot be
    walked."""
    try:
        return facts_in(StateSpace(tree))
    except m.TreeError:
        return {}


def facts_in(space: StateSpace) -> ReachedFacts:
    """The answers with which each question and outcome is reached. Raises StateLimitError."""
    reached: dict[str, list[dict[str, str]]] = {}
    for state in space.states:
        reached.setdefault(state.at, []).append(dict(state.facts))
    return reached


def facts_about(tree: m.Tree, asking: Iterable[Test]) -> ReachedFacts:
    """As `reached_facts`, with every answer to the questions and settings that some tests ask about, whatever
    else matters. Of questions that take several answers, selections that no test tells apart are one."""
    asking = tuple(asking)
    wanted = {test.name for test in asking}
    several = several_ids(tree)
    asked_about = [choice for choice in tree.choices if choice.id in wanted - several]
    every = (Test(one.id, (answer.id,)) for one in asked_about for answer in one.answers)
    tests = (*every, *(test for test in asking if test.name in several))
    return {
        id: [{name: value for name, value in facts.items() if name in wanted} for facts in found]
        for id, found in reached_facts(_asking(tree, [tests])).items()
    }


def several_ids(tree: m.Tree) -> frozenset[str]:
    """The questions that take several answers."""
    return frozenset(question.id for question in tree.questions if question.several)


def space_about(tree: m.Tree, conditions: Iterable[Condition]) -> StateSpace:
    """The states of a tree with all that these conditions ask about, whatever its outcomes show.

    Raises CycleError and SelectionLimitError; its states raise StateLimitError.
    """
    return StateSpace(_asking(tree, conditions))


def _asking(tree: m.Tree, conditions: Iterable[Condition]) -> m.Tree:
    """The tree with outcomes that show nothing but what holds of these conditions."""
    items = tuple(m.Item(str(number), "", when) for number, when in enumerate(conditions))
    bare = (
        replace(one, parts=(m.Part("asked", "", items),), fields=(), portals=(), response="", tables=())
        for one in tree.outcomes
    )
    return replace(tree, outcomes=tuple(bare))


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
