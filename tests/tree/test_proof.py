"""The proof of a tree with more paths than can be walked, and that its cost grows with its states alone."""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given

from decision_tree.conditions import Test, holds
from decision_tree.messages import LARGEST_REQUEST
from decision_tree.model import Answer, Case, Question, Setting, Tree
from decision_tree.progress import routing_space
from decision_tree.receipt import MOST_CHOICES, MOST_SETTINGS
from decision_tree.states import StateSpace
from site_builder.problems import ContentError
from site_builder.tree.counting import count, count_passing, median
from site_builder.tree.limits import section_problems
from site_builder.tree.sections import make_sections
from tests.support.proofs import content_of_nothing, proof_of
from tests.support.selection_trees import symptoms
from tests.support.slow_counting import count_slowly
from tests.support.trees import every_path, make_tree, same_codes, trees

LEVELS = 21
KINDS = 10


def answers(to: list[str], *cases: Case) -> tuple[Answer, ...]:
    given = tuple(Answer(f"a{i}", "A", (Case(id),)) for i, id in enumerate(to))
    return (*given, Answer("last", "A", cases)) if cases else given


def large_tree(places: int, *, gap: bool = False) -> Tree:
    """A kind and a place are asked for and kept in mind, and between there and where they matter, at the last
    two of LEVELS questions, each question has two answers that lead to the next and one that skips it.

    With `gap`, nothing is said of what follows for the last of the kinds.
    """
    kinds = tuple(f"a{i}" for i in range(KINDS))
    first = [
        Question("kind", "?", "k", answers(["place"] * KINDS)),
        Question("place", "?", "p", answers(["q0"] * places)),
    ]
    ids = [*(f"q{i}" for i in range(LEVELS)), "end"]
    between = [
        Question(f"q{i}", "?", "q", answers([ids[i + 1], ids[i + 1], ids[i + 2]])) for i in range(LEVELS - 2)
    ]
    # a case for each, so that no two of them are alike
    at_place = [Case(ids[-2] if i == 0 else "end", (Test("place", (f"a{i}",)),)) for i in range(places)]
    of_kind = [Case("end" if i < 4 else "other", (Test("kind", (id,)),)) for i, id in enumerate(kinds)]
    if gap:
        of_kind.pop()
    last = [
        Question(ids[-3], "?", "q", answers([ids[-2], ids[-2]], *at_place)),
        Question(ids[-2], "?", "q", answers(["end", "end"], *of_kind)),
    ]
    setting = Setting("plan", "Plan", "plan", tuple(Answer(f"s{i}", "S", ()) for i in range(4)), "s0")
    return make_tree([*first, *between, *last], ["end", "other"], (setting,))


def expected(places: int) -> tuple[int, Counter[int]]:
    """The states and the lengths of all paths of that tree, worked out level by level from how it is made."""
    arriving: list[Counter[int]] = [Counter() for _ in range(LEVELS + 1)]
    arriving[0][2] = KINDS * places
    for level in range(LEVELS - 2):
        for length, number in arriving[level].items():
            arriving[level + 1][length + 1] += 2 * number
            arriving[level + 2][length + 1] += number
    ended: Counter[int] = Counter()
    for length, number in arriving[LEVELS - 2].items():  # one place of all goes on from there in each case
        assert number % places == 0
        arriving[LEVELS - 1][length + 1] += 2 * number + number // places
        ended[length + 1] += number - number // places
    for length, number in arriving[LEVELS - 1].items():
        ended[length + 1] += 3 * number
    states = 1 + KINDS + KINDS * places * (LEVELS - 1) + KINDS + 2
    return states, ended


def calls(tree: Tree) -> int:
    """How many functions are called to prove a tree: the same on every machine, however busy."""
    number = 0

    def called(frame: object, event: str, argument: object) -> None:
        nonlocal number
        number += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(called)
    try:
        proof_of(tree)
    finally:
        sys.setprofile(before)
    return number


def test_two_thousand_states_with_more_than_a_thousand_million_paths_are_counted_exactly() -> None:
    states, lengths = expected(10)
    proof = proof_of(large_tree(10))
    assert states >= 2000
    assert lengths.total() >= 10**9
    assert (proof.states, proof.paths, proof.combinations) == (states, lengths.total(), 4 * lengths.total())
    assert proof.longest == max(lengths) == LEVELS + 2
    shorter = sum(number for length, number in lengths.items() if length < proof.typical)
    assert shorter < lengths.total() / 2 <= shorter + lengths[proof.typical]
    shortest = {id: len(way) for id, way in proof.witnesses.outcomes.items()}
    assert shortest == {"end": min(lengths), "other": 13}


def chain(length: int, answer: str = "A") -> Tree:
    """A tree of so many questions, one after the other."""
    ids = [*(f"q{i}" for i in range(length)), "end"]
    questions = [Question(id, "?", "q", (Answer("yes", answer, (Case(to),)),)) for id, to in pairwise(ids)]
    return make_tree(questions, ["end"], ())


def test_more_remembered_answers_than_the_engine_can_bear_are_refused() -> None:
    ids = [*(f"q{i}" for i in range(24)), "last"]
    questions = [Question(id, "?", "q", answers([to, to])) for id, to in pairwise(ids)]
    tests = tuple(Test(id, ("a0",)) for id in ids[:-1])
    last = Question("last", "?", "q", (Answer("go", "A", (Case("end", tests), Case("end"))),))
    with pytest.raises(ContentError, match=r"more than 50,000 comb.* at \"q\d+\" .* ask about fewer"):
        proof_of(make_tree([*questions, last], ["end"]))


