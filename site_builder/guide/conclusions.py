"""Conclusions: what follows from answers, written once and asked for in any condition.

Where the guide is built, a condition on a conclusion becomes one on the answers that it follows from. So
nothing after that knows conclusions but for their names, which readers see.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any

from decision_tree.conditions import AnyOf, Condition, Test, each_test
from site_builder.guide.conditions import Alternatives, Concluded, Domains, SelectionTest, both, either
from site_builder.guide.format import AtLeastOne, Id, Text
from site_builder.guide.groups import GroupAnswers
from site_builder.guide.statements import Cited


@dataclass(frozen=True, kw_only=True)
class ConclusionValue:
    """A value of a conclusion, with when it holds. `otherwise`: where all the others are sure not to hold,
    and then, too, where its own `when` does."""

    id: Id
    name: Text | None = None
    when: Condition = ()
    otherwise: bool = False

    @classmethod
    def find_faults(cls, raw: Mapping[str, Any]) -> list[str]:
        """It holds at some time."""
        if "when" in raw or raw.get("otherwise"):
            return []
        return ['a value needs "when", or "otherwise: true"']


@dataclass(frozen=True, kw_only=True)
class Conclusion(Cited):
    """What follows from answers: wherever a condition asks for it, exactly one of its values holds.

    With a name, readers see it and its value.
    """

    id: Id
    values: Annotated[tuple[ConclusionValue, ...], AtLeastOne()]
    name: Text | None = None

    @classmethod
    def find_faults(cls, raw: Mapping[str, Any]) -> list[str]:
        """Two values or more, of which one may hold otherwise; all or none have names, as it has."""
        return [*super().find_faults(raw), *_value_faults(raw)]


def _value_faults(raw: Mapping[str, Any]) -> Iterator[str]:
    values = raw.get("values")
    values = [one for one in values if isinstance(one, dict)] if isinstance(values, list) else []
    if len(values) == 1:
        yield "a conclusion has two values or more"
    if sum(one.get("otherwise") is True for one in values) > 1:
        yield 'of the values of a conclusion one may have "otherwise"'
    named = [str(one.get("id")) for one in values if "name" in one]
    if "name" in raw and len(named) < len(values):
        nameless = next(str(one.get("id")) for one in values if "name" not in one)
        yield f'readers see "{raw["name"]}" and its value, so the value "{nameless}" needs a "name"'
    if "name" not in raw and named:
        yield f'without a "name" of the conclusion, readers see no name of its value "{named[0]}"'


@dataclass(frozen=True)
class ConditionNames:
    """What a condition may name beside answers: groups of them, and conclusions.

    `conclusions` has, by the id of each and of its values, when that holds. `several` are the questions that
    take several answers.
    """

    groups: GroupAnswers = field(default_factory=dict)
    conclusions: Mapping[str, Mapping[str, Alternatives]] = field(default_factory=dict)
    domains: Domains = field(default_factory=dict)
    several: Collection[str] = ()

    def with_selections(self, written: Condition) -> Condition:
        """A condition whose tests of several answers are known as such."""
        return tuple(
            AnyOf(tuple(tuple(map(self._known, one)) for one in clause.alternatives))
            if isinstance(clause, AnyOf)
            else self._known(clause)
            for clause in written
        )

    def _known(self, test: Test) -> Test:
        return SelectionTest(test.name, test.values, test.negated) if test.name in self.several else test

    def expand(self, written: Condition) -> Condition:
        """A condition on answers in place of one that asks for conclusions.

        Raises TooManyAlternativesError.
        """
        asking = tuple(clause for clause in written if self.asked_in((clause,)))
        if not asking:
            return written
        beside = tuple(clause for clause in written if clause not in asking)
        asking += tuple(clause for clause in beside if isinstance(clause, AnyOf))
        found: Alternatives = ((),)
        for clause in asking:
            found = both(found, self._alternatives(clause), self.domains)
        tests = (clause for clause in beside if isinstance(clause, Test))
        return (*tests, Concluded(found, asking, frozenset(self.asked_in(asking))))

    def asked_in(self, written: Condition) -> set[str]:
        """The conclusions that a condition asks for."""
        return {test.name for test in each_test(written) if test.name in self.conclusions}

    def _alternatives(self, clause: Test | AnyOf) -> Alternatives:
        if isinstance(clause, AnyOf):
            return either(
                (one for conjunction in clause.alternatives for one in self._of_tests(conjunction)),
                self.domains,
            )
        if clause.name not in self.conclusions:
            return ((clause,),)
        values = self.conclusions[clause.name]
        met = [when for value, when in values.items() if (value in clause.values) != clause.negated]
        return either((one for when in met for one in when), self.domains)

    def _of_tests(self, tests: tuple[Test, ...]) -> Alternatives:
        found: Alternatives = ((),)
        for test in tests:
            found = both(found, self._alternatives(test), self.domains)
        return found


NO_NAMES = ConditionNames()
