"""Wrong conditions, made of a right one: each is what a slip of a writer may leave of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from decision_tree.conditions import AnyOf, Condition, Test
from decision_tree.periods import PERIOD
from site_builder.guide import Concluded, ConditionNames, TooManyAlternativesError
from site_builder.tree import period_words

MOST_VALUES = 4
"""Answers by which a test is made wider or narrower, of those that there are."""

ALWAYS = "always, without its condition"


@dataclass(frozen=True)
class ConditionChanges:
    """Makes wrong conditions of a guide that has these answers and conclusions."""

    names: ConditionNames

    def of(self, when: Condition) -> Iterator[tuple[str, Condition]]:
        """Each wrong condition, after words that say what was done to the right one."""
        if not when:
            return
        yield ALWAYS, ()
        for index, clause in enumerate(when):
            before, after = when[:index], when[index + 1 :]
            if before or after:
                yield f"without {self._words(clause)}", (*before, *after)
            for words, changed in self._of_clause(clause):
                yield words, (*before, *changed, *after)

    def _of_clause(self, clause: Test | AnyOf) -> Iterator[tuple[str, Condition]]:
        if isinstance(clause, Concluded):
            yield from self._of_conclusion(clause)
        elif isinstance(clause, AnyOf):
            yield from self._of_alternatives(clause)
        else:
            yield from ((words, (test,)) for words, test in self._of_test(clause))

    def _of_test(self, test: Test) -> Iterator[tuple[str, Test]]:
        """Negated, one value less, one value more."""
        yield f"{self._words(test)} negated", replace(test, negated=not test.negated)
        name = "the days" if test.name == PERIOD else test.name
        for value in _few(test.values) if len(test.values) > 1 else ():
            rest = tuple(one for one in test.values if one != value)
            yield f"{name} without {_value(test.name, value)}", replace(test, values=rest)
        others = [id for id in self._answers(test.name) if id not in test.values]
        for value in _few(others) if len(others) > 1 or test.negated else ():
            yield f"{name} also {_value(test.name, value)}", replace(test, values=(*test.values, value))

    def _of_alternatives(self, clause: AnyOf) -> Iterator[tuple[str, Condition]]:
        for index, one in enumerate(clause.alternatives):
            rest = (*clause.alternatives[:index], *clause.alternatives[index + 1 :])
            named = " and ".join(map(self._words, one))
            yield f"without the alternative {named}", (AnyOf(rest),) if len(rest) > 1 else rest[0]
            for k, test in enumerate(one):
                for words, changed in self._of_test(test):
                    other = (*one[:k], changed, *one[k + 1 :])
                    both = (*clause.alternatives[:index], other, *clause.alternatives[index + 1 :])
                    yield words, (AnyOf(both),)

    def _of_conclusion(self, clause: Concluded) -> Iterator[tuple[str, Condition]]:
        """What is written of conclusions, changed, as a condition on answers."""
        for words, written in self.of(clause.written):
            if written:
                try:
                    yield words, self.names.expand(written)
                except TooManyAlternativesError:
                    continue

    def _answers(self, name: str) -> Sequence[str]:
        if name in self.names.conclusions:
            return list(self.names.conclusions[name])
        return self.names.domains.get(name, ())

    def _words(self, clause: Test | AnyOf) -> str:
        if isinstance(clause, Concluded):
            return " and ".join(map(self._words, clause.written))
        if isinstance(clause, AnyOf):
            return "its alternatives"
        more = ", …" if len(clause.values) > MOST_VALUES else ""
        values = ", ".join(_value(clause.name, one) for one in clause.values[:MOST_VALUES])
        listed = f"[{values}{more}]" if len(clause.values) > 1 else values
        if clause.name == PERIOD:
            return "its days"
        return f"{clause.name}: {{not: {listed}}}" if clause.negated else f"{clause.name}: {listed}"


def _value(name: str, id: str) -> str:
    return period_words([id]) if name == PERIOD else id


def _few(values: Sequence[str]) -> Sequence[str]:
    """All of a few values, of many the first ones and the last."""
    return values if len(values) <= MOST_VALUES else (*values[: MOST_VALUES - 1], values[-1])
