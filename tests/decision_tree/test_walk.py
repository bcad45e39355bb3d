from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision_tree.conditions import Test
from decision_tree.model import Answer, Case, Question, Setting, Tree
from decision_tree.walk import Notice, RoutingError, decide
from tests.support.trees import every_path, make_tree, trees


@given(trees(), st.randoms())
def test_all_answers_of_a_path_lead_to_its_outcome_in_any_order(tree: Tree, chance: random.Random) -> None:
    for answers, outcome in every_path(tree):
        shuffled = list(answers.items())
        chance.shuffle(shuffled)
        step = decide(tree, dict(shuffled))
        assert (step.at, dict(step.path), step.is_outcome) == (outcome, answers, True)
        assert list(dict(step.path)) == list(answers), "the path is in the order of asking"


@given(trees())
def test_the_first_answers_of_a_path_lead_to_its_next_question(tree: Tree) -> None:
    for answers, outcome in every_path(tree):
        names = list(answers)
        for count in range(len(names)):
            step = decide(tree, {name: answers[name] for name in names[:count]})
            assert step.at == names[count]
            assert not step.is_outcome
        assert outcome not in names


@given(trees(), st.data())
def test_changing_one_answer_keeps_every_other_that_still_counts(tree: Tree, data: st.DataObject) -> None:
    answers, _ = data.draw(st.sampled_from(list(every_path(tree))))
    name = data.draw(st.sampled_from(list(answers)))
    question = tree.question(name)
    assert question is not None
    changed = {**answers, name: data.draw(st.sampled_from(question.answers)).id}
    step = decide(tree, changed)
    assert dict(step.path).items() <= changed.items()
    assert set(step.unused) == set(changed) - set(dict(step.path)), "what did not count is named"
    before = list(answers)[: list(answers).index(name) + 1]
    assert list(dict(step.path))[: len(before)] == before, "nothing before the change is asked again"


def two_questions() -> Tree:
    first = Question(
        "colour", "Which?", "Colour",
        (Answer("red", "Red", (Case("size"),), was=("crimson",)), Answer("blue", "Blue", (Case("end"),))),
        was=("color",),
    )  # fmt: skip
    second = Question("size", "How big?", "Size", (Answer("big", "Big", (Case("end"),)),))
    setting = Setting("language", "Language", "en", (Answer("en", "English"), Answer("nl", "Dutch")))
    return make_tree([first, second], ["end"], (setting,))


def test_renamed_ids_still_work() -> None:
    step = decide(two_questions(), {"color": "crimson"})
    assert step.path == (("colour", "red"),)
    assert not step.notices


def test_a_new_name_wins_over_an_old_one() -> None:
    step = decide(two_questions(), {"colour": "blue", "color": "red"})
    assert step.path == (("colour", "blue"),)


def test_unknown_names_and_answers_become_notices_and_change_nothing() -> None:
    step = decide(two_questions(), {"shape": "round", "colour": "green"})
    assert step.at == "colour"
    assert step.notices == (
        Notice("unknown-question", "shape", "round"),
        Notice("unknown-answer", "colour", "green"),
    )


def test_settings_always_have_a_value() -> None:
    assert decide(two_questions(), {}).settings == (("language", "en"),)
    assert decide(two_questions(), {"language": "nl"}).settings == (("language", "nl"),)


def test_an_answer_that_does_not_count_is_reported_as_unused() -> None:
    assert decide(two_questions(), {"colour": "blue", "size": "big"}).unused == ("size",)


@pytest.mark.parametrize(
    "cases",
    [(Case("end", (Test("colour", ("blue",)),)),), (Case("end"), Case("end"))],
    ids=["none holds", "two hold"],
)
def test_an_unproved_tree_raises_a_routing_error(cases: tuple[Case, ...]) -> None:
    question = Question("colour", "Which?", "Colour", (Answer("red", "Red", cases), Answer("blue", "Blue")))
    with pytest.raises(RoutingError, match="colour"):
        decide(make_tree([question], ["end"]), {"colour": "red"})
