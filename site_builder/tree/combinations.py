"""Combinations of answers with which something is wrong, in words: alike ones together, all counted."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from math import prod

from site_builder.guide import Document
from site_builder.problems import Problem
from site_builder.tree.class_names import ClassNames, Given
from site_builder.tree.never import YamlPath

MOST = 4
"""Combinations, or groups of alike ones, that a message lists; the others are counted."""

NOTHING = "any earlier answers"
"""The combination in words that has none."""

_Group = tuple[tuple[str, tuple[str, ...]], ...]
"""Names, each with the values that it may have: every combination of them."""


@dataclass
class Finding:
    """One thing that is wrong at a place, with all combinations of answers that meet it.

    `message` is given those combinations in words, and the ids of the outcomes where they are met.
    """

    document: Document
    path: YamlPath
    message: Callable[[str, str], str]
    names: ClassNames
    combinations: dict[_Group, None] = field(default_factory=dict)
    outcomes: dict[str, None] = field(default_factory=dict)

    def add(self, given: Given, outcome: str = "") -> None:
        """More combinations that meet it."""
        self.combinations[tuple((name, tuple(ids)) for name, ids in sorted(given.items()))] = None
        self.outcomes[outcome] = None

    def problem(self) -> Problem:
        """The finding as a problem."""
        given = list_combinations(self.combinations, self.names)
        return self.document.problem(self.path, self.message(given, ", ".join(self.outcomes)))


def list_combinations(found: Iterable[_Group], names: ClassNames) -> str:
    """Combinations of answers in words: "color=[blue, red], size=small; color=green and 12 more"."""
    groups = _merge(list(found))
    listed = "; ".join(_write(group, names) for group in groups[:MOST])
    more = sum(prod(names.count(name, values) for name, values in group) for group in groups[MOST:])
    return f"{listed} and {more:,} more" if more else listed


def _merge(groups: list[_Group]) -> list[_Group]:
    """The same combinations in fewer groups: those that differ in one answer become one."""
    for name in sorted({name for group in groups for name, _ in group}):
        alike: dict[_Group, dict[str, None]] = {}
        for group in groups:
            values = dict(group).get(name, ())
            rest = tuple(pair if pair[0] != name else (name, ()) for pair in group)
            alike.setdefault(rest, {}).update(dict.fromkeys(values))
        groups = [
            tuple(pair if pair[0] != name else (name, tuple(values)) for pair in rest)
            for rest, values in alike.items()
        ]
    return groups


def _write(group: _Group, names: ClassNames) -> str:
    return ", ".join(names.given_words(name, ids) for name, ids in group) or NOTHING
