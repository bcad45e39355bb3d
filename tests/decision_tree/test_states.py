from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given

from decision_tree.conditions import Test
from decision_tree.model import Answer, Case, Question, Setting, Tree
from decision_tree.progress import Progress
from decision_tree.states import CycleError, StateLimitError, StateSpace
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
def test_the_questions_left_and_ahead_are_those_of_the_paths_ahead(tree: Tree) -> None:
    progress = Progress(StateSpace(tree))
    paths = list(every_path(tree))
    for answers, _ in paths:
        names = list(answers)
        for count in range(len(names) + 1):
            step = decide(tree, {name: answers[name] for name in names[:count]})
            ahead = [(a, o) for a, o in paths if list(a.items())[:count] == list(step.path)]
            lengths = [len(a) - count for a, _ in ahead]
            assert progress.questions_left(step.at, step.facts) == (min(lengths), max(lengths))
            asked = {name for a, _ in ahead for name in list(a)[count:]}
            assert progress.questions_ahead(step.at, step.facts) == asked


def test_of_a_tree_that_remembers_too_much_the_questions_are_named() -> None:
    """Half a million combinations of settings; 2^15 of answers, in states at one question after the other."""
    values = (Answer("no", "No"), Answer("yes", "Yes"))
    settings = tuple(Setting(f"s{i}", f"S{i}", "no", values) for i in range(19))
    tests = tuple(Test(setting.id, ("no",)) for setting in settings)
    question = Question("q", "?", "q", (Answer("go", "Go", (Case("end", tests), Case("end"))),))
    with pytest.raises(StateLimitError, match=r'at "q" .* about 19 questions \(s0, s1, s10, s11, s12, …'):
        StateSpace(make_tree([question], ["end"], settings)).starts()
    ids = [*(f"q{i}" for i in range(16)), "last"]
    asked = [
        Question(id, "?", id, tuple(replace(value, cases=(Case(to),)) for value in values))
        for id, to in pairwise(ids)
    ]
    tests = tuple(Test(id, ("no",)) for id in ids[:-1])
    last = Question("last", "?", "last", (Answer("go", "Go", (Case("end", tests), Case("end"))),))
    space = StateSpace(make_tree([*asked, last], ["end"]))
    with pytest.raises(StateLimitError) as raised:
        _ = space.states
    assert (raised.value.at, len(raised.value.remembered)) == ("q15", 15)
    for count, named in ((5, "a, b, c, d, e"), (6, "a, b, c, d, e, …")):
        said = str(StateLimitError("q", list("abcdef")[:count]))
        assert said.endswith(f"ask about {count} questions ({named}); ask about fewer")
    assert len(space.moves(space.state("q0", {}))) == 2, "a single state is none too many"


def test_a_circle_is_named_all_the_way_round() -> None:
    questions = [
        Question(id, "?", id, (Answer("go", "Go", (Case(to),)),))
        for id, to in (("a", "b"), ("b", "c"), ("c", "a"))
    ]
    with pytest.raises(CycleError) as caught:
        StateSpace(make_tree(questions, ["end"]))
    cycle = caught.value.cycle
    assert str(caught.value) == f"these lead round in a circle: {' -> '.join(cycle)}"
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
