"""Times the proof of a guide with 250 answers to each question beside one with as many answers as classes."""

from __future__ import annotations

import time
from dataclasses import replace
from itertools import pairwise

from bench.results import Results, in_turns
from decision_tree.conditions import Test
from decision_tree.model import Answer, Case, Item, Part, Question, Tree
from tests.support.proofs import proof_of
from tests.support.trees import make_tree

QUESTIONS, GROUPS = 12, 4
FEW, MANY = GROUPS, 250
REMEMBERED = 5
"""Questions whose answers are still asked about at the outcomes."""
ROUNDS = 5
"""Proofs of each tree in a round: they take milliseconds."""


def measure_proof(results: Results, runs: int) -> None:
    """The proofs in turn: both trees have the same states, and differ in the answers of each class."""
    trees = {number: tree_of(number) for number in (FEW, MANY)}
    for number in in_turns((FEW, MANY), ROUNDS * runs):
        started = time.perf_counter()
        proof_of(trees[number])
        taken = (time.perf_counter() - started) * 1000
        results.add(f"proof of {QUESTIONS} questions with {number} answers", "ms", taken)


def tree_of(number: int) -> Tree:
    """A tree whose answers are in GROUPS groups: the first question's decide, others' are remembered."""
    groups = [tuple(f"a{i}" for i in range(number) if i % GROUPS == group) for group in range(GROUPS)]
    here = Test("q0", groups[0] + groups[1])
    ids = [*(f"q{i}" for i in range(QUESTIONS)), "end"]
    questions = []
    for id, to in pairwise(ids):
        cases: tuple[Case, ...] = (Case(to),)
        if to == "end":
            cases = (Case("end", (here,)), Case("other", (replace(here, negated=True),)))
        answers = tuple(Answer(f"a{i}", "A", tuple(replace(case) for case in cases)) for i in range(number))
        questions.append(Question(id, "?", "q", answers))
    tree = make_tree(questions, ["end", "other"])
    items = tuple(Item(f"i{i}", "I", (Test(f"q{i}", groups[0]),)) for i in range(REMEMBERED))
    parts = (Part("route", "R", items),)
    return replace(tree, outcomes=tuple(replace(outcome, parts=parts) for outcome in tree.outcomes))
