"""Random trees for property tests, and a slow, independent way to walk them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from hypothesis import strategies as st

from decision_tree.conditions import AnyOf, Condition, Test
from decision_tree.model import Answer, Case, Outcome, Question, Setting, Tree
from decision_tree.receipt_codes import answer_code
from decision_tree.words import WORDS


def make_tree(questions: list[Question], outcomes: list[str], settings: tuple[Setting, ...] = ()) -> Tree:
    """A tree of these questions, the first one first, whose outcomes say nothing."""
    return Tree(
        locale="en-US", direction="ltr", version="test", title="Test", first=questions[0].id,
        settings=settings, questions=tuple(questions),
        outcomes=tuple(Outcome(id, "file", id, "", "", "", ()) for id in outcomes),
        words=dict.fromkeys(WORDS, ""),
    )  # fmt: skip


@st.composite
def trees(draw: st.DrawFn, most_questions: int = 7) -> Tree:
    """Trees in which every answer leads on to exactly one place, some depending on an earlier answer."""
    count = draw(st.integers(1, most_questions))
    sizes = [draw(st.integers(1, 3)) for _ in range(count)]
    ids = [f"q{i}" for i in range(count)]
    outcomes = [f"o{i}" for i in range(draw(st.integers(1, 4)))]
    questions = []
    for i in range(count):
        answers = []
        for a in range(sizes[i]):
            targets = st.sampled_from(ids[i + 1 :] + outcomes)
            cases: tuple[Case, ...] = (Case(draw(targets)),)
            if draw(st.booleans()):
                # On the question itself or an earlier one; one that was skipped satisfies neither test,
                # so only the question itself is always safe to ask about in both ways.
                value = f"a{draw(st.integers(0, sizes[i] - 1))}"
                test, rest = Test(ids[i], (value,)), Test(ids[i], (value,), negated=True)
                cases = (Case(draw(targets), (test,)), Case(draw(targets), (rest,)))
            elif i and draw(st.booleans()):
                cases = _on_an_earlier_answer(draw, i, sizes, targets)
            elif i and draw(st.booleans()):
                cases = _on_either_answer(draw, i, sizes, targets)
            answers.append(Answer(f"a{a}", f"Answer {a}", cases))
        questions.append(Question(ids[i], f"Question {i}?", ids[i], tuple(answers)))
    return make_tree(questions, outcomes)


@st.composite
def loose_trees(draw: st.DrawFn) -> Tree:
    """Trees with many answers, of which several are alike; some cases leave gaps, and some overlap."""
    sizes = [draw(st.integers(1, 6)) for _ in range(draw(st.integers(1, 4)))]
    ids = [f"q{i}" for i in range(len(sizes))]
    questions = []
    for i, size in enumerate(sizes):
        targets = st.sampled_from([*ids[i + 1 :], "o0", "o1"])
        asked = st.sampled_from(range(i + 1))
        kinds = [_loose_cases(draw, asked, targets, sizes) for _ in range(draw(st.integers(1, 3)))]
        answers = tuple(
            Answer(f"a{a}", f"Answer {a}", draw(st.sampled_from(kinds)), unsure=draw(st.integers(0, 4)) == 0)
            for a in range(size)
        )
        questions.append(Question(ids[i], f"Question {i}?", ids[i], answers))
    return make_tree(questions, ["o0", "o1"])


def _loose_cases(
    draw: st.DrawFn, asked: st.SearchStrategy[int], targets: st.SearchStrategy[str], sizes: list[int]
) -> tuple[Case, ...]:
    """One case without a condition, or up to three with some."""

    def test() -> Test:
        at = draw(asked)
        values = draw(st.lists(st.integers(0, sizes[at] - 1), min_size=1, unique=True))
        return Test(f"q{at}", tuple(f"a{value}" for value in values), negated=draw(st.booleans()))

    if draw(st.booleans()):
        return (Case(draw(targets)),)
    cases = []
    for _ in range(draw(st.integers(1, 3))):
        tests = tuple({one.name: one for one in (test() for _ in range(draw(st.integers(1, 2))))}.values())
        either = AnyOf(((test(),), (test(),)))
        cases.append(Case(draw(targets), (*tests, either) if draw(st.booleans()) else tests))
    return tuple(cases)


def every_answer_met(tree: Tree) -> Iterator[tuple[dict[str, str], tuple[int, ...]]]:
    """Every way of answering with, after its last answer, the indexes of the cases that hold."""
    questions = {question.id: question for question in tree.questions}

    def follow(at: str, given: dict[str, str]) -> Iterator[tuple[dict[str, str], tuple[int, ...]]]:
        for answer in questions[at].answers if at in questions else ():
            now = {**given, at: answer.id}
            met = tuple(k for k, case in enumerate(answer.cases) if _holds(case.when, now))
            yield now, met
            for k in met:
                yield from follow(answer.cases[k].to, now)

    yield from follow(tree.first, {})


def _on_an_earlier_answer(
    draw: st.DrawFn, i: int, sizes: list[int], targets: st.SearchStrategy[str]
) -> tuple[Case, ...]:
    """Only the first question is answered on every path, so only it can be asked about everywhere."""
    value = f"a{draw(st.integers(0, sizes[0] - 1))}"
    return (
        Case(draw(targets), (Test("q0", (value,)),)),
        Case(draw(targets), (Test("q0", (value,), negated=True),)),
    )


def _on_either_answer(
    draw: st.DrawFn, i: int, sizes: list[int], targets: st.SearchStrategy[str]
) -> tuple[Case, ...]:
    """Where either of two conjunctions holds, and where neither does."""
    own, first, other = (f"a{draw(st.integers(0, sizes[q] - 1))}" for q in (i, 0, 0))
    here, there, elsewhere = Test(f"q{i}", (own,)), Test("q0", (first,)), Test("q0", (other,))
    either = AnyOf(((here, there), (elsewhere,)))
    never = AnyOf(((Test(f"q{i}", (own,), negated=True),), (Test("q0", (first,), negated=True),)))
    return (
        Case(draw(targets), (either,)),
        Case(draw(targets), (Test("q0", (other,), negated=True), never)),
    )


def every_path(tree: Tree) -> Iterator[tuple[dict[str, str], str]]:
    """All answers of every path with the outcome they reach: by plain recursion, for small trees only."""
    questions = {question.id: question for question in tree.questions}

    def follow(at: str, given: dict[str, str]) -> Iterator[tuple[dict[str, str], str]]:
        if at not in questions:
            yield given, at
            return
        for answer in questions[at].answers:
            now = {**given, at: answer.id}
            for case in answer.cases:
                if _holds(case.when, now):
                    yield from follow(case.to, now)

    yield from follow(tree.first, {})


def _holds(when: Condition, given: dict[str, str]) -> bool:
    return all(
        any(_holds(alternative, given) for alternative in clause.alternatives)
        if isinstance(clause, AnyOf)
        else clause.name in given and (given[clause.name] in clause.values) != clause.negated
        for clause in when
    )


def same_codes() -> tuple[str, str]:
    """The ids of two answers to a question "q" that have the same code in receipts."""
    ids: dict[str, str] = {}
    for number in count():
        id = f"a{number}"
        if (other := ids.setdefault(answer_code("q", id), id)) != id:
            return other, id
    raise AssertionError
