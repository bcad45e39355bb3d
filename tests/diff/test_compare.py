"""The comparison of two trees over their states is that of every combination of answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from hypothesis import given, settings

from decision_tree.model import Question, Tree
from decision_tree.states import StateSpace
from site_builder.diff.aligned import align
from site_builder.diff.asked_words import with_words_asked
from site_builder.diff.compare import Compared, question_changes
from site_builder.diff.diagram import OUTCOME
from site_builder.diff.outcome_changes import Change, OutcomeComparison
from tests.support.changed_trees import Walk, changed_trees, every_pair, has_answer


def changes_of(old: Tree, new: Tree, first: Walk, second: Walk) -> set[Change]:
    """What differs for one combination of answers, told from the walks in both trees."""
    absent = [one.ends == "absent" for one in (first, second)]
    found: set[Change] = set()
    if absent[0]:
        found.add(Change("answer", first.at, "", "offered"))
    if absent[1]:
        found.add(Change("answer", second.at, "offered", ""))
    if not any(absent):
        if first.ends == second.ends == "outcome" and first.at == second.at:
            found |= set(OutcomeComparison(old, new).changes(first.at, first.facts, second.facts))
        else:
            words = [_end(tree, one) for tree, one in ((old, first), (new, second))]
            if words[0] != words[1]:
                found.add(Change("outcome", f"{first.at} -> {second.at}", *words))
    asked = [{*one.path, *([one.at] if one.ends == "absent" else [])} for one in (first, second)]
    if second.ends in ("outcome",):
        found |= {Change("question", name, old.question(name).text, "") for name in asked[0] - asked[1]}  # type: ignore[union-attr]
    if first.ends in ("outcome",):
        found |= {Change("question", name, "", new.question(name).text) for name in asked[1] - asked[0]}  # type: ignore[union-attr]
    for name in asked[0] & asked[1]:
        found |= set(question_changes(old.question(name), new.question(name)))  # type: ignore[arg-type]
    return found


def _end(tree: Tree, walk: Walk) -> str:
    if walk.ends == "outcome":
        return f"{tree.outcome(walk.at).title} ({walk.at})"  # type: ignore[union-attr]
    return "nowhere" if walk.ends == "gap" else "several places at once"


class Followed:
    """Combinations of answers as the diagram of two trees has them."""

    def __init__(self, compared: Compared) -> None:
        self.compared = compared
        old, new = compared.old, compared.new
        self.spaces = StateSpace(with_words_asked(old, new)), StateSpace(with_words_asked(new, old))

    def class_of(self, name: str, value: str) -> int:
        """The number of the class of an answer."""
        joint = self.compared.answers[name]
        has = [isinstance(one, Question) and has_answer(one, value) for one in (joint.old, joint.new)]
        several = any(isinstance(one, Question) and one.several for one in (joint.old, joint.new))
        asked = sum(1 << k for k, ids in enumerate(joint.lists) if set(ids) & set(value.split(".")))
        for number, one in enumerate(joint.classes):
            if several and one.asked == asked and [bool(id) for id in one.answers[0]] == has:
                return number
            if not several and value in {id for pair in one.answers for id in pair}:
                return number
        raise AssertionError((name, value))

    def events(self, given: Mapping[str, str]) -> tuple[set[Change], dict[str, int]]:
        """The changes on a way, and the classes of its answers."""
        diagram = self.compared.diagram
        node = diagram.nodes[diagram.root]
        found: set[int] = set()
        classes: dict[str, int] = {}
        while node.asks:
            number = (
                node.edges[0].answer if node.asks == OUTCOME else self.class_of(node.asks, given[node.asks])
            )
            classes[node.asks] = number
            edge = next(edge for edge in node.edges if edge.answer == number)
            found |= set(edge.events)
            node = diagram.nodes[edge.to]
        found = {event for event in found if diagram.kinds.get(event) not in node.left_out} | set(node.events)
        return {self.compared.changes[event] for event in found}, classes


@given(changed_trees())
@settings(max_examples=60)
def test_every_combination_of_answers_has_the_changes_that_walking_it_tells(pair: tuple[Tree, Tree]) -> None:
    old, new = align(*pair)[0], pair[1]
    compared = Compared(old, new)
    followed = Followed(compared)
    counted: Counter[Change] = Counter()
    ways = []
    for answers, first, second in every_pair(old, new):
        changes, classes = followed.events(answers)
        assert changes == changes_of(old, new, first, second), answers
        assert classes.keys() - {OUTCOME} == answers.keys()
        counted.update(changes)
        ways.append((changes, classes))
    assert compared.diagram.combinations() == len(ways)
    for changes, wanted, sets, exact in compared.told():
        for change in changes:
            assert wanted.combinations == counted[change]
        told = [
            [
                all(name in classes and bits >> classes[name] & 1 for name, bits in tests.items())
                for tests in sets
            ]
            for _, classes in ways
        ]
        for (found, _), meets in zip(ways, told, strict=True):
            if changes[0] in found:
                assert any(meets)
            elif exact:
                assert not any(meets)
        for number, tests in enumerate(sets):
            assert wanted.count(tests) == sum(meets[number] for meets in told) > 0
