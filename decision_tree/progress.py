"""Progress: how many questions a reader has before them, and which may still be asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property

from decision_tree.model import Tree
from decision_tree.states import State, StateSpace


def routing_space(tree: Tree) -> StateSpace:
    """The states of a tree as far as answers decide where it leads, and not what its outcomes show.

    There are far fewer of them.
    """
    bare = (
        replace(outcome, parts=(), fields=(), portals=(), response="", tables=()) for outcome in tree.outcomes
    )
    return StateSpace(replace(tree, outcomes=tuple(bare)))


class Progress:
    """What lies ahead in the states of a proved tree, computed once for all of them.

    Everything raises StateLimitError.
    """

    def __init__(self, space: StateSpace) -> None:
        self.space = space
        self._routes = routing_space(space.tree)

    def questions_left(self, at: str, facts: Mapping[str, str]) -> tuple[int, int]:
        """The fewest and the most questions still to answer, that at `at` included; (0, 0) at an outcome."""
        return self._left[self._routes.state(at, facts)]

    @property
    def longest(self) -> int:
        """The most questions of any way."""
        return max(self._left[state][1] for state in self._routes.starts())

    def questions_ahead(self, at: str, facts: Mapping[str, str]) -> frozenset[str]:
        """The ids of all questions that may still be asked, that at `at` included."""
        return self._ahead[self._routes.state(at, facts)]

    @cached_property
    def _left(self) -> dict[State, tuple[int, int]]:
        left: dict[State, tuple[int, int]] = {}
        for state in reversed(self._routes.states):
            below = [left[target] for move in self._routes.moves(state) for target in move.to]
            left[state] = (
                (1 + min(few for few, _ in below), 1 + max(many for _, many in below)) if below else (0, 0)
            )
        return left

    @cached_property
    def _ahead(self) -> dict[State, frozenset[str]]:
        ahead: dict[State, frozenset[str]] = {}
        for state in reversed(self._routes.states):
            below = [ahead[target] for move in self._routes.moves(state) for target in move.to]
            ahead[state] = frozenset({state.at}).union(*below) if below else frozenset()
        return ahead
