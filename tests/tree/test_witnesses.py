"""Witnesses are the shortest ways, found anew by walking every path."""

from __future__ import annotations

import pytest
from hypothesis import given

from decision_tree.model import Tree
from decision_tree.walk import decide
from site_builder.tree.witnesses import find_witnesses
from tests.support.trees import every_path, trees

Way = tuple[tuple[str, str], ...]


def judge(tree: Tree) -> None:
    """Compare the witnesses of a tree with those that its paths say, all of them.

    `every_path` goes by the order of the answers, so that of equally long ways the first is the one.
    """
    paths: list[tuple[Way, str]] = [(tuple(given.items()), end) for given, end in every_path(tree)]
    filed = {outcome.id for outcome in tree.outcomes if outcome.kind == "file"}
    outcomes: dict[str, Way] = {}
    questions: dict[str, Way] = {}
    answers: dict[tuple[str, str], tuple[bool, int]] = {}
    for way, end in paths:
        if end not in outcomes or len(way) < len(outcomes[end]):
            outcomes[end] = way
        for index, pair in enumerate(way):
            if pair[0] not in questions or index < len(questions[pair[0]]):
                questions[pair[0]] = way[:index]
            cost = (end not in filed, len(way))
            answers[pair] = min(answers.get(pair, cost), cost)
    found = find_witnesses(tree, "file")
    assert {id: tuple(way.items()) for id, way in found.outcomes.items()} == outcomes
    assert {id: tuple(way.items()) for id, way in found.questions.items()} == questions
    assert found.answers.keys() == answers.keys()
    for id, way in found.outcomes.items():
        assert decide(tree, way).at == id
    ends = dict(paths)
    for pair, given_answers in found.answers.items():
        way = tuple(given_answers.items())
        assert pair in way
        assert (ends[way] not in filed, len(way)) == answers[pair]


@given(trees())
def test_witnesses_are_the_shortest_ways_of_all(tree: Tree) -> None:
    judge(tree)


def test_so_they_are_in_the_guide(tree: Tree) -> None:
    judge(tree)


@pytest.mark.parametrize(
    ("answer", "outcome"), [(("kind", "billing"), "azure"), (("product", "phone"), "phone")]
)
def test_an_answer_leads_where_a_request_is_filed_if_it_can(
    tree: Tree, answer: tuple[str, str], outcome: str
) -> None:
    assert decide(tree, find_witnesses(tree, "file").answers[answer]).at == outcome
