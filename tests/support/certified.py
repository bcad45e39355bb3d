"""What a certificate claims of a tree, found by giving every combination of answers one after the other.

It shares nothing with the checker or with the proof but the tree's form: for small trees only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from itertools import product
from math import prod
from typing import Any

from decision_tree.conditions import Condition
from decision_tree.model import Outcome, Question, Tree
from decision_tree.periods import PERIOD
from tests.support.selection_trees import every_selection, met


class UntrueError(Exception):
    """A tree is not as a certificate must say; the message says why."""


def certificate_of(tree: Tree) -> dict[str, Any]:
    """The claims of a certificate that the checker looks at. Raises UntrueError."""
    walk = _Walk(tree)
    for settings in every_setting(tree):
        walk.follow(tree.first, settings, {})
    walk.nothing_is_left()
    combinations = sum(walk.places[outcome.id] for outcome in tree.outcomes)
    return {
        "version": tree.version,
        "format": tree.format,
        "questions": len(tree.questions),
        "answers": sum(len(question.answers) for question in tree.questions),
        "outcomes": len(tree.outcomes),
        "combinations": combinations,
        "paths": combinations // prod(len(one.answers) for one in tree.settings if one.id != PERIOD),
        "met_by": {one.id: walk.places[one.id] for one in (*tree.questions, *tree.outcomes)},
        "rows_met_by": {
            f"rows of {table.hit_policy} table {table.id}: {row.id}": walk.rows[table.id, row.id]
            for table in tree.tables
            for row in table.rows
        },
        "witnesses": list(walk.witnesses.values()),
    }


def every_setting(tree: Tree) -> Iterator[dict[str, str]]:
    """Every combination of the settings."""
    for values in product(*([answer.id for answer in one.answers] for one in tree.settings)):
        yield {one.id: value for one, value in zip(tree.settings, values, strict=True)}


def leads(tree: Tree, answers: Mapping[str, str]) -> Collection[str]:
    """The outcomes to which exactly these answers lead, each of them asked for, whatever the settings are."""
    found = set()
    for settings in every_setting(tree):
        facts, at = dict(settings), tree.first
        if PERIOD in answers and settings[PERIOD] != answers[PERIOD]:
            continue
        left = {name: value for name, value in answers.items() if name != PERIOD}
        while (question := tree.question(at)) is not None:
            value = left.pop(at, "")
            if value not in _offered(question, facts):
                return ()
            facts[at] = value
            (at,) = _next(question, value, facts)
        found.add("" if left else at)
    return found


def _offered(question: Question, facts: dict[str, str]) -> list[str]:
    offered = {answer.id for answer in question.answers if met(answer.when, facts)}
    return [value for value in every_selection(question) if offered.issuperset(value.split("."))]


def _next(question: Question, value: str, facts: dict[str, str]) -> list[str]:
    cases = question.cases or next(one.cases for one in question.answers if one.id == value)
    return [case.to for case in cases if met(case.when, facts)]


class _Walk:
    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.places: Counter[str] = Counter()
        self.rows: Counter[tuple[str, str]] = Counter()
        self.witnesses: dict[tuple[str, str], dict[str, Any]] = {}
        self.parts: set[object] = set()
        """Answers, cases and portals that some combination of answers met."""

    def follow(self, at: str, facts: dict[str, str], given: dict[str, str]) -> None:
        """Give every answer from here on."""
        if at in given:
            raise UntrueError(f"{at} comes again")
        self.places[at] += 1
        question, outcome = self.tree.question(at), self.tree.outcome(at)
        if outcome is not None:
            self.arrive(outcome, facts, given)
        elif question is None:
            raise UntrueError(f"there is no {at}")
        else:
            values = _offered(question, facts)
            if not values:
                raise UntrueError(f"{at} offers nothing")
            for value in values:
                now = {**facts, at: value}
                ways = _next(question, value, now)
                if len(ways) != 1:
                    raise UntrueError(f"{len(ways)} cases of {at}={value} hold")
                self.note(question, value, now)
                self.follow(ways[0], now, {**given, at: value})

    def note(self, question: Question, value: str, facts: dict[str, str]) -> None:
        for answer in question.answers:
            if answer.id in value.split("."):
                self.parts.add((question.id, answer.id))
                cases = question.cases or answer.cases
                self.parts |= {(question.id, case) for case in cases if met(case.when, facts)}

    def arrive(self, outcome: Outcome, facts: dict[str, str], given: dict[str, str]) -> None:
        def holding(conditions: Collection[Condition]) -> int:
            return sum(met(when, facts) for when in conditions)

        if not met(outcome.when, facts):
            raise UntrueError(f"{outcome.id} on other days")
        if outcome.portals and holding([portal.when for portal in outcome.portals]) != 1:
            raise UntrueError(f"portals of {outcome.id}")
        self.parts |= {(outcome.id, one.id) for one in outcome.portals if met(one.when, facts)}
        for table in self.tree.outcome_tables(outcome):
            if len({row.id for row in table.rows}) < len(table.rows):
                raise UntrueError(f"a row of {table.id} is there twice")
            rows = [row for row in table.rows if met(row.when, facts)]
            if table.hit_policy != "collect" and not rows:
                raise UntrueError(f"no row of {table.id}")
            if table.hit_policy == "unique" and len(rows) > 1:
                raise UntrueError(f"rows of {table.id}")
            for row in rows[:1] if table.hit_policy == "first" else rows:
                self.rows[table.id, row.id] += 1
        period = {PERIOD: facts[PERIOD]} if PERIOD in facts else {}
        witness = {"outcome": outcome.id, "answers": period | given}
        self.witnesses.setdefault((outcome.id, facts.get(PERIOD, "")), witness)

    def nothing_is_left(self) -> None:
        """Whether every part was met. Raises UntrueError."""
        expected: set[object] = set()
        for question in self.tree.questions:
            expected |= {(question.id, answer.id) for answer in question.answers}
            expected |= {(question.id, case) for case in question.all_cases}
        for outcome in self.tree.outcomes:
            expected |= {(outcome.id, portal.id) for portal in outcome.portals}
        rows = {(table.id, row.id) for table in self.tree.tables for row in table.rows}
        ids = {one.id for one in (*self.tree.questions, *self.tree.outcomes)}
        if left := [*(expected - self.parts), *(rows - self.rows.keys()), *(ids - self.places.keys())]:
            raise UntrueError(f"nothing meets {left[0]}")
