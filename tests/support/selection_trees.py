"""Random trees with questions that take several answers, and every selection of one, by plain enumeration."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

from hypothesis import strategies as st

from decision_tree.conditions import AnyOf, Condition, Test
from decision_tree.model import Answer, Case, Item, Part, Question, Tree
from decision_tree.words import SEVERAL_WORDS
from tests.support.trees import make_tree


def symptoms(cases: tuple[Case, ...], count: int = 3, *alone: str, id: str = "symptoms") -> Question:
    """A question that takes several of the answers a0, a1, … and of those that stand alone."""
    answers = [Answer(f"a{i}", f"Answer {i}") for i in range(count)]
    answers += [Answer(one, one.capitalize(), alone=True) for one in alone]
    return Question(id, "What do you notice?", id, tuple(answers), several=True, cases=cases)


def every_selection(question: Question) -> Iterator[str]:
    """All that can be chosen: of a question that takes one answer, each."""
    if not question.several:
        yield from (answer.id for answer in question.answers)
        return
    together = [answer.id for answer in question.answers if not answer.alone]
    for number in range(1, len(together) + 1):
        yield from (".".join(ids) for ids in combinations(together, number))
    yield from (answer.id for answer in question.answers if answer.alone)


def met(condition: Condition, facts: dict[str, str]) -> bool:
    """Whether a condition holds, told from the sets of what is chosen."""
    for clause in condition:
        if isinstance(clause, AnyOf):
            if not any(met(one, facts) for one in clause.alternatives):
                return False
        elif clause.name not in facts or clause.negated == bool(
            set(facts[clause.name].split(".")) & set(clause.values)
        ):
            return False
    return True


@st.composite
def selection_trees(draw: st.DrawFn) -> Tree:
    """Trees of up to three questions, which take one answer or several; cases leave gaps, and overlap."""
    count = draw(st.integers(1, 3))
    ids = [f"q{i}" for i in range(count)]
    sizes = [draw(st.integers(1, 3)) for _ in ids]
    alone = [draw(st.integers(0, 2)) for _ in ids]
    several = [draw(st.integers(0, 3)) > 0 for _ in ids]
    known = [
        [f"a{a}" for a in range(size)] + [f"n{a}" for a in range(alone[i])] for i, size in enumerate(sizes)
    ]

    def condition(at: int) -> Condition:
        def test() -> Test:
            q = draw(st.integers(0, at))
            values = draw(st.lists(st.sampled_from(known[q]), min_size=1, unique=True))
            return Test(ids[q], tuple(values), negated=draw(st.booleans()))

        def tests() -> tuple[Test, ...]:
            made = [test() for _ in range(draw(st.integers(0, 2)))]
            single = {one.name: one for one in made if not several[ids.index(one.name)]}
            return (*single.values(), *(one for one in made if several[ids.index(one.name)]))

        found: Condition = tests()
        alternatives = [one for one in (tests(), tests()) if one]
        return (*found, AnyOf(tuple(alternatives))) if alternatives and draw(st.booleans()) else found

    def cases(i: int) -> tuple[Case, ...]:
        targets = st.sampled_from([*ids[i + 1 :], "o0", "o1"])
        if draw(st.booleans()):
            return (Case(draw(targets)),)
        return tuple(Case(draw(targets), condition(i)) for _ in range(draw(st.integers(1, 3))))

    questions = []
    for i, id in enumerate(ids):
        own = cases(i) if several[i] else ()
        answers = tuple(
            Answer(a, a.upper(), () if several[i] else cases(i), alone=several[i] and a.startswith("n"))
            for a in known[i]
        )
        questions.append(Question(id, f"{id}?", id, answers, several=several[i], cases=own))
    tree = make_tree(questions, ["o0", "o1"])
    shown = Item("shown", "", condition(count - 1))
    outcomes = (replace(tree.outcomes[0], parts=(Part("who", "", (shown,)),)), tree.outcomes[1])
    return replace(tree, outcomes=outcomes, words={**tree.words, **dict.fromkeys(SEVERAL_WORDS, "{answer}")})


def every_way(tree: Tree) -> Iterator[tuple[dict[str, str], tuple[int, ...]]]:
    """Every way of answering with, after its last answer, the indexes of the cases that hold."""
    questions = {question.id: question for question in tree.questions}

    def follow(at: str, given: dict[str, str]) -> Iterator[tuple[dict[str, str], tuple[int, ...]]]:
        question = questions.get(at)
        for value in every_selection(question) if question else ():
            now = {**given, at: value}
            cases = question.cases or next(a for a in question.answers if a.id == value).cases  # type: ignore[union-attr]
            indexes = tuple(k for k, case in enumerate(cases) if met(case.when, now))
            yield now, indexes
            for k in indexes:
                yield from follow(cases[k].to, now)

    yield from follow(tree.first, {})
