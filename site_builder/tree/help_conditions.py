"""Conditions of a question's help: they may ask only about what is answered on every way to the question."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set

from decision_tree.conditions import each_test, names_in
from decision_tree.model import Tree
from decision_tree.progress import routing_space
from decision_tree.states import StateSpace
from site_builder.guide import Concluded, Content
from site_builder.guide import model as g
from site_builder.problems import Problem
from site_builder.tree.conditions import place_of
from site_builder.tree.never import Ways, YamlPath, never_holding_items


def help_problems(content: Content, tree: Tree) -> Iterator[Problem]:
    """Help under a condition that is not decided when it is read, or that no way to the question meets."""
    questions = content.guide.tree.questions
    document = content.documents["tree"]
    asking = {i: list(_tests(("questions", i, "help"), one.help)) for i, one in enumerate(questions)}
    if not any(names_in(item.when) for one in questions for item in _each(one.help)):
        return
    order = _Order(tree)
    ways = Ways(tree)
    for i, tests in asking.items():
        question = questions[i]
        known = order.known.get(question.id, frozenset())
        unknown = [(path, item, name) for path, item, name in tests if name not in known]
        for path, item, name in unknown:
            message = (
                f'the help "{item.id}" depends on "{name}", {order.missing(question.id, name)}; '
                f'known at "{question.id}": {", ".join(order.in_order(known)) or "nothing"}'
            )
            yield document.problem((*path, "when", *place_of(item.when, name)), message)
        asked = [test for item in _each(question.help) for test in each_test(item.when)]
        if asked and not unknown:
            facts = ways.at([question.id], asked)
            where = f'at the question "{question.id}"'
            if facts:
                yield from never_holding_items(
                    document, ("questions", i, "help"), question.help, facts, where
                )


def _tests(path: YamlPath, items: Iterable[g.Item]) -> Iterator[tuple[YamlPath, g.Item, str]]:
    """What the conditions of items and points ask about, with the item and its path.

    Conclusions are left out: that they are decided is proved wherever they are asked for.
    """
    for index, item in enumerate(items):
        here = (*path, index)
        for name in sorted(names_in(tuple(one for one in item.when if not isinstance(one, Concluded)))):
            yield here, item, name
        yield from _tests((*here, "points"), item.points)


def _each(items: Iterable[g.Item]) -> Iterator[g.Item]:
    for item in items:
        yield item
        yield from _each(item.points)


class _Order:
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

    def missing(self, at: str, name: str) -> str:
        """Why the answer to `name` is not known at a question, as a relative clause."""
        if name == at:
            return "which is being asked"
        if name in self.before.get(at, ()):
            return "which not every way there asks before"
        if at in self.before.get(name, ()):
            return "which is asked later"
        return "which no way there asks before"

    def in_order(self, names: Set[str]) -> list[str]:
        """The names in the order of the tree's settings and questions."""
        ids = [*(one.id for one in self.tree.settings), *(one.id for one in self.tree.questions)]
        return [id for id in ids if id in names]
