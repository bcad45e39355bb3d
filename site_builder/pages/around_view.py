"""What templates of the pages around the tree may ask besides: matrices, ways, cross references, snippets."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

from babel.numbers import format_percent
from markupsafe import Markup

from decision_tree.conditions import AnyOf, Condition, names_in
from decision_tree.periods import PERIOD
from site_builder.guide import model as g
from site_builder.pages.html import snippets
from site_builder.pages.page_view import PageView
from site_builder.pages.response_matrix import ResponseMatrix, response_matrix
from site_builder.pages.ways import Drawing, Way, draw_ways, find_ways


class AroundView(PageView):
    """What the template of a page around the tree may ask."""

    def percent(self, share: float) -> str:
        """A share of one as a percentage, as the locale writes it; rounded down, so that 100 % means all."""
        return str(format_percent(math.floor(share * 1000) / 1000, "0.#%", locale=self.locale.babel))

    def values(self, condition: Condition, name: str) -> str:
        """What a condition asks of one question or setting, in words; a dash where it asks nothing."""
        return self.lexicon.values(condition, name) or "–"

    @property
    def matrix(self) -> ResponseMatrix:
        """The response table as a matrix."""
        return response_matrix(self.guide.response_times, self.lexicon.choices)

    def cited_row(self, table: g.Table, row: g.TableRow) -> g.Cited:
        """What a row's facts are of: itself, or its table."""
        return row if row.source or row.derived else table

    def asked(self, table: g.Table, row: g.TableRow, name: str) -> str:
        """What a row asks of one input, in words; "" where it asks nothing of it.

        The row behind the others that asks nothing at all is, where the first counts, for the other cases.
        """
        rest = table.hit_policy == "first" and not row.when and row is not table.rows[0]
        if rest and name == table.inputs[0]:
            return self.word("other-requests")
        return self.lexicon.values(row.when, name, headed=True)

    @property
    def table_pieces(self) -> list[g.Cited]:
        """The citable pieces of the tables that have a name."""
        return [
            piece
            for table in self.guide.tables.tables
            if table.name
            for piece in (table, *table.rows, *table.notes)
        ]

    def alternatives(self, condition: Condition) -> Condition:
        """What a condition asks beside its tests of single questions: alternatives, and days."""
        return tuple(one for one in condition if isinstance(one, AnyOf) or names_in((one,)) == {PERIOD})

    def label_of(self, choice: str, answer: str) -> Markup:
        """The label of an answer."""
        return self.writer.unlinked(
            next(one.label for one in self.lexicon.choices[choice].answers if one.id == answer)
        )

    @property
    def request_ways(self) -> tuple[Way, ...]:
        """The ways to a request, over portals."""
        return find_ways(self.guide)

    def drawing(self, ways: tuple[Way, ...]) -> Drawing | None:
        """The drawing of some ways."""
        plain = self.lexicon.plain
        names = {portal.id: plain(portal.name) for portal in self.guide.facts.portals}
        tasks = {task.id: plain(task.name) for task in self.guide.facts.tasks} | {"": ""}
        you = self.word("way-you").striptags()
        return draw_ways(ways, names, tasks, you, mirrored=self.locale.direction == "rtl")

    def outcomes_with(self, kind: str, id: str) -> list[g.Outcome]:
        """The outcomes that name a procedure, FAQ entry or open point."""

        def names(outcome: g.Outcome) -> tuple[str, ...]:
            if kind == "procedure":
                return (*outcome.route, *outcome.procedures)
            return outcome.faq if kind == "faq" else outcome.open_points

        return [outcome for outcome in self.guide.outcomes.outcomes if id in names(outcome)]

    def named(self, kind: str, ids: Iterable[str]) -> Markup:
        """The names of some facts as a list."""
        return self.listed([self.writer.unlinked(f"{{{kind}:{id}}}") for id in ids])

    def procedures_for(self, kind: str) -> list[g.Procedure]:
        """The procedures that are for something of a kind."""
        return [procedure for procedure in self.guide.procedures if procedure.names(kind)]

    def links(self, kind: str, items: Iterable[Any]) -> Markup:
        """Links to parts of the guide as a list."""
        return self.listed([self.link(kind, item.id) for item in items])

    def snippet(self, way: str) -> str:
        """What to paste into another page to embed the guide: by its "element", or by a "frame"."""
        site = self.edition.address or "https://guide.example.org/"
        title = {one.id: title for one, title in self.edition.published}.get(self.locale.id, "")
        return snippets(site, self.locale.id, title)[way]
