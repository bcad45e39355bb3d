"""Questions that take several answers: what is proved of classes of selections holds of every selection."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from babel import Locale
from babel.lists import format_list
from hypothesis import given
from hypothesis import strategies as st

from decision_tree.answer_classes import MOST_SELECTIONS, SelectionLimitError
from decision_tree.card_json import card_json
from decision_tree.conditions import Condition, Test
from decision_tree.json_form import condition_from_json, condition_to_json, dump_tree, load_tree
from decision_tree.model import Answer, Case, Group, Item, Part, Tree
from decision_tree.receipt import MOST_CHOICES, receipt, replay
from decision_tree.receipt_codes import count_code
from decision_tree.selections import list_labels
from decision_tree.states import StateSpace
from decision_tree.walk import Notice, decide
from decision_tree.why import changes, possible
from decision_tree.words import SEVERAL_WORDS
from tests.support.selection_trees import every_selection, every_way, met, selection_trees, symptoms
from tests.support.slow_counting import count_slowly
from tests.support.terminal import run_terminal
from tests.support.trees import make_tree

Q = "symptoms"


def asking(*cases: tuple[str, Condition], count: int = 3) -> Tree:
    """A tree of that question, with an answer that stands alone, whose outcomes are those of the cases."""
    question = symptoms(tuple(Case(to, when) for to, when in cases), count, "none")
    tree = make_tree([question], list(dict.fromkeys(to for to, _ in cases)))
    words = {"change-with": "with {answer} too", "change-without": "without {answer}"}
    return replace(tree, words={**tree.words, **dict.fromkeys(SEVERAL_WORDS, ""), **words})


SMOKE = asking(("alarm", (Test(Q, ("a1",)),)), ("wait", (Test(Q, ("a1",), negated=True),)))


@given(selection_trees())
def test_every_selection_meets_the_cases_that_its_class_meets(tree: Tree) -> None:
    space = StateSpace(tree)
    for way, cases in every_way(tree):
        *_, (at, value) = way.items()
        state = space.state(at, way)
        assert state in space.states
        (move,) = [one for one in space.moves(state) if one.answer.id == space.representative(at, value)]
        assert move.cases == cases


@given(selection_trees())
def test_selections_of_a_class_are_counted_and_nothing_tells_them_apart(tree: Tree) -> None:
    space = StateSpace(tree)
    shown = tree.outcomes[0].parts[0].items[0].when
    conditions = [shown, *(case.when for question in tree.questions for case in question.all_cases)]
    for question in tree.questions:
        alike = Counter(space.representative(question.id, value) for value in every_selection(question))
        if question.several:
            assert alike == {one.id: move_size(one) for (one,) in space.classes[question.id]}
        tests = [test for when in conditions for test in when if isinstance(test, Test)]
        for value in every_selection(question):
            same = space.representative(question.id, value)
            for test in tests:
                if test.name == question.id:
                    assert met((test,), {question.id: value}) == met((test,), {question.id: same})


def move_size(selection: Answer) -> int:
    return selection.ways  # type: ignore[attr-defined, no-any-return]


@given(selection_trees())
def test_combinations_are_those_of_every_selection(tree: Tree) -> None:
    ways = list(every_way(tree))
    if any(len(cases) != 1 for _, cases in ways):
        return  # only a tree that can be proved is counted
    questions = {question.id: question for question in tree.questions}
    ends = []
    for way, (case,) in ways:
        *_, (at, value) = way.items()
        cases = questions[at].cases or next(a for a in questions[at].answers if a.id == value).cases
        if cases[case].to not in questions:
            ends.append((way, cases[case].to))
    assert count_slowly(StateSpace(tree)).combinations == len(ends)
    space = StateSpace(tree)
    shown = tree.outcomes[0].parts[0].items[0].when
    for way, outcome in ends:
        step = decide(tree, way)
        assert step.at == outcome
        (end,) = possible(space, way)
        assert end.outcome == outcome
        found = replay(tree, receipt(tree, step))
        assert (found.answers, found.same) == (way, True)
        state = space.state(outcome, way)
        if outcome == "o0":
            assert met(shown, dict(state.facts)) == met(shown, way)
        for change in changes(space, step):
            other = {**way, change.name: change.answer}
            reached = set(possible(space, other, sure=True))
            assert reached == set(change.ends)


def test_of_forty_answers_three_that_conditions_ask_about_make_eight_classes() -> None:
    some = [Test(Q, (f"a{i}",)) for i in range(3)]
    tree = asking(("all", tuple(some)), ("rest", (Test(Q, ("a0", "a1", "a2"), negated=True),)), count=40)
    space = StateSpace(tree)
    assert len(space.classes[Q]) == 8
    assert sum(move.ways for move in space.moves(space.states[0])) == 2**40 - 1 + 1
    assert space.classes[Q][0][0].id == "a0" and space.classes[Q][-1][0].id == "a0.a1.a2"
    assert space.representative(Q, "a7.a1.a39.a0") == "a0.a1"
    assert space.representative(Q, "none") == space.representative(Q, "a39") == "a3"


def test_of_too_many_that_conditions_tell_apart_the_question_is_named() -> None:
    cases = [(f"o{i}", (Test(Q, (f"a{i}",)),)) for i in range(13)]
    with pytest.raises(SelectionLimitError, match=f'"{Q}" .* {MOST_SELECTIONS:,} combinations .* 13 answers'):
        StateSpace(asking(*cases, count=20))


@pytest.mark.parametrize(
    ("given", "known", "notices"),
    [
        ("a2.a0", "a0.a2", []),
        ("a0.a0..a2.", "a0.a2", []),
        ("a0.smell", "a0", [Notice("unknown-answer", Q, "smell")]),
        ("none", "none", []),
        ("a0.none", None, [Notice("not-together", Q, "a0.none")]),
        ("smell", None, [Notice("unknown-answer", Q, "smell")]),
        (".", None, [Notice("unknown-answer", Q, ".")]),
    ],
)
def test_a_selection_is_read_in_any_order_and_what_it_cannot_be_is_said(
    given: str, known: str | None, notices: list[Notice]
) -> None:
    step = decide(SMOKE, {Q: given})
    assert (dict(step.path).get(Q), list(step.notices)) == (known, notices)


def test_an_old_id_in_a_selection_is_the_present_one() -> None:
    question = SMOKE.questions[0]
    answers = (replace(question.answers[0], was=("sound",)), *question.answers[1:])
    tree = replace(SMOKE, questions=(replace(question, answers=answers),))
    assert dict(decide(tree, {Q: "a1.sound"}).path) == {Q: "a0.a1"}


def test_what_would_change_is_one_answer_more_or_less_in_words() -> None:
    tree = replace(SMOKE, groups=(Group("signs", Q, "Signs", ("a0", "a2")),))
    space = StateSpace(tree)

    def said(given: str) -> list[tuple[str, str]]:
        found = card_json(space, decide(tree, {Q: given}), 0)["changes"]
        return [(change["answer"], change["value"]) for change in found]

    assert said("a0") == [("with Answer 1 too", "a0.a1")]
    assert said("a0.a1") == [("without Answer 1", "a0"), ("None", "none")]
    assert said("a1") == [("None", "none")], "without any there is no answer"
    assert said("none") == [("Answer 1", "a1")]
    signs = ("a0", "a2")
    both = asking(
        ("two", (Test(Q, ("a1",)), Test(Q, signs))),
        ("one", (Test(Q, ("a1",), negated=True),)),
        ("one", (Test(Q, ("a1",)), Test(Q, signs, negated=True))),
    )
    both = replace(both, groups=tree.groups)
    tree, space = both, StateSpace(both)
    assert said("a1") == [("with Signs too", "")]


def test_the_card_lists_the_labels_as_the_language_does() -> None:
    tree = replace(SMOKE, list_pattern=pattern("de"))
    why = card_json(StateSpace(tree), decide(tree, {Q: "a0.a1.a2"}), 0)["why"]
    assert why[0]["answer"] == "Answer 0, Answer 1 und Answer 2"


def pattern(locale: str) -> dict[str, str]:
    return dict(Locale.parse(locale).list_patterns["standard"])


@given(st.lists(st.text(min_size=1), max_size=5), st.sampled_from(["en", "de", "ja", "ar", "es", "nl"]))
def test_labels_are_joined_as_by_cldr(labels: list[str], locale: str) -> None:
    plain = [label.replace("{", "(").replace("}", ")") for label in labels]
    assert list_labels(plain, pattern(locale)) == format_list(plain, "standard", locale)


def test_a_receipt_without_one_of_its_answers_asks_the_question_anew() -> None:
    made = receipt(SMOKE, decide(SMOKE, {Q: "a0.a1.a2"}))
    question = SMOKE.questions[0]
    later = replace(SMOKE, questions=(replace(question, answers=question.answers[:2]),))
    found = replay(later, made)
    assert (found.answers, [one.code for one in found.differences]) == ({}, ["gone"])
    assert found.differences[0].name == Q
    assert len({count_code(Q, count) for count in range(1, MOST_CHOICES)}) == MOST_CHOICES - 1


def test_a_receipt_with_more_answers_than_it_says_is_no_answer_to_the_next_question() -> None:
    last = replace(SMOKE.questions[0], id="more")
    first = replace(SMOKE.questions[0], cases=(Case("more"),))
    tree = replace(SMOKE, questions=(first, last))
    step = decide(tree, {Q: "a0.a2", "more": "a1"})
    assert step.is_outcome
    assert replay(tree, receipt(tree, step)).answers == {Q: "a0.a2", "more": "a1"}


TESTS: tuple[tuple[Condition, object], ...] = (
    ((Test(Q, ("a0",)), Test(Q, ("a1", "a2"))), {Q: {"all": [["a0"], ["a1", "a2"]]}}),
    ((Test(Q, ("a0",)), Test(Q, ("a1",), negated=True)), {Q: {"all": [["a0"]], "not": ["a1"]}}),
    ((Test(Q, ("a1",), negated=True),), {Q: {"not": ["a1"]}}),
)


@pytest.mark.parametrize(("condition", "value"), TESTS)
def test_several_tests_of_a_question_have_one_form_in_json(condition: Condition, value: object) -> None:
    assert condition_to_json(condition) == value
    assert condition_from_json(value) == condition


def test_none_of_these_and_none_of_those_is_none_of_all() -> None:
    both = (Test(Q, ("a0",), negated=True), Test(Q, ("a0", "a1"), negated=True))
    assert condition_to_json(both) == {Q: {"not": ["a0", "a1"]}}


def test_a_tree_that_takes_several_answers_is_read_as_it_was_written() -> None:
    shown = Part("who", "Who", (Item("x", "X", (Test(Q, ("a0",)), Test(Q, ("a2",)))),))
    tree = replace(SMOKE, outcomes=(replace(SMOKE.outcomes[0], parts=(shown,)), SMOKE.outcomes[1]))
    tree = replace(tree, list_pattern=pattern("nl"))
    assert load_tree(dump_tree(tree)) == tree


def test_in_the_terminal_several_numbers_are_typed(tmp_path: Path) -> None:
    words = {
        **SMOKE.words,
        "terminal-choose": "From 1 to {most}.",
        "terminal-alone": "{answer} stands alone.",
    }
    tree = replace(SMOKE, words=words)
    path = tmp_path / "tree.json"
    path.write_text(dump_tree(tree), encoding="utf-8")
    done = run_terminal(str(path), typed="1, 4\n9\nnoise\n\n2 1\n")
    assert (done.code, done.out.count("None stands alone."), done.out.count("From 1 to 4.")) == (0, 1, 3)
    assert "symptoms: Answer 0, Answer 1" in done.out
    done = run_terminal(str(path), "--answers", "symptoms=a2.none")
    assert (done.code, "'none' cannot be chosen with others" in done.error) == (2, True)
    done = run_terminal(str(path), "--answers", "symptoms=a2.a0", "--json")
    assert json.loads(done.out)["answers"] == {"symptoms": "a0.a2"}
