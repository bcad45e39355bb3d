"""A Mermaid flowchart -> the decision tree that it draws: nodes with arrows out are questions.

Arrows are answers. A chart that `mermaid` wrote has all ids; for others they are made of words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise
from pathlib import Path

from decision_tree.conditions import Condition, each_test
from decision_tree.faults import is_date
from decision_tree.model import Answer, Case, Outcome, Question, Setting, Tree
from decision_tree.periods import PERIOD
from site_builder.guide import ID, find_periods, inline, is_taken, within
from site_builder.map.condition_text import read_condition
from site_builder.map.labels import Piece, guide_text, read_label
from site_builder.map.mermaid import MARK, RESERVED
from site_builder.map.mermaid_lines import Arrow, Flowchart, Node, read_flowchart
from site_builder.problems import did_you_mean

MOST_OF_SLUG, MOST_OF_ID = 40, 80
"""Characters of an id that is made of words, and of any."""


def read_mermaid(path: Path) -> Tree:
    """The tree that a file draws, with ids, plain texts and routing, and nothing else of a guide.

    Raises ContentError, BuildError.
    """
    return _Reader(read_flowchart(path)).tree()


@dataclass
class _Draft:
    """A question while its arrows are read: its answers by id, and its own cases if it takes several."""

    text: str
    line: int
    several: bool = False
    answers: dict[str, Answer] = field(default_factory=dict)
    days: dict[str, tuple[str, str]] = field(default_factory=dict)
    places: dict[str, int] = field(default_factory=dict)
    cases: list[Case] = field(default_factory=list)


class _Reader:
    def __init__(self, chart: Flowchart) -> None:
        self.chart = chart
        self.ids = _make_ids(chart.nodes.values())
        asked = {arrow.source for arrow in chart.arrows}
        self.questions = {
            self.ids[name]: self._question(node) for name, node in chart.nodes.items() if name in asked
        }
        self.outcomes = {self.ids[name]: node for name, node in chart.nodes.items() if name not in asked}
        self.days: dict[str, tuple[str, str]] = {}

    def tree(self) -> Tree:
        if not self.chart.arrows:
            raise self.chart.fault(0, "there is no arrow in this flowchart, so nothing is asked")
        self._refuse_circles()
        first = self._first()
        outcomes = {id: self._outcome(id, node) for id, node in self.outcomes.items()}
        for arrow in self.chart.arrows:
            self._add(arrow)
        for arrow in self.chart.arrows:
            self._check_conditions(arrow)
        dated = [
            *self.days.values(),
            *(days for one in self.questions.values() for days in one.days.values()),
        ]
        periods = find_periods(dated)
        settings = (
            (Setting(PERIOD, "Date", periods[-1], tuple(Answer(id, id) for id in periods)),)
            if periods
            else ()
        )
        return Tree(
            locale="", direction="ltr", version="", title=self.chart.title or self.questions[first].text,
            first=first, settings=settings,
            questions=tuple(self._made(id, draft, periods) for id, draft in self._in_order(first)),
            outcomes=tuple(replace(o, when=within(self.days[id], periods)) for id, o in outcomes.items()),
        )  # fmt: skip

    def _in_order(self, first: str) -> list[tuple[str, _Draft]]:
        return sorted(self.questions.items(), key=lambda one: one[0] != first)

    def _made(self, id: str, draft: _Draft, periods: Iterable[str]) -> Question:
        known = tuple(periods)
        answers = tuple(
            replace(answer, when=within(draft.days.get(answer.id, ("", "")), known))
            for answer in sorted(draft.answers.values(), key=lambda one: draft.places.get(one.id, 0))
        )
        return Question(id, draft.text, id, answers, several=draft.several, cases=tuple(draft.cases))

    # nodes
    def _pieces(self, label: str, line: int, column: int = 0) -> list[Piece]:
        try:
            pieces = read_label(label)
        except ValueError as error:
            raise self.chart.fault(line, str(error), column) from None
        for piece in pieces:
            if fault := next(iter(inline.find_faults(guide_text(piece.text or "-"))), ""):
                message = f'a guide cannot have this label: {fault.partition(";")[0]}: "{piece.text[:40]}"'
                raise self.chart.fault(line, message, column)
            if (id := piece.notes.get("id")) is not None and not (ID.match(id) and len(id) <= MOST_OF_ID):
                message = f'expected an id such as [id yes], found "{id[:40]}"'
                raise self.chart.fault(line, message, column)
        return pieces

    def _question(self, node: Node) -> _Draft:
        pieces = self._pieces(node.label or node.name, node.line)
        draft = _Draft(pieces[0].text or node.name, node.line, "several" in pieces[0].notes)
        for piece in pieces[1:] if draft.several else ():
            id = self._answer_id(draft, piece)
            draft.answers[id] = Answer(id, piece.text or id, alone="alone" in piece.notes)
        return draft

    def _outcome(self, id: str, node: Node) -> Outcome:
        piece = self._pieces(node.label or node.name, node.line)[0]
        self.days[id] = self._days(piece, node.line)
        return Outcome(id, "", piece.text or node.name, "", "", "", ())

    def _first(self) -> str:
        """The question that nothing leads to."""
        led_to = {arrow.target for arrow in self.chart.arrows}
        starts = [node for name, node in self.chart.nodes.items() if name not in led_to]
        if len(starts) > 1:
            names = ", ".join(f'"{node.name}"' for node in starts[:4])
            message = f"a guide has one first question, and no arrow leads to any of {names}"
            raise self.chart.fault(starts[1].line, message)
        return self.ids[starts[0].name]

    def _refuse_circles(self) -> None:
        leads_to: dict[str, list[str]] = {name: [] for name in self.chart.nodes}
        for arrow in self.chart.arrows:
            leads_to[arrow.source].append(arrow.target)
        try:
            TopologicalSorter(leads_to).prepare()
        except CycleError as error:
            circle = list(error.args[1])[::-1]
            pairs = set(pairwise(circle))
            line = max(one.line for one in self.chart.arrows if (one.source, one.target) in pairs)
            message = f"these arrows lead round in a circle: {' -> '.join(circle)}; every way must end"
            raise self.chart.fault(line, message) from None

    # arrows
    def _add(self, arrow: Arrow) -> None:
        """The answers of an arrow, with where they lead."""
        draft, to = self.questions[self.ids[arrow.source]], self.ids[arrow.target]
        pieces = self._pieces(arrow.label or "", arrow.line, arrow.column)
        when = next((self._when(arrow, one.notes["when"]) for one in pieces if "when" in one.notes), ())
        if draft.several:
            draft.cases.append(Case(to, when))
            return
        answering = [one for one in pieces if one.text or "id" in one.notes]
        if not answering:
            message = (
                f'the arrow from "{arrow.source}" to "{arrow.target}" has no label: write the answer on it'
            )
            raise self.chart.fault(arrow.line, message, arrow.column)
        for piece in answering:
            id = self._answer_id(draft, piece)
            before = draft.answers.get(id) or Answer(id, piece.text or id, unsure="unsure" in piece.notes)
            if before.cases and not (when and all(case.when for case in before.cases)):
                message = (
                    f'the answer "{before.label}" leads to two places; say when to which, as [when x = y]'
                )
                raise self.chart.fault(arrow.line, message, arrow.column)
            draft.answers[id] = replace(before, cases=(*before.cases, Case(to, when)))
            draft.days[id] = self._days(piece, arrow.line)
            if (place := piece.notes.get("place", "")).isdecimal():
                draft.places[id] = int(place[:9])

    def _answer_id(self, draft: _Draft, piece: Piece) -> str:
        """The id that a piece says, or one made of its words: the same words are the same answer."""
        if id := piece.notes.get("id"):
            return id
        for answer in draft.answers.values():
            if answer.label == piece.text:
                return answer.id
        return _free(_slug(piece.text) or f"answer-{len(draft.answers) + 1}", draft.answers)

    def _when(self, arrow: Arrow, text: str) -> Condition:
        try:
            return read_condition(text)
        except ValueError as error:
            message = f"the condition [when {text[:60]}] cannot be read: {error}"
            raise self.chart.fault(arrow.line, message, arrow.column) from None

    def _check_conditions(self, arrow: Arrow) -> None:
        """That the conditions of an arrow ask for questions and answers that there are."""
        for piece in self._pieces(arrow.label or "", arrow.line, arrow.column):
            for test in each_test(self._when(arrow, piece.notes["when"]) if "when" in piece.notes else ()):
                draft = self.questions.get(test.name)
                if draft is None:
                    hint = did_you_mean(test.name, self.questions)
                    raise self.chart.fault(
                        arrow.line, f'there is no question "{test.name}"{hint}', arrow.column
                    )
                for value in test.values:
                    if value not in draft.answers:
                        hint = did_you_mean(value, draft.answers)
                        message = f'"{test.name}" has no answer "{value}"{hint}'
                        raise self.chart.fault(arrow.line, message, arrow.column)

    def _days(self, piece: Piece, line: int) -> tuple[str, str]:
        for day in (piece.notes.get("from"), piece.notes.get("until")):
            if day and not is_date(day):
                raise self.chart.fault(line, f'expected a date such as 2027-01-01, found "{day[:40]}"')
        return piece.notes.get("from", ""), piece.notes.get("until", "")


def _make_ids(nodes: Iterable[Node]) -> dict[str, str]:
    """An id of a guide for the name of each node: the same, where it can be one."""
    found: dict[str, str] = {}
    for node in nodes:
        bare = node.name.removesuffix(MARK)
        same = bare if bare in RESERVED else node.name
        id = same if ID.match(same) and len(same) <= MOST_OF_ID else _slug(node.name) or "step"
        found[node.name] = _free(f"step-{id}" if is_taken(id) else id, found.values())
    return found


def _slug(words: str) -> str:
    """An id made of words: their letters without accents and digits."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain)[:MOST_OF_SLUG].strip("-")


def _free(id: str, taken: Collection[str]) -> str:
    """The id, with a number behind it where it is taken."""
    return id if id not in taken else next(one for one in _numbered(id) if one not in taken)


def _numbered(id: str) -> Iterator[str]:
    number = 2
    while True:
        yield f"{id}-{number}"
        number += 1
