"""Why a condition never holds at a place: what its questions are answered there, on whatever way."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache

from decision_tree.conditions import AnyOf, Condition, Test, each_test, holds, names_in
from decision_tree.model import Tree
from decision_tree.periods import PERIOD
from site_builder.guide import Document
from site_builder.guide import model as g
from site_builder.problems import Problem
from site_builder.tree.class_names import FEW, period_words
from site_builder.tree.reachability import ReachedFacts, facts_about

YamlPath = tuple[str | int, ...]
Answers = Mapping[str, str]


class Ways:
    """The answers with which places of a tree are reached, looked at for a few questions at a time."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self._about = cache(self._find)

    def _find(self, tests: frozenset[Test]) -> ReachedFacts:
        return facts_about(self.tree, sorted(tests, key=repr))

    def at(self, places: Collection[str] | None, tests: Iterable[Test]) -> list[dict[str, str]]:
        """The answers to what some tests ask about, at these questions and outcomes; without places at any
        outcome.

        Nothing where so many answers would have to be remembered that the states cannot be counted.
        """
        reached = self._about(frozenset(tests))
        places = [outcome.id for outcome in self.tree.outcomes] if places is None else places
        return [facts for id in places for facts in reached.get(id, ())]

    def reason(self, when: Condition, places: Collection[str], above: Condition = ()) -> str:
        """The end of a message on a condition that never holds there, below pieces with that of `above`."""
        facts = self.at(places, each_test((*when, *above)))
        return reason([one for one in facts if holds(above, one)], when)


def reason(facts: Sequence[Answers], when: Condition) -> str:
    """The end of a message on a condition that holds with none of these combinations of answers."""
    if not facts:
        return ""
    for test in when:
        if isinstance(test, AnyOf) or any(holds((test,), one) for one in facts):
            continue
        given = sorted({one[test.name] for one in facts if test.name in one})
        if test.name == PERIOD:
            return f": it holds {period_words(test.values)}, and what leads there {period_words(given)}"
        if not given:
            return f': "{test.name}" is not asked on any way there'
        if len(given) > FEW:
            given[FEW:] = [f"one of {len(given) - FEW} other answers"]
        return f': "{test.name}" is {" or ".join(given)} there'
    if not names_in(when):
        return ""
    asked = dict.fromkeys(test.name for test in each_test(when))
    if not asked.keys() - {PERIOD}:
        return ": its dates have no day in common"
    names = [f'"{name}"' if name != PERIOD else "days" for name in asked]
    return f": no way there has these answers to {' and '.join(names)} together"


def never_holding_items(
    document: Document, path: YamlPath, items: Iterable[g.Item], facts: Sequence[Answers], where: str
) -> Iterator[Problem]:
    """Items and points whose condition holds with none of `facts`, of which some hold what is above them."""
    for index, item in enumerate(items):
        kept = [one for one in facts if holds(item.when, one)]
        if kept:
            yield from never_holding_items(document, (*path, index, "points"), item.points, kept, where)
        else:
            message = f'the condition of "{item.id}" never holds {where}{reason(facts, item.when)}'
            yield document.problem((*path, index, "when"), message)
