"""Renamed ids: the old tree in the ids of the new one, so that what was renamed is no change.

`was` names what a question, a setting, an answer or an outcome was called before.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import Any, Protocol

from decision_tree.conditions import Test
from decision_tree.model import Case, Field, Outcome, Question, Setting, Tree


class _Named(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def was(self) -> tuple[str, ...]: ...


@dataclass(frozen=True)
class Renames:
    """Old ids -> new ids, of what has another now. `answers` are by the new id of their question."""

    choices: Mapping[str, str] = field(default_factory=dict)
    outcomes: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.choices or self.outcomes or self.answers)


NO_RENAMES = Renames()


def find_renames(old: Tree, new: Tree) -> Renames:
    """What of the old tree has another id in the new one."""
    choices = _renamed(old.choices, new.choices)
    before = {choices.get(one.id, one.id): one for one in old.choices}
    answers = {
        one.id: found
        for one in new.choices
        if one.id in before and (found := _renamed(before[one.id].answers, one.answers))
    }
    return Renames(choices, _renamed(old.outcomes, new.outcomes), answers)


def _renamed(old: Iterable[_Named], new: Iterable[_Named]) -> dict[str, str]:
    """An id that both have is the same thing; of former ids each stands for one."""
    new = tuple(new)
    left = [one.id for one in old]
    kept = {one.id for one in new} & set(left)
    found: dict[str, str] = {}
    for one in new:
        former = [id for id in one.was if id in left and id not in kept and id not in found]
        if one.id not in kept and former:
            found[former[0]] = one.id
    return found


def align(old: Tree, new: Tree) -> tuple[Tree, Renames]:
    """The old tree in the new tree's ids, and what was renamed."""
    renames = find_renames(old, new)
    return (_Aligner(renames).tree(old) if renames else old), renames


@dataclass(frozen=True)
class _Aligner:
    renames: Renames

    def tree(self, tree: Tree) -> Tree:
        aligned: Tree = self._aligned(tree)
        return replace(
            aligned,
            first=self._node(tree.first),
            ticket_language={self._place(key): value for key, value in tree.ticket_language.items()},
        )

    def _node(self, id: str) -> str:
        return self.renames.choices.get(id, self.renames.outcomes.get(id, id))

    def _choice(self, id: str) -> str:
        return self.renames.choices.get(id, id)

    def _place(self, place: str) -> str:
        name, _, answer = place.partition("/")
        name = self._choice(name)
        return f"{name}/{self.renames.answers.get(name, {}).get(answer, answer)}"

    def _aligned(self, value: Any) -> Any:
        if isinstance(value, tuple):
            return tuple([self._aligned(one) for one in value])
        if isinstance(value, Test):
            name = self._choice(value.name)
            answers = self.renames.answers.get(name, {})
            return replace(value, name=name, values=tuple(answers.get(one, one) for one in value.values))
        if not is_dataclass(value) or isinstance(value, type):
            return value
        changed = {
            one.name: self._aligned(part)
            for one in fields(value)
            if isinstance(part := getattr(value, one.name), tuple) and one.name != "was"
        }
        if isinstance(value, Case):
            changed["to"] = self._node(value.to)
        elif isinstance(value, Field):
            changed["question"] = self._choice(value.question)
        elif isinstance(value, Outcome):
            changed["id"] = self.renames.outcomes.get(value.id, value.id)
        elif isinstance(value, Question | Setting):
            changed["id"] = id = self._choice(value.id)
            known = self.renames.answers.get(id, {})
            answers = changed["answers"]
            changed["answers"] = tuple(replace(one, id=known.get(one.id, one.id)) for one in answers)
            if isinstance(value, Setting):
                changed["default"] = known.get(value.default, value.default)
        return replace(value, **changed)
