"""Words that answers bring to outcomes: those that differ, as conditions that states tell apart.

A field may show an answer's label, and a title may have variants. Neither is a condition of the outcome, so
states forget them; with an item for each, that nobody sees, they do not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from decision_tree.conditions import Condition, Test
from decision_tree.model import Item, Outcome, Part, Question, Setting, Tree

ASKED = "@asked"


def with_words_asked(tree: Tree, other: Tree) -> Tree:
    """The tree with items under every condition on which words at its outcomes differ from another's."""
    own = {one.id: one for one in tree.choices}
    others = {one.id: one for one in other.choices}

    def conditions(outcome: Outcome) -> Iterator[Condition]:
        for variant in outcome.instead:
            yield variant.when
        for name in dict.fromkeys(field.question for field in outcome.fields if field.question in own):
            yield from _label_conditions(own[name], others.get(name))

    outcomes = []
    for outcome in tree.outcomes:
        items = tuple(Item(str(number), "", when) for number, when in enumerate(conditions(outcome)))
        outcomes.append(
            replace(outcome, parts=(*outcome.parts, Part(ASKED, "", items))) if items else outcome
        )
    return replace(tree, outcomes=tuple(outcomes))


def _label_conditions(own: Question | Setting, other: Question | Setting | None) -> Iterator[Condition]:
    """Tests of the answers whose labels differ, or that the other tree does not have."""
    others = {answer.id: answer for answer in other.answers} if other else {}
    changed, only_here = [], []
    for answer in own.answers:
        same = others.get(answer.id)
        if same is None:
            only_here.append(answer.id)
        elif answer.instead != same.instead:
            yield (Test(own.id, (answer.id,)),)
            for variant in (*answer.instead, *same.instead):
                yield variant.when
        elif answer.label != same.label:
            changed.append(answer.id)
    if isinstance(own, Question) and own.entry:  # ranges that are cut differently, each with its own label
        yield from ((Test(own.id, (id,)),) for id in only_here)
    elif only_here:
        yield (Test(own.id, tuple(only_here)),)
    if changed:
        yield (Test(own.id, tuple(changed)),)
