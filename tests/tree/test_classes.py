"""The proof over classes of answers says what a proof over every single answer says."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise
from types import SimpleNamespace

import pytest
from hypothesis import given

from decision_tree.answer_classes import answer_classes, mark_answers
from decision_tree.conditions import Condition, Test
from decision_tree.model import Address, Answer, Case, Question, Setting, Tree
from decision_tree.states import StateSpace
from site_builder.guide import model as g
from site_builder.problems import ContentError
from site_builder.tree.proof import prove
from site_builder.tree.witnesses import find_witnesses
from tests.support.proofs import content_of_nothing, proof_of
from tests.support.slow_counting import count_slowly
from tests.support.trees import every_answer_met, every_path, loose_trees, make_tree, trees

COUNTRIES = [f"c{i}" for i in range(250)]
EU, OTHERS = tuple(COUNTRIES[:27]), tuple(COUNTRIES[27:])


@given(loose_trees())
def test_every_answer_meets_the_cases_that_its_class_meets(tree: Tree) -> None:
    space = StateSpace(tree)
    met = {
        (state.at, answer.id, move.cases)
        for state in space.states
        for move in space.moves(state)
        for answer in move.answers
    }
    assert met == {(list(way)[-1], way[list(way)[-1]], cases) for way, cases in every_answer_met(tree)}


@given(loose_trees())
def test_every_way_of_answering_is_a_way_from_state_to_state(tree: Tree) -> None:
    space = StateSpace(tree)
    for way, cases in every_answer_met(tree):
        *_, (at, value) = way.items()
        state = space.state(at, way)
        assert state in space.states
        (move,) = [one for one in space.moves(state) if any(answer.id == value for answer in one.answers)]
        assert (move.cases, move.answer.id) == (cases, space.representative(at, value))


@given(trees())
def test_combinations_and_their_lengths_are_counted_exactly(tree: Tree) -> None:
    lengths = [len(answers) for answers, _ in every_path(tree)]
    measured = count_slowly(StateSpace(tree))
    assert (measured.combinations, sum(measured.lengths.values())) == (len(lengths), len(lengths))
    assert all(measured.lengths[length] == lengths.count(length) for length in lengths)


@given(trees())
def test_each_answer_has_a_witness_of_its_own(tree: Tree) -> None:
    paths = [answers for answers, _ in every_path(tree)]
    witnesses = find_witnesses(tree, "file").answers
    asked = {(name, value) for answers in paths for name, value in answers.items()}
    assert witnesses.keys() == asked
    for (name, value), answers in witnesses.items():
        assert answers[name] == value
        assert dict(answers) in paths


def test_classes_are_told_apart_by_conditions_by_where_they_lead_and_by_doubt() -> None:
    answers = (
        Answer("a", "A", (Case("last"),)),
        Answer("b", "B", (Case("last"),)),
        Answer("c", "C", (Case("last"),)),
        Answer("d", "D", (Case("end"),)),
        Answer("e", "E", (Case("last"),), unsure=True),
        Answer("f", "F", (Case("last"),), hint="Other words are the same answer"),
    )
    to = (Case("end", (Test("q", ("c",)),)), Case("end", (Test("q", ("c",), negated=True),)))
    tree = make_tree(
        [Question("q", "?", "q", answers), Question("last", "?", "q", (Answer("x", "X", to),))], ["end"]
    )
    found = answer_classes(tree, mark_answers(tree))
    assert [[one.id for one in alike] for alike in found["q"]] == [["a", "b", "f"], ["c"], ["d"], ["e"]]


def questions_of_countries(conditions: Iterable[Condition]) -> Tree:
    """Twelve questions with 250 answers each; at the last an answer needs exactly one of the conditions."""
    ids = [*(f"q{i}" for i in range(11)), "last", "end"]
    asked = [
        Question(id, "?", "q", tuple(Answer(c, c, (Case(to),)) for c in COUNTRIES))
        for id, to in pairwise(ids)
    ]
    cases = tuple(Case("end", when) for when in conditions)
    last = replace(asked[-1], answers=tuple(replace(one, cases=cases) for one in asked[-1].answers))
    return make_tree([*asked[:-1], last], ["end"])


def test_of_250_answers_to_each_of_12_questions_all_combinations_are_proved() -> None:
    tree = questions_of_countries([(Test("q0", EU),), (Test("q0", OTHERS),)])
    proof = proof_of(tree)
    assert (proof.paths, proof.combinations, proof.longest) == (250**12, 250**12, 12)
    assert proof.states == 1 + 2 * 11 + 1, "two of each question but the first"


def test_settings_with_answers_that_are_alike_count_each() -> None:
    values = tuple(Answer(id, id) for id in ("a", "b", "c"))
    settings = (Setting("used", "S", "a", values), Setting("unused", "S", "a", values))
    item = Question("q", "?", "q", (Answer("go", "Go", (Case("end"),)),))
    tree = make_tree([item], ["end"], settings)
    x, y = (Address(id, "", (Test("used", values),)) for id, values in (("x", ("a",)), ("y", ("b", "c"))))
    shown = replace(tree.outcomes[0], portals=(x, y))
    space = StateSpace(replace(tree, outcomes=(shown,)))
    assert sorted(space.starts().values()) == [3, 6]
    assert count_slowly(space).combinations == 9


@pytest.mark.parametrize(
    ("groups", "named"),
    [
        ((), r"\[c27, c28, c29, c30, c31, c32, … \(223 answers\)\]"),
        ((g.Group(id="far", question="q0", answers=OTHERS),), "far"),
        ((g.Group(id="eu", question="q0", answers=EU),), "not eu"),
    ],
)
def test_a_gap_of_many_answers_is_named_by_its_group_or_its_first_answers(
    groups: tuple[g.Group, ...], named: str
) -> None:
    content = content_of_nothing()
    content.guide.tree = SimpleNamespace(groups=groups, questions=())
    with pytest.raises(ContentError) as caught:
        prove(content, questions_of_countries([(Test("q0", EU),)]))
    (problem,) = caught.value.problems
    name = "[c0, c1, c2, c3, c4, c5, … (250 answers)]"
    assert problem.message.startswith(f"the answers {name}: no case holds for ")
    assert re.search(f"q0={named}; exactly one must$", problem.message)
