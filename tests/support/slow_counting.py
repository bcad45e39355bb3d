"""Combinations of answers counted state by state, without packing: what `counting` is compared with."""

from __future__ import annotations

from collections import Counter

from decision_tree.states import State, StateSpace
from site_builder.tree.counting import PathCounts


def count_slowly(space: StateSpace) -> PathCounts:
    """The number of combinations of answers and settings, the lengths of their paths, and shortest ways."""
    lengths: dict[State, Counter[int]] = {
        state: Counter({0: weight}) for state, weight in space.starts().items()
    }
    shortest: dict[State, tuple[tuple[str, str], ...]] = dict.fromkeys(lengths, ())
    found = PathCounts()
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
