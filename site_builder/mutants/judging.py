"""Whether wrong guides are noticed: by the proof, or by a scenario that comes out differently."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from decision_tree.model import Tree, TreeError
from decision_tree.periods import PERIOD, in_period
from decision_tree.walk import Step, decide
from site_builder.guide import Content, Scenario
from site_builder.mutants.mutant import KINDS, Facts, Mutant
from site_builder.tree import CaseFinder, ScenarioClocks, caution_ids, comes_out, is_refused, scenario_periods

MOST_STATES_WALKED = 1_000_000
"""States of all mutants that are walked whole, some ten seconds. Further ones count as survivors, though the
proof may refuse them. It is our limit, far above what a guide of 100 questions needs."""

Given = Mapping[str, str]
"""Answers to questions and settings, by id."""


@dataclass(frozen=True)
class Survivor:
    """A mutant that nothing has noticed, and the answers of a case in which it differs; None where none could
    be found. `scenario` is one that has these answers already."""

    mutant: Mutant
    given: Given | None
    scenario: Scenario | None = None


@dataclass
class Judgement:
    """How many mutants of each kind were noticed by the proof and by scenarios, those that are `unchanged`
    (equivalent: no different for any combination of answers), and those that survived."""

    proof: Counter[str] = field(default_factory=Counter)
    scenarios: Counter[str] = field(default_factory=Counter)
    unchanged: list[Mutant] = field(default_factory=list)
    survivors: list[Survivor] = field(default_factory=list)

    @property
    def survived(self) -> Counter[str]:
        """How many of each kind survived."""
        return Counter(one.mutant.kind for one in self.survivors)

    @property
    def noticed(self) -> int:
        """How many were noticed."""
        return self.proof.total() + self.scenarios.total()

    @property
    def made(self) -> int:
        """How many were made, without those that are no different."""
        return self.noticed + len(self.survivors)

    @property
    def kinds(self) -> list[str]:
        """The kinds of which there are some, in the order of KINDS."""
        counted = self.proof + self.scenarios + self.survived
        return [kind for kind in KINDS if counted[kind]]


@dataclass(frozen=True)
class _Walked:
    """A case in a period, perhaps that of a scenario which must come out in it."""

    period: str
    step: Step
    scenario: Scenario | None = None

    @cached_property
    def places(self) -> frozenset[str]:
        """The questions and the outcome that it passes."""
        return frozenset((*(name for name, _ in self.step.path), self.step.at))

    def tells(self, mutant: Mutant) -> bool:
        """Whether a mutant is different in this case."""
        return not self.places.isdisjoint(mutant.at) and mutant.differs(self.step.facts)


class Judge:
    """Judges mutants of a proved guide, whose compiled source tree is `tree`."""

    def __init__(self, content: Content, tree: Tree, clocks: ScenarioClocks) -> None:
        self._content, self._tree, self._clocks = content, tree, clocks
        self._cautions = caution_ids(content)
        self._finder = CaseFinder(tree)
        self._walked = [
            _Walked(period, decide(in_period(tree, period), {**one.given, **one.settings}), one)
            for one in content.guide.scenarios.scenarios
            for period in scenario_periods(tree, one)
        ]
        self._walks = MOST_STATES_WALKED // self._finder.size
        """How many mutants may still be walked whole to see if the proof refuses them."""
        self._chosen: list[_Walked] = []
        """Cases in which survivors differ that no scenario has."""

    def judge(self, mutants: Iterator[Mutant]) -> Judgement:
        """What becomes of some mutants."""
        found = Judgement()
        for mutant in mutants:
            self._judge(mutant, found)
        return found

    def _judge(self, mutant: Mutant, found: Judgement) -> None:
        if mutant.tree == self._tree:
            return
        passing = [one for one in self._walked if not one.places.isdisjoint(mutant.at)]
        differing = [one for one in passing if one.tells(mutant)]
        try:
            noticed = self._is_noticed(mutant, differing, passing)
        except TreeError:  # it has a gap, or leads round in a circle
            found.proof[mutant.kind] += 1
            return
        if noticed:
            found.scenarios[mutant.kind] += 1
            return
        try:
            all = [case for at in mutant.at for case in self._finder.at(at, mutant.asked)]
        except TreeError:  # too many to tell
            found.survivors.append(Survivor(mutant, None))
            return
        if self._is_refused(mutant, [case.facts for case in all]):
            found.proof[mutant.kind] += 1
        elif differing:
            one = differing[0]
            found.survivors.append(Survivor(mutant, one.step.facts, one.scenario))
        elif chosen := next((one for one in self._chosen if one.tells(mutant)), None):
            found.survivors.append(Survivor(mutant, chosen.step.facts))
        elif case := next((one for one in all if mutant.differs(one.facts)), None):
            given = case.given()
            any_day = next((one.default for one in self._tree.settings if one.id == PERIOD), "")
            period = given.pop(PERIOD, any_day)
            walked = _Walked(period, decide(in_period(self._tree, period), given))
            self._chosen.append(walked)
            found.survivors.append(Survivor(mutant, walked.step.facts))
        else:
            found.unchanged.append(mutant)

    def _is_noticed(self, mutant: Mutant, differing: list[_Walked], passing: list[_Walked]) -> bool:
        """Whether a scenario notices a mutant: by what it shows, or by ids that it no longer has."""
        scenarios = {one.scenario.id: one.scenario for one in (*differing, *passing) if one.scenario}
        return not all(
            comes_out(mutant.tree, one, self._cautions, self._clocks) for one in scenarios.values()
        )

    def _is_refused(self, mutant: Mutant, all: list[Facts]) -> bool:
        if mutant.refused(all):
            return True
        if not mutant.rerouted or self._walks == 0:
            return False
        self._walks -= 1
        return is_refused(self._content, mutant.tree)
