"""Counts all combinations of answers of a proved tree, in time that grows with its states and their depth.

How many combinations come to a state by how many answers is held in one integer for each state, with a fixed
number of bits for each length: to go on by an answer shifts it, and where ways meet they are added.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from decision_tree.states import State, StateSpace

Answers = Mapping[str, str]


@dataclass
class PathCounts:
    """Combinations of answers and settings, the lengths of their paths, a shortest way to each outcome."""

    combinations: int = 0
    lengths: Counter[int] = field(default_factory=Counter)
    witnesses: dict[str, Answers] = field(default_factory=dict)


def count(space: StateSpace) -> PathCounts:
    """The combinations of answers and settings, how long their paths are, a shortest way to each outcome.

    Every answer in every state must lead to exactly one state. Of ways that are equally short the first one
    found is kept, in the order of the states and of the answers.
    """
    starts = space.starts()
    combinations = _combinations(space, starts)
    width = combinations.bit_length()
    held: dict[State, tuple[int, int]] = {state: (0, weight) for state, weight in starts.items()}
    """The shortest length, and the combinations of that length and of each further one, `width` bits each."""
    best: dict[State, tuple[int, State | None, str]] = dict.fromkeys(starts, (0, None, ""))
    ends: dict[str, State] = {}
    lengths: Counter[int] = Counter()
    for state in space.states:
        least, packed = held.pop(state)
        steps = best[state][0] + 1
        moves = space.moves(state)
        if not moves:
            _unpack(least, packed, width, lengths)
            if state.at not in ends or best[state][0] < best[ends[state.at]][0]:
                ends[state.at] = state
        for move in moves:
            target = move.to[0]
            there = held.get(target)
            if there is None:
                held[target] = (least + 1, packed)
                best[target] = (steps, state, move.answer.id)
                continue
            held[target] = _both(least + 1, packed, *there, width)
            if steps < best[target][0]:
                best[target] = (steps, state, move.answer.id)
    return PathCounts(combinations, lengths, {id: _way(best, end) for id, end in ends.items()})


def _combinations(space: StateSpace, starts: dict[State, int]) -> int:
    ways = dict(starts)
    found = 0
    for state in space.states:
        here = ways.pop(state)
        moves = space.moves(state)
        if not moves:
            found += here
        for move in moves:
            target = move.to[0]
            ways[target] = ways.get(target, 0) + here
    return found


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


def _way(best: dict[State, tuple[int, State | None, str]], end: State) -> dict[str, str]:
    way = []
    _, before, answer = best[end]
    while before is not None:
        way.append((before.at, answer))
        _, before, answer = best[before]
    return dict(reversed(way))


def median(lengths: Counter[int]) -> int:
    """The length that half of all combinations do not exceed."""
    total, seen = lengths.total(), 0
    for length in sorted(lengths):
        seen += lengths[length]
        if 2 * seen >= total:
            return length
    return 0
