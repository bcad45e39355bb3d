from __future__ import annotations

import pytest
from hypothesis import given

from decision_tree.model import Answer, Case, Question, Tree
from decision_tree.states import CycleError, StateSpace
from decision_tree.walk import decide
from tests.support.slow_counting import count_slowly
from tests.support.trees import every_path, make_tree, trees


@given(trees())
def test_paths_are_counted_without_walking_them(tree: Tree) -> None:
    paths = list(every_path(tree))
    measured = count_slowly(StateSpace(tree))
    assert measured.combinations == len(paths)
    assert max(measured.lengths) == max(len(answers) for answers, _ in paths)
    assert measured.lengths.total() == len(paths)


@given(trees())
def test_witnesses_are_shortest_ways_to_each_reachable_outcome(tree: Tree) -> None:
    shortest: dict[str, int] = {}
    for answers, outcome in every_path(tree):
        shortest[outcome] = min(len(answers), shortest.get(outcome, len(answers)))
    witnesses = count_slowly(StateSpace(tree)).witnesses
    assert {outcome: len(answers) for outcome, answers in witnesses.items()} == shortest
    for outcome, answers in witnesses.items():
        assert decide(tree, answers).at == outcome


@given(trees())
def test_the_questions_left_and_ahead_are_those_of_the_paths_ahead(tree: Tree) -> None:
    space = StateSpace(tree)
    paths = list(every_path(tree))
    for answers, _ in paths:
        names = list(answers)
        for count in range(len(names) + 1):
            step = decide(tree, {name: answers[name] for name in names[:count]})
            ahead = [(a, o) for a, o in paths if list(a.items())[:count] == list(step.path)]
            lengths = [len(a) - count for a, _ in ahead]
            assert space.questions_left(step.at, step.facts) == (min(lengths), max(lengths))
            asked = {name for a, _ in ahead for name in list(a)[count:]}
            assert space.questions_ahead(step.at, step.facts) == asked


def test_a_circle_is_named_all_the_way_round() -> None:
    questions = [
        Question(id, "?", id, (Answer("go", "Go", (Case(to),)),))
        for id, to in (("a", "b"), ("b", "c"), ("c", "a"))
    ]
    with pytest.raises(CycleError) as caught:
        StateSpace(make_tree(questions, ["end"]))
    cycle = caught.value.cycle
    assert cycle[0] == cycle[-1]
    assert set(cycle) == {"a", "b", "c"}
    assert [("a", "b"), ("b", "c"), ("c", "a")].count((cycle[0], cycle[1])) == 1, (
        "in the direction of walking"
    )


def wide_tree(levels: int, width: int = 3) -> Tree:
    """`width` answers at each of `levels` questions, all leading on: width ** levels paths."""
    next_ids = [*(f"q{i}" for i in range(1, levels)), "end"]
    questions = [
        Question(f"q{i}", "?", "q", tuple(Answer(f"a{a}", "A", (Case(to),)) for a in range(width)))
        for i, to in enumerate(next_ids)
    ]
    return make_tree(questions, ["end"])


def test_more_than_a_thousand_million_paths_are_proved_over_as_many_states_as_questions() -> None:
    space = StateSpace(wide_tree(20))
    measured = count_slowly(space)
    assert measured.combinations == 3**20 > 10**9
    assert len(space.states) == 21


def test_a_tree_as_deep_as_a_book_does_not_overflow_the_stack() -> None:
    assert count_slowly(StateSpace(wide_tree(3000, width=1))).lengths == {3000: 1}
