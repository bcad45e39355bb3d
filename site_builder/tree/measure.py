"""How many combinations of answers a tree has, and how long their paths are, counted over its states."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from decision_tree.states import State, StateSpace

Answers = Mapping[str, str]


@dataclass
class Measure:
    """Combinations of answers and settings, the lengths of their paths, a shortest way to each outcome."""

    combinations: int = 0
    lengths: Counter[int] = field(default_factory=Counter)
    witnesses: dict[str, Answers] = field(default_factory=dict)


def measure(space: StateSpace) -> Measure:
    """The number of combinations of answers and settings, the lengths of their paths, and shortest ways."""
    lengths: dict[State, Counter[int]] = {
        state: Counter({0: weight}) for state, weight in space.starts().items()
    }
    shortest: dict[State, tuple[tuple[str, str], ...]] = dict.fromkeys(lengths, ())
    found = Measure()
    for state in space.states:
        here = lengths.pop(state)
        moves = space.moves(state)
        if not moves:
            found.combinations += here.total()
            found.lengths += here
            way = dict(shortest[state])
            if state.at not in found.witnesses or len(way) < len(found.witnesses[state.at]):
                found.witnesses[state.at] = way
        for move in moves:
            target = move.to[0]
            there = lengths.setdefault(target, Counter())
            for length, count in here.items():
                there[length + 1] += count
            way_there = (*shortest[state], (state.at, move.answer.id))
            if target not in shortest or len(way_there) < len(shortest[target]):
                shortest[target] = way_there
    return found


def median(lengths: Counter[int]) -> int:
    """The length that half of all combinations do not exceed."""
    half, seen = lengths.total() / 2, 0
    for length in sorted(lengths):
        seen += lengths[length]
        if seen >= half:
            return length
    return 0
