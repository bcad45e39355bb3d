"""Where conditions of a compiled tree ask for a conclusion, and beside what: there it must have one value."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from decision_tree import model as m
from decision_tree.conditions import AnyOf, Condition, Test, names_in
from site_builder.guide import Concluded, conjoin, tests_beside

SEVERAL = "*"
"""Stands for any selection of a question that takes several answers. No answer has this id."""


@dataclass(frozen=True, slots=True)
class Ask:
    """A condition asks at the question or outcome `at` where `beside` holds, too.

    At a question that is after its answer `answer`, or, with "", before it is answered; of one that takes
    several, after SEVERAL of them, whichever.
    """

    at: str
    beside: Condition
    answer: str = ""


def asks_for(tree: m.Tree, conclusion: str) -> Iterator[Ask]:
    """Every place where conditions ask for a conclusion. `tree` has the conditions as they are written."""
    for question in tree.questions:
        variants = [*question.instead, *(one for answer in question.answers for one in answer.instead)]
        of_words = (beside for one in variants for beside in _beside(one.when, conclusion))
        for beside in (*_of_items(question.help, conclusion), *of_words):
            yield Ask(question.id, beside)
        ways = [(SEVERAL, question.cases), *((answer.id, answer.cases) for answer in question.answers)]
        for answer, cases in ways:
            for case in cases:
                for beside in _beside(case.when, conclusion):
                    yield Ask(question.id, beside, answer)
    for outcome in tree.outcomes:
        for beside in _of_outcome(outcome, conclusion):
            yield Ask(outcome.id, beside)
        for table in tree.outcome_tables(outcome):
            for row in table.rows:
                for beside in _beside(row.when, conclusion):
                    yield Ask(outcome.id, beside)
            for beside in _of_items(table.notes, conclusion):
                yield Ask(outcome.id, beside)


def _of_outcome(outcome: m.Outcome, conclusion: str) -> Iterator[Condition]:
    for part in outcome.parts:
        yield from _of_items(part.items, conclusion)
    conditions = [one.when for one in outcome.conditional_addresses]
    conditions += [variant.when for variant in outcome.instead]
    conditions += [when for field in outcome.fields for when in (field.when, field.address_when)]
    for when in conditions:
        yield from _beside(when, conclusion)


def _of_items(items: Iterable[m.Item], conclusion: str) -> Iterator[Condition]:
    for item in items:
        yield from _beside(item.when, conclusion)
        for beside in _of_items(item.points, conclusion):
            yield conjoin(item.when, beside)


def _beside(when: Condition, conclusion: str) -> Iterator[Condition]:
    """The tests of answers beside each test of a conclusion."""
    plain = tests_beside(when)
    for clause in when:
        if not isinstance(clause, Concluded) or conclusion not in clause.conclusions:
            continue
        for written in clause.written:
            if isinstance(written, Test) and written.name == conclusion:
                yield plain
            for one in written.alternatives if isinstance(written, AnyOf) else ():
                if conclusion in names_in(one):
                    yield conjoin(plain, tuple(test for test in one if test.name not in clause.conclusions))
