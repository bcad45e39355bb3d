"""Combinations of answers counted state by state, without packing: what `counting` is compared with."""

from __future__ import annotations

from collections import Counter

from decision_tree.states import State, StateSpace
from site_builder.tree.counting import PathCounts


def count_slowly(space: StateSpace) -> PathCounts:
    """The number of combinations of answers and settings, and the lengths of their paths."""
    lengths: dict[State, Counter[int]] = {
        state: Counter({0: weight}) for state, weight in space.starts().items()
    }
    found = PathCounts()
    for state in space.states:
        here = lengths.pop(state)
        moves = space.moves(state)
        if not moves:
            found.combinations += here.total()
            found.lengths += here
        for move in moves:
            there = lengths.setdefault(move.to[0], Counter())
            for length, count in here.items():
                there[length + 1] += count * move.ways
    return found
