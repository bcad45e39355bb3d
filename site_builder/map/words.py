"""The words of the map in one locale: what nodes are called, and which answers lead along an edge."""

from __future__ import annotations

from dataclasses import dataclass

from decision_tree.conditions import Condition, Test, names_in
from decision_tree.periods import PERIOD
from site_builder.guide import Question
from site_builder.locales import Lexicon
from site_builder.map.graph import Edge, Graph

MOST_LABELS = 4
"""Answers that the picture lists of an edge; the others are counted there."""


@dataclass(frozen=True)
class EdgeWords:
    """Which answers lead along an edge: `answers` in few words, `all_answers`, and `conditions`, "" where
    they do so whatever was answered before."""

    answers: str
    all_answers: str
    conditions: str = ""

    @property
    def whole(self) -> str:
        """All of it in one line."""
        return f"{self.all_answers} ({self.conditions})" if self.conditions else self.all_answers


class MapWords:
    """Plain texts of the map. The texts that it uses are noted by the lexicon."""

    def __init__(self, lexicon: Lexicon, graph: Graph) -> None:
        self.lexicon = lexicon
        self.graph = graph
        guide = lexicon.guide
        self._questions = {question.id: question for question in guide.tree.questions}
        self._outcomes = {outcome.id: outcome for outcome in guide.outcomes.outcomes}

    def title(self, id: str) -> str:
        """The question, or the outcome's title."""
        question = self._questions.get(id)
        return self.lexicon.plain(question.question if question else self._outcomes[id].title)

    def tag(self, id: str) -> str:
        """What stands above the title: a question's short name, or that it is an outcome, and of which
        kind."""
        word = self.lexicon.word
        if question := self._questions.get(id):
            name = self.lexicon.plain(question.name)
            return f"{word('map-start')} · {name}" if id == self.graph.first else name
        kind = self._outcomes[id].kind
        named = self.lexicon.plain(f"{{outcome-kind:{kind}}}") if kind else ""
        return " · ".join(filter(None, (word("map-outcome"), named)))

    def edge(self, edge: Edge) -> EdgeWords:
        """The answers of an edge, which are the same on all of its routes, and when they lead along it."""
        question = self._questions[edge.source]
        if question.several:
            return self._of_several(question, edge.routes[0].when)
        ids = dict.fromkeys(id for route in edge.routes for id in route.answers)
        ordered = [answer.id for answer in question.answers if answer.id in ids]
        said = self._conditions([route.when for route in edge.routes])
        return EdgeWords(
            self._labels(edge.source, ordered, MOST_LABELS), self._labels(edge.source, ordered), said
        )

    def _labels(self, source: str, ids: list[str], most: int | None = None) -> str:
        if most is None:
            question = self._questions[source]
            texts = [answer.label for answer in question.answers if answer.id in ids]
        else:
            texts = self.lexicon.answer_texts(source, ids)
        words = [self.lexicon.plain(text) for text in texts[:most]]
        if most is not None and len(texts) > most:
            words.append(self.lexicon.word("and-more", count=len(texts) - most))
        return self.lexicon.either(words)

    def _conditions(self, conditions: list[Condition]) -> str:
        """On which days answers are offered, and which of some conditions must hold."""
        days = [clause for clause in conditions[0] if names_in((clause,)) == {PERIOD}]
        asked = [tuple(clause for clause in when if clause not in days) for when in conditions]
        words = dict.fromkeys(self.lexicon.condition(when) for when in asked if when)
        joined = self.lexicon.either(list(words))
        only = self.lexicon.word("only-if", condition=joined) if joined else ""
        return " · ".join(filter(None, (self.lexicon.condition(tuple(days)), only)))

    def _of_several(self, question: Question, when: Condition) -> EdgeWords:
        """The selections of an edge with that condition, and what else it asks."""
        own = tuple(one for one in when if isinstance(one, Test) and one.name == question.id)
        chosen = self.lexicon.values(own, question.id) if own else self.lexicon.word("map-any")
        return EdgeWords(chosen, chosen, self._conditions([tuple(one for one in when if one not in own)]))
