"""Counts all combinations of answers of a proved tree, in time that grows with its states and their depth.

How many combinations come to a state by how many answers is held in one integer for each state, with a fixed
number of bits for each length: to go on by an answer shifts it, and where ways meet they are added.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from decision_tree.states import State, StateSpace


@dataclass
class PathCounts:
    """Combinations of answers and settings, and the lengths of their paths."""

    combinations: int = 0
    lengths: Counter[int] = field(default_factory=Counter)


def count(space: StateSpace) -> PathCounts:
    """The combinations of answers and settings, and how long their paths are.

    Every answer in every state must lead to exactly one state.
    """
    starts = space.starts()
    by_state = combinations_by_state(space)
    combinations = sum(number for state, number in by_state.items() if not space.moves(state))
    width = combinations.bit_length()
    held: dict[State, tuple[int, int]] = {state: (0, weight) for state, weight in starts.items()}
    """The shortest length, and the combinations of that length and of each further one, `width` bits each."""
    lengths: Counter[int] = Counter()
    for state in space.states:
        least, packed = held.pop(state)
        moves = space.moves(state)
        if not moves:
            _unpack(least, packed, width, lengths)
        for move in moves:
            target, ways = move.to[0], packed * move.ways
            there = held.get(target)
            if there is None:
                held[target] = (least + 1, ways)
            else:
                held[target] = _both(least + 1, ways, *there, width)
    return PathCounts(combinations, lengths)


def combinations_by_state(space: StateSpace) -> dict[State, int]:
    """How many combinations of answers and settings come to each state.

    Every answer in every state must lead to exactly one state.
    """
    ways = space.starts()
    for state in space.states:
        for move in space.moves(state):
            target = move.to[0]
            ways[target] = ways.get(target, 0) + ways[state] * move.ways
    return ways


def count_passing(space: StateSpace) -> dict[str, int]:
    """By question and outcome the combinations of answers and settings whose way passes it.

    Those that come to each of its states, times those that go on from there. Every answer in every state must
    lead to exactly one state.
    """
    onward: dict[State, int] = {}
    for state in reversed(space.states):
        moves = space.moves(state)
        onward[state] = sum(onward[move.to[0]] * move.ways for move in moves) if moves else 1
    coming = dict(space.starts())
    passing: dict[str, int] = {}
    for state in space.states:
        here = coming.pop(state)
        passing[state.at] = passing.get(state.at, 0) + here * onward[state]
        for move in space.moves(state):
            target = move.to[0]
            coming[target] = coming.get(target, 0) + here * move.ways
    return passing


def _both(least: int, packed: int, other_least: int, other: int, width: int) -> tuple[int, int]:
    if least > other_least:
        return other_least, other + (packed << (least - other_least) * width)
    return least, packed + (other << (other_least - least) * width)


def _unpack(least: int, packed: int, width: int, lengths: Counter[int]) -> None:
    mask = (1 << width) - 1
    while packed:
        if number := packed & mask:
            lengths[least] += number
        packed >>= width
        least += 1


def median(lengths: Counter[int]) -> int:
    """The length that half of all combinations do not exceed."""
    total, seen = lengths.total(), 0
    for length in sorted(lengths):
        seen += lengths[length]
        if 2 * seen >= total:
            return length
    return 0
