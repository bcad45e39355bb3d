"""The order of asking: what is answered when a question is asked."""

from __future__ import annotations

from collections.abc import Set

from decision_tree.model import Tree
from decision_tree.progress import routing_space
from decision_tree.states import StateSpace


class AskingOrder:
    """The order of asking. `known` has for each question what is answered on every way to it."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.known: dict[str, frozenset[str]] = {}
        self.before: dict[str, set[str]] = {}
        self._follow(routing_space(tree))

    def _follow(self, space: StateSpace) -> None:
        settings = frozenset(setting.id for setting in self.tree.settings)
        on_every = dict.fromkeys(space.starts(), settings)
        for state in space.states:
            at, known = state.at, on_every[state]
            self.known[at] = self.known.get(at, known) & known
            for target in (target for move in space.moves(state) for target in move.to):
                on_every[target] = on_every.get(target, known | {at}) & (known | {at})
                self.before.setdefault(target.at, set()).update(self.before.get(at, ()), {at})

    def is_before(self, name: str, at: str) -> bool:
        """Whether a question or setting is answered before that question wherever both are."""
        if any(setting.id == name for setting in self.tree.settings):
            return True
        return name in self.before.get(at, ()) and at not in self.before.get(name, ())

    def missing(self, at: str, name: str) -> str:
        """Why the answer to `name` is not known at a question, as a relative clause."""
        if name == at:
            return "which is being asked"
        if name in self.before.get(at, ()) and at in self.before.get(name, ()):
            return "which some ways ask only later"
        if name in self.before.get(at, ()):
            return "which not every way there asks before"
        if at in self.before.get(name, ()):
            return "which is asked later"
        return "which no way there asks before"

    def in_order(self, names: Set[str]) -> list[str]:
        """The names in the order of the tree's settings and questions."""
        ids = [*(one.id for one in self.tree.settings), *(one.id for one in self.tree.questions)]
        return [id for id in ids if id in names]
