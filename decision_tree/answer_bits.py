"""Answers as bits: one for each class of answers, so that sets of answers and tests of them are integers."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from decision_tree.answer_classes import AnswerClass
from decision_tree.conditions import AnyOf, Condition, Test, is_chosen

Pair = tuple[str, str]
"""The id of a question or setting, and that of an answer to it."""


class AnswerBits:
    """A bit for each class of answers to the questions and settings in `asked`, in the order of their ids.

    `pairs` are the classes' first answers, by the numbers of their bits. `several` are the questions that
    take several answers: their classes are of selections.
    """

    def __init__(
        self, classes: Mapping[str, tuple[AnswerClass, ...]], asked: Collection[str], several: Collection[str]
    ) -> None:
        self.pairs: list[Pair] = []
        self._several = several
        self._bits: dict[str, dict[str, int]] = {}
        self._all: dict[str, int] = {}
        self._masks: dict[Test, int] = {}
        for name in sorted(classes):
            if name in asked:
                bits = self._bits[name] = {}
                self._all[name] = 0
                for alike in classes[name]:
                    bit = 1 << len(self.pairs)
                    self.pairs.append((name, alike[0].id))
                    self._all[name] |= bit
                    for answer in alike:
                        bits.setdefault(answer.id, bit)

    def of(self, name: str, value: str) -> int:
        """The bit of an answer, or of the selection of a class; 0 where nothing asks about it."""
        return self._bits.get(name, {}).get(value, 0)

    def all(self, names: Iterable[str]) -> int:
        """All bits of the answers to these questions and settings."""
        found = 0
        for name in names:
            found |= self._all.get(name, 0)
        return found

    def tests(self, condition: Condition) -> tuple[int, ...]:
        """For each test beside the alternatives the bits of the answers with which it holds."""
        return tuple(self._mask(test) for test in condition if isinstance(test, Test))

    def alternatives(self, condition: Condition) -> tuple[tuple[int, ...], ...] | None:
        """The alternatives of a condition, each as `tests` has it; None where it has none."""
        for clause in condition:
            if isinstance(clause, AnyOf):
                return tuple(self.tests(alternative) for alternative in clause.alternatives)
        return None

    def _mask(self, test: Test) -> int:
        if test not in self._masks:
            mask = 0
            if test.name in self._several:
                for value, bit in self._bits.get(test.name, {}).items():
                    mask |= bit if is_chosen(value, test.values) else 0
            else:
                for value in test.values:
                    mask |= self.of(test.name, value)
            self._masks[test] = self.all((test.name,)) & ~mask if test.negated else mask
        return self._masks[test]


def overlaps_any(known: int, alternatives: tuple[tuple[int, ...], ...]) -> bool:
    """Whether the known answers overlap each mask of one of the alternatives."""
    return any(all(known & test for test in tests) for tests in alternatives)
