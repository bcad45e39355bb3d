"""In how many combinations of answers readers meet each text of the guide."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from decision_tree.model import Tree
from decision_tree.states import StateSpace
from decision_tree.words import WORDS
from site_builder.guide import OUTCOME_PARTS, PAGE_WORDS, LocalizedText, inline
from site_builder.locales import Lexicon
from site_builder.tree.counting import count_passing
from site_builder.tree.tables import reached_rows


def count_exposure(tree: Tree, lexicon: Lexicon) -> dict[str, int]:
    """Context -> combinations of settings and answers on whose way the text is shown; others are on none.

    `tree` is compiled of the lexicon's guide, which must hold marked texts (`LocalizedText`). A text is
    shown with a question or an outcome, on its own or as the name of something that a text there mentions.
    """
    lexicon.used_texts.clear()
    places: dict[str, set[str]] = {}
    rows = reached_rows(tree)
    for choice in tree.questions:
        for context in _contexts(lexicon, choice):
            places.setdefault(context, set()).add(choice.id)
    for outcome in tree.outcomes:
        shown: list[Any] = [outcome]
        for table in tree.outcome_tables(outcome):
            met = rows[outcome.id][table.id] if outcome.id in rows else ()
            shown += [table.name, table.columns, *(row for row in table.rows if row.id in met), table.notes]
        for context in _contexts(lexicon, shown):
            places.setdefault(context, set()).add(outcome.id)
    count = WayCounter(tree)
    found = {context: count.meeting(frozenset(ids)) for context, ids in places.items()}
    for key in (*PAGE_WORDS, *WORDS, *(f"part-{part}" for part in OUTCOME_PARTS)):
        found[f"interface.words.{key}"] = count.all
    for setting in tree.settings:
        found |= dict.fromkeys(_contexts(lexicon, setting), count.all)
    return found


def _contexts(lexicon: Lexicon, shown: Any) -> Iterator[str]:
    """The contexts of all texts in a piece of the compiled tree, and of the names that they mention."""
    for text in _texts(shown):
        if isinstance(text, LocalizedText):
            yield text.context
        for reference in inline.references(text):
            if reference.kind and reference.kind != "field":
                lexicon.used_texts.clear()
                lexicon.name(reference)
                yield from lexicon.used_texts


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from _texts(getattr(value, field.name))
    elif isinstance(value, Mapping):
        yield from _texts(tuple(value.values()))
    elif isinstance(value, Iterable):
        for item in value:
            yield from _texts(item)


class WayCounter:
    """Counts combinations of answers over the states of a tree, not over its paths."""

    def __init__(self, tree: Tree) -> None:
        space = StateSpace(tree)
        last_first = space.states[::-1]
        index = {state: number for number, state in enumerate(last_first)}
        self._plan = [
            (state.at, [(index[to], move.ways) for move in space.moves(state) for to in move.to])
            for state in last_first
        ]
        self._starts = [(index[state], count) for state, count in space.starts().items()]
        self._outcomes = {outcome.id for outcome in tree.outcomes}
        self.all = self._from_starts(self._ways(frozenset()))
        self._passing = count_passing(space)
        self._known: dict[frozenset[str], int] = {}

    def meeting(self, ids: frozenset[str]) -> int:
        """The combinations that meet any of these questions and outcomes.

        No way meets an id twice, nor two outcomes; otherwise it is all, less those that avoid them.
        """
        if len(ids) == 1 or ids <= self._outcomes:
            return sum(self._passing.get(id, 0) for id in ids)
        if ids not in self._known:
            self._known[ids] = self.all - self._from_starts(self._ways(ids))
        return self._known[ids]

    def _ways(self, avoided: frozenset[str]) -> list[int]:
        """For each state the combinations of answers from there to an outcome that avoid those ids."""
        ways: list[int] = []
        for at, leads_to in self._plan:
            if at in avoided:
                ways.append(0)
            else:
                ways.append(sum([ways[to] * answers for to, answers in leads_to]) if leads_to else 1)
        return ways

    def _from_starts(self, ways: list[int]) -> int:
        return sum(ways[start] * count for start, count in self._starts)
