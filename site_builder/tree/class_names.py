"""Answers in messages: those that nothing tells apart, by the name of their group or as a short list."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from decision_tree.answer_classes import Selection
from decision_tree.periods import PERIOD, days_of, say_days
from decision_tree.states import StateSpace
from site_builder.guide import model as g
from site_builder.guide import next_day

FEW = 6
"""Answers that a message lists, where there are more."""

Given = Mapping[str, Sequence[str]]
"""Names, each with the answers that it may have."""


def period_words(ids: Iterable[str]) -> str:
    """Some periods as messages say them, those that follow one another together."""
    runs: list[list[str]] = []
    for first, last in sorted(map(days_of, ids)):
        if runs and first and runs[-1][1] < first <= next_day(runs[-1][1]):
            runs[-1][1] = last
        else:
            runs.append([first, last])
    return " or ".join(say_days(*run) for run in runs)


class ClassNames:
    """The classes of a space, with the ids of the guide's groups."""

    def __init__(self, space: StateSpace, groups: Iterable[g.Group]) -> None:
        self._alike: dict[tuple[str, str], tuple[str, ...]] = {}
        self._every: dict[str, frozenset[str]] = {}
        self._sizes: dict[tuple[str, str], int] = {}
        """Of questions that take several answers how many selections are alike, by the one for all."""
        self._groups = {(group.question, frozenset(group.answers)): group.id for group in groups}
        for name, classes in space.classes.items():
            self._every[name] = frozenset(answer.id for alike in classes for answer in alike)
            for alike in classes:
                self._alike[name, alike[0].id] = tuple(answer.id for answer in alike)
                if isinstance(alike[0], Selection):
                    self._sizes[name, alike[0].id] = alike[0].ways

    def given(self, facts: Mapping[str, str], asked: Collection[str]) -> Given:
        """The answers to what is asked, each with all that are alike."""
        return {
            name: self._alike.get((name, value), (value,)) for name, value in facts.items() if name in asked
        }

    def count(self, name: str, ids: Iterable[str]) -> int:
        """How many answers these are, with all that a selection stands for."""
        return sum(self._sizes.get((name, id), 1) for id in ids)

    def of(self, name: str, value: str) -> str:
        """An answer and all that are alike, as the subject of a message: 'the group "eu"'."""
        ids = self._alike.get((name, value), (value,))
        words = self.words(name, ids)
        if len(ids) == 1:
            return f'answer "{words}"'
        if group := self._groups.get((name, frozenset(ids))):
            return f'the group "{group}"'
        if outside := self._outside(name, ids):
            return f'the answers outside the group "{outside}"'
        return f"the answers {words}"

    def given_words(self, name: str, ids: Sequence[str]) -> str:
        """A question with one of these answers to it, as messages say it; of periods the days alone."""
        return f"days {period_words(ids)}" if name == PERIOD else f"{name}={self.words(name, ids)}"

    def words(self, name: str, ids: Sequence[str]) -> str:
        """One of these answers to a question, as messages say it."""
        if len(ids) == 1:
            others = self.count(name, ids) - 1
            return f"{ids[0]} (and {others:,} alike)" if others else ids[0]
        if group := self._groups.get((name, frozenset(ids))):
            return group
        if outside := self._outside(name, ids):
            return f"not {outside}"
        more = f", … ({self.count(name, ids):,} answers)" if len(ids) > FEW else ""
        return f"[{', '.join(ids[:FEW] if more else ids)}{more}]"

    def _outside(self, name: str, ids: Sequence[str]) -> str:
        """The group of all other answers; "" where there is none."""
        return self._groups.get((name, self._every.get(name, frozenset()).difference(ids)), "")