def test_more_combinations_than_a_float_can_hold_have_a_median() -> None:
    assert median(Counter({3: 10**400, 4: 10**400 + 1})) == 4


def test_a_path_of_more_answers_than_fit_a_receipt_is_refused() -> None:
    """Before its combinations are counted, which could take for ever."""
    assert proof_of(chain(MOST_CHOICES)).longest == MOST_CHOICES
    with pytest.raises(ContentError, match=f"asks {MOST_CHOICES + 1} questions, .* at most {MOST_CHOICES}"):
        proof_of(chain(MOST_CHOICES + 1))
    with pytest.raises(ContentError, match=r"asks 5000 questions"):
        proof_of(chain(5000))


def test_a_tree_that_would_need_too_many_sections_is_refused_by_its_questions() -> None:
    """Fifty answers are told apart in the links of each of the 22 questions after them."""
    ids = [*(f"q{i}" for i in range(22)), "last"]
    first = Question("first", "?", "q", answers(["q0"] * 50))
    between = [Question(id, "?", "q", answers([to])) for id, to in pairwise(ids)]
    cases = tuple(Case(f"end{i}", (Test("first", (f"a{i}",)),)) for i in range(50))
    last = Question("last", "?", "q", (Answer("go", "A", cases),))
    tree = make_tree([first, *between, last], [f"end{i}" for i in range(50)])
    assert proof_of(tree).paths == 50
    (problem,) = section_problems(content_of_nothing(), make_sections(tree, {}))
    assert problem.message.startswith("the page without scripts would have 1,151 sections, and at most 1,000")
    assert problem.message.endswith("most at q0 (50), q1 (50), q2 (50)")


def test_answers_that_are_the_same_in_a_receipt_are_refused() -> None:
    one, other = same_codes()
    message = f'"q={one}" and "q={other}" have the same code in receipts; rename one of them'
    renamed = Answer("new", "A", (Case("end"),), was=(other,))
    for second in (Answer(other, "A", (Case("end"),)), renamed):
        question = Question("q", "?", "q", (Answer(one, "A", (Case("end"),)), second))
        with pytest.raises(ContentError, match=message.replace(f"q={other}", f"q={second.id}")):
            proof_of(make_tree([question], ["end"]))


def test_more_settings_than_a_receipt_can_count_are_refused() -> None:
    values = (Answer("no", "No", ()), Answer("yes", "Yes", ()))
    settings = tuple(Setting(f"s{i}", f"S{i}", "no", values) for i in range(MOST_SETTINGS + 1))
    with pytest.raises(
        ContentError, match=f"there are {MOST_SETTINGS + 1} settings; at most {MOST_SETTINGS}"
    ):
        proof_of(replace(chain(2), settings=settings))


def test_a_tree_that_the_engine_would_refuse_for_its_size_is_refused() -> None:
    with pytest.raises(ContentError, match=r"tree\.json would have 2,\d+,\d+ characters"):
        proof_of(chain(4, "A" * (LARGEST_REQUEST // 4)))


def test_in_so_large_a_tree_a_single_gap_is_found() -> None:
    with pytest.raises(ContentError, match=r'answer "last": no case holds for kind=a9; exactly one must'):
        proof_of(large_tree(10, gap=True))


def test_four_times_the_states_take_four_times_the_work() -> None:
    small, large = large_tree(10), large_tree(40)
    more = expected(40)[0] / expected(10)[0]
    assert 3.9 < more < 4.1
    assert calls(large) / calls(small) < 1.1 * more


@given(trees())
def test_the_packed_counts_are_those_of_plain_counting(tree: Tree) -> None:
    space = StateSpace(tree)
    packed, plain = count(space), count_slowly(space)
    assert (packed.combinations, packed.lengths) == (plain.combinations, plain.lengths)


@given(trees())
def test_the_combinations_that_pass_a_question_or_outcome_are_those_of_every_path(tree: Tree) -> None:
    plain = Counter(id for answers, end in every_path(tree) for id in (*answers, end))
    assert count_passing(StateSpace(tree)) == dict(plain)
    assert count_passing(routing_space(tree)) == dict(plain)


def test_selections_of_several_answers_pass_as_often_as_they_can_be_chosen() -> None:
    told = (Case("o0", (Test("symptoms", ("a0",)),)), Case("o1", (Test("symptoms", ("a0",), negated=True),)))
    space = StateSpace(make_tree([symptoms(told, 3, "none")], ["o0", "o1"]))
    assert count_passing(space) == {"symptoms": 8, "o0": 4, "o1": 4}


@given(trees())
def test_what_is_met_in_bits_is_what_the_engine_says_of_the_answers(tree: Tree) -> None:
    space = StateSpace(tree)
    for state in space.states:
        assert space.state(state.at, dict(state.facts)) is state
        assert list(state.facts) == sorted(state.facts)
        for move in space.moves(state):
            facts = dict(state.facts) | {state.at: move.answer.id}
            met = tuple(i for i, case in enumerate(move.answer.cases) if holds(case.when, facts))
            assert move.cases == met
            assert move.to == tuple(space.state(move.answer.cases[i].to, facts) for i in met)
