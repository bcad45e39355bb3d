"""The cards of a picture before they are laid out: sizes, lines of text, and where edges leave them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from babel.numbers import format_decimal

from site_builder.map.clusters import Part
from site_builder.map.facts import MapFacts
from site_builder.map.graph import split_by_answers
from site_builder.map.text_size import wrap
from site_builder.map.words import EdgeWords, MapWords

WIDTH = 256
"""Of every card, in pixels, as all lengths here."""
MARGIN = 14
TAG, TITLE, ROW, CONDITION = 11.5, 14.5, 13.0, 12.0
"""Sizes of letters."""
BOLD = 1.07
"""How much wider bold letters are."""
RIGHT_TO_LEFT = 1.18
"""How much wider the fonts of Arabic and Hebrew are, in all letters."""
TAG_LINE, TITLE_LINE, ROW_LINE, CONDITION_LINE = 17, 20, 18, 16
TOP, GAP, ROW_GAP = 10, 8, 12
MOST_BESIDE = 12
"""Parts that stand beside the question that leads to them; more are links in its rows."""
ROUND = 24
"""The radius of an outcome's ends."""


@dataclass(frozen=True)
class Row:
    """Answers on a card, and the index of the edge that leaves beside them. `opens` is the part whose picture
    the row opens in place of an edge, or ""; `whole` is "" where no words are left out."""

    edge: int
    top: int
    height: int
    lines: list[str]
    small: list[str]
    whole: str
    opens: str = ""


@dataclass(frozen=True)
class Link:
    """A line to another card: its id, how far down the line leaves, and the edges that it stands for."""

    to: str
    top: int
    edges: tuple[int, ...]


@dataclass(frozen=True)
class Card:
    """A card: `kind` is question, outcome, part (which has a picture of its own) or elsewhere (a node of
    another picture)."""

    id: str
    kind: str
    height: int
    tag: list[str]
    title: list[str]
    about: list[str]
    rows: list[Row]
    links: list[Link]


def make_cards(part: Part, facts: MapFacts, words: MapWords) -> list[Card]:
    """The cards of the picture of a part."""
    return _Picture(part, facts, words).cards()


class _Picture:
    def __init__(self, part: Part, facts: MapFacts, words: MapWords) -> None:
        self.part, self.facts, self.words = part, facts, words
        self.graph = facts.graph
        wide = words.lexicon.locale.direction == "rtl"
        self.room = (WIDTH - 2 * MARGIN) / (RIGHT_TO_LEFT if wide else 1)
        self.parts = {one.root: one for one in facts.parts}
        self.owner = dict(self._owners())
        self.listed = set(self._listed())

    def cards(self) -> list[Card]:
        cards = [
            self._part_card(id) if id in self.part.parts else self._node_card(id)
            for id in self.part.nodes
            if id not in self.listed
        ]
        inside = {card.id for card in cards}
        elsewhere = dict.fromkeys(link.to for card in cards for link in card.links if link.to not in inside)
        return [*cards, *map(self._elsewhere_card, elsewhere)]

    def _owners(self) -> Iterator[tuple[str, str]]:
        """Each node of the part with the card that shows it: its own, or that of an inner part."""
        for id in self.part.nodes:
            yield id, id
            for node in self._inside(id) if id in self.part.parts else ():
                yield node, id

    def _inside(self, root: str) -> Iterator[str]:
        part = self.parts[root]
        yield from part.nodes
        for id in part.parts:
            yield from self._inside(id)

    def _listed(self) -> Iterator[str]:
        """The parts that are links in the rows of the only card that leads to them: it leads to many."""
        sources: dict[str, set[str]] = {id: set() for id in self.part.parts}
        for id in self.part.parts:
            for index in self.graph.into[id]:
                sources[id].add(self.graph.edges[index].source)
        for id in self.part.nodes:
            led_to = [one for one, found in sources.items() if found == {id}]
            if id not in self.part.parts and len(led_to) > MOST_BESIDE:
                yield from led_to

    def _owner(self, id: str) -> str:
        return self.owner.get(id, id)

    def _head(self, tag: str, title: str, most: int = 4) -> tuple[list[str], list[str], int]:
        tags = wrap(tag, TAG, self.room, 1)
        titles = wrap(title, TITLE * BOLD, self.room, most)
        return tags, titles, TOP + TAG_LINE * len(tags) + TITLE_LINE * len(titles)

    def _node_card(self, id: str) -> Card:
        tag, title, top = self._head(self.words.tag(id), self.words.title(id))
        rows: list[Row] = []
        top += GAP
        for index in self.graph.out[id]:
            for edge in split_by_answers(self.graph.edges[index]):
                row = self._row(index, top, self.words.edge(edge), edge.target)
                rows.append(row)
                top += row.height
        links = [
            Link(self._owner(self.graph.edges[row.edge].target), row.top + row.height // 2, (row.edge,))
            for row in rows
            if not row.opens
        ]
        kind = "question" if rows else "outcome"
        return Card(id, kind, top if rows else top + 4, tag, title, [], rows, links)

    def _row(self, index: int, top: int, said: EdgeWords, target: str) -> Row:
        lines = wrap(said.answers, ROW, self.room, 2)
        small = wrap(said.conditions, CONDITION, self.room, 2)
        whole = (
            "" if [" ".join(lines), " ".join(small)] == [said.all_answers, said.conditions] else said.whole
        )
        opens = target if target in self.listed else ""
        if opens:
            small += wrap(self._size(opens), CONDITION, self.room, 1)
        height = ROW_GAP + ROW_LINE * len(lines) + CONDITION_LINE * len(small)
        return Row(index, top, height, lines, small, whole, opens)

    def _part_card(self, id: str) -> Card:
        tag, title, top = self._head(self.words.lexicon.word("map-part"), self.words.title(id), 3)
        about = wrap(self._size(id), ROW, self.room, 2)
        height = top + ROW_LINE * len(about) + GAP + 4
        found: dict[str, list[int]] = {}
        for node in dict.fromkeys(self._inside(id)):
            for index in self.graph.out[node]:
                to = self._owner(self.graph.edges[index].target)
                if to != id:
                    found.setdefault(to, []).append(index)
        links = [Link(to, height // 2, tuple(edges)) for to, edges in found.items()]
        return Card(id, "part", height, tag, title, about, [], links)

    def _size(self, id: str) -> str:
        """How large a part is, in words."""
        lexicon = self.words.lexicon
        questions, outcomes = (format_decimal(n, locale=lexicon.locale.babel) for n in self.parts[id].size)
        return lexicon.word("map-size", questions=questions, outcomes=outcomes)

    def _elsewhere_card(self, id: str) -> Card:
        tag, title, top = self._head(self.words.lexicon.word("map-elsewhere"), self.words.title(id), 2)
        return Card(id, "elsewhere", top + GAP, tag, title, [], [], [])
