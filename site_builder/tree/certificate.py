"""The certificate of a proof: what was shown of a guide, in figures."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from math import prod
from typing import Any

from decision_tree.model import Tree
from decision_tree.periods import PERIOD, in_period
from decision_tree.states import StateSpace
from site_builder.guide import Content
from site_builder.tree.counting import count, median
from site_builder.tree.witnesses import Witnesses, find_witnesses


@dataclass(frozen=True)
class ProvedTable:
    """A decision table of which the rows that count were shown to be those its hit policy asks for, at these
    outcomes."""

    id: str
    hit_policy: str
    rows: int
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
    witnesses_by_period: Mapping[str, Witnesses] = dataclasses.field(default_factory=dict)
    """By the id of a period; nothing for a guide without dates."""

    def certificate(self) -> dict[str, Any]:
        """The proof as JSON values, for certificate.json."""
        periods = {"periods": list(self.witnesses_by_period)} if self.witnesses_by_period else {}
        return {
            "version": self.version,
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
                {"id": one.id, "hit_policy": one.hit_policy, "rows": one.rows, "outcomes": list(one.outcomes)}
                for one in self.tables
            ],
            **periods,
            "scenarios": self.scenarios,
            "facts_cited": self.facts,
            "procedures_reached": {"covered": self.procedures[0], "of": self.procedures[1]},
            "faq_reached": {"covered": self.faq[0], "of": self.faq[1]},
            "not_reached_from_outcomes": list(self.uncovered),
            "witnesses": {id: dict(answers) for id, answers in self.witnesses.outcomes.items()},
        }


def certify(content: Content, tree: Tree, space: StateSpace) -> Proof:
    """The proof of a guide in which nothing was found wrong."""
    measured = count(space)
    guide = content.guide
    outcomes = guide.outcomes.outcomes
    procedures = {id for outcome in outcomes for id in (*outcome.route, *outcome.procedures)}
    faq = {id for outcome in outcomes for id in outcome.faq}
    wanted = guide.outcomes.kinds[0].id if guide.outcomes.kinds else ""
    uncovered = [f"procedure:{p.id}" for p in guide.procedures if p.id not in procedures]
    uncovered += [f"faq:{entry.id}" for entry in guide.faq.questions if entry.id not in faq]
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
                len(table.rows),
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
        witnesses_by_period={
            one.id: find_witnesses(in_period(tree, one.id), wanted)
            for setting in tree.settings
            if setting.id == PERIOD
            for one in setting.answers
        },
    )
