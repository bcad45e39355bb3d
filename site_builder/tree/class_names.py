"""Names of classes of answers, for messages: the group that it is, or its first answers and their number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from decision_tree.states import StateSpace
from site_builder.guide import model as g

FEW = 3
"""Answers that a message names, where there are more."""


class ClassNames:
    """The names of the classes of a space, with the ids of the guide's groups."""

    def __init__(self, space: StateSpace, groups: Iterable[g.Group]) -> None:
        self._names: dict[tuple[str, str], str] = {}
        by_answers = {(group.question, frozenset(group.answers)): group.id for group in groups}
        for name, classes in space.classes.items():
            every = frozenset(answer.id for alike in classes for answer in alike)
            for alike in classes:
                if len(alike) == 1:
                    continue
                ids = [answer.id for answer in alike]
                group = by_answers.get((name, frozenset(ids)))
                others = by_answers.get((name, every.difference(ids)))
                words = group or (f"not {others}" if others else _first(ids))
                self._names[name, ids[0]] = words

    def of(self, name: str, value: str) -> str:
        """The class of an answer that stands for it; the answer itself where it is alone."""
        return self._names.get((name, value), value)

    def given(self, facts: Mapping[str, str]) -> str:
        """Answers as a message names them."""
        return ", ".join(f"{name}={self.of(name, value)}" for name, value in sorted(facts.items())) or (
            "no answers"
        )


def _first(ids: list[str]) -> str:
    return "/".join(ids) if len(ids) <= FEW else f"{'/'.join(ids[:FEW])}/… ({len(ids)} answers)"
