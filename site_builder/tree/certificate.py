"""The certificate of a proof: what was shown of a guide, in figures.

`checker.py`, which the site has too, checks it against a tree.json and knows nothing else of the guide.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import prod
from pathlib import Path
from typing import Any

from decision_tree.model import FORMAT, Tree
from decision_tree.periods import PERIOD, in_period
from decision_tree.states import State, StateSpace
from site_builder.guide import Content
from site_builder.tree.counting import combinations_by_state, count, median
from site_builder.tree.tables import RowFinder, counting
from site_builder.tree.witnesses import Answers, Witnesses, find_witnesses

CHECKER = Path(__file__).with_name("checker.py")
"""What checks a certificate: a program of its own, of which nothing here is imported."""


@dataclass(frozen=True)
class ProvedTable:
    """A decision table of which the rows that count were shown to be those its hit policy asks for, at these
    outcomes. `rows` has the combinations of answers for which each row counts."""

    id: str
    hit_policy: str
    rows: Mapping[str, int]
    outcomes: tuple[str, ...]


@dataclass(frozen=True)
class Proof:
    """What was shown."""

    version: str
    questions: int
    answers: int
    outcomes: int
    states: int
    paths: int
    combinations: int
    longest: int
    typical: int
    rows: int
    tables: tuple[ProvedTable, ...]
    scenarios: int
    facts: int
    procedures: tuple[int, int]
    faq: tuple[int, int]
    witnesses: Witnesses
    uncovered: tuple[str, ...]
    met_by: Mapping[str, int]
    """By question and outcome how many combinations of answers come there."""
    witnesses_by_period: Mapping[str, Witnesses] = dataclasses.field(default_factory=dict)
    """By the id of a period; nothing for a guide without dates."""

    def certificate(self) -> dict[str, Any]:
        """The proof as JSON values, for certificate.json."""
        periods = {"periods": list(self.witnesses_by_period)} if self.witnesses_by_period else {}
        return {
            "version": self.version,
            "format": FORMAT,
            "questions": self.questions,
            "answers": self.answers,
            "outcomes": self.outcomes,
            "states": self.states,
            "paths": self.paths,
            "combinations": self.combinations,
            "longest_path": self.longest,
            "typical_path": self.typical,
            "response_rows": self.rows,
            "tables": [
                {
                    "id": one.id,
                    "hit_policy": one.hit_policy,
                    "rows": len(one.rows),
                    "outcomes": list(one.outcomes),
                }
                for one in self.tables
            ],
            "met_by": dict(self.met_by),
            "rows_met_by": {
                f"rows of {one.hit_policy} table {one.id}: {row}": number
                for one in self.tables
                for row, number in one.rows.items()
            },
            **periods,
            "scenarios": self.scenarios,
            "facts_cited": self.facts,
            "procedures_reached": {"covered": self.procedures[0], "of": self.procedures[1]},
            "faq_reached": {"covered": self.faq[0], "of": self.faq[1]},
            "not_reached_from_outcomes": list(self.uncovered),
            "witnesses": [
                {"outcome": id, "answers": {**period, **answers}}
                for period, found in self._by_period()
                for id, answers in found.outcomes.items()
            ],
        }

    def _by_period(self) -> Iterator[tuple[Answers, Witnesses]]:
        """The witnesses of each period with the answer that tells it; all of a guide without dates."""
        for id, witnesses in self.witnesses_by_period.items():
            yield {PERIOD: id}, witnesses
        if not self.witnesses_by_period:
            yield {}, self.witnesses


def certify(content: Content, tree: Tree, space: StateSpace) -> Proof:
    """The proof of a guide in which nothing was found wrong."""
    measured, by_state = count(space), combinations_by_state(space)
    guide = content.guide
    outcomes = guide.outcomes.outcomes
    procedures = {id for outcome in outcomes for id in (*outcome.route, *outcome.procedures)}
    faq = {id for outcome in outcomes for id in outcome.faq}
    wanted = guide.outcomes.kinds[0].id if guide.outcomes.kinds else ""
    uncovered = [f"procedure:{p.id}" for p in guide.procedures if p.id not in procedures]
    uncovered += [f"faq:{entry.id}" for entry in guide.faq.questions if entry.id not in faq]
    met_by = dict.fromkeys([*(one.id for one in tree.questions), *(one.id for one in tree.outcomes)], 0)
    for state, number in by_state.items():
        met_by[state.at] += number
    rows = _combinations_by_row(tree, space, by_state)
    return Proof(
        version=content.version,
        questions=len(tree.questions),
        answers=sum(len(question.answers) for question in tree.questions),
        outcomes=len(tree.outcomes),
        states=len(space.states),
        paths=measured.combinations
        // prod(len(setting.answers) for setting in tree.settings if setting.id != PERIOD),
        combinations=measured.combinations,
        longest=max(measured.lengths),
        typical=median(measured.lengths),
        rows=len(guide.response_times.rows),
        tables=tuple(
            ProvedTable(
                table.id,
                table.hit_policy,
                rows[table.id],
                tuple(outcome.id for outcome in tree.outcomes if table in tree.outcome_tables(outcome)),
            )
            for table in tree.tables
        ),
        scenarios=len(guide.scenarios.scenarios),
        facts=len(guide.sources.facts),
        procedures=(len(procedures), len(guide.procedures)),
        faq=(len(faq), len(guide.faq.questions)),
        witnesses=find_witnesses(tree, wanted),
        uncovered=tuple(uncovered),
        met_by=met_by,
        witnesses_by_period={
            one.id: find_witnesses(in_period(tree, one.id), wanted)
            for setting in tree.settings
            if setting.id == PERIOD
            for one in setting.answers
        },
    )


def _combinations_by_row(
    tree: Tree, space: StateSpace, by_state: Mapping[State, int]
) -> dict[str, dict[str, int]]:
    """By table and row for how many combinations of answers the row counts."""
    found = {table.id: {row.id: 0 for row in table.rows} for table in tree.tables}
    finder = RowFinder(space)
    tables = {outcome.id: tree.outcome_tables(outcome) for outcome in tree.outcomes}
    for state, number in by_state.items():
        for table in tables.get(state.at, ()):
            for row in counting(table, finder.rows(table, state.known, dict(state.facts))):
                found[table.id][row.id] += number
    return found
