"""Citations: the sources behind a piece of the guide, and the facts that nothing cites."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, is_dataclass
from functools import cache
from typing import Any

from site_builder.guide import (
    FACT,
    SINCE,
    Content,
    Format,
    ListFormat,
    ObjectFormat,
    ScalarFormat,
    StringFormat,
    format_of,
)
from site_builder.guide import model as g
from site_builder.problems import Problem


@dataclass(frozen=True, slots=True)
class Place:
    """A section of a source document that facts were taken from."""

    document: g.SourceDocument
    section: g.Section

    @property
    def anchor(self) -> str:
        """The section's anchor on the page about the guide."""
        return f"{self.document.id}-{self.section.id}"


class Citations:
    """Looks up the sections behind the facts that a piece of the guide cites."""

    def __init__(self, guide: g.Guide) -> None:
        self.guide = guide
        self._places = {
            fact: Place(document, section)
            for document in guide.sources.documents
            for section in document.sections
            for fact in section.facts
        }
        self._order = {place.anchor: index for index, place in enumerate(self.all_places())}

    def places(self, facts: Iterable[str]) -> list[Place]:
        """The sections that state these facts, each once, in the order of the sources."""
        found = {place.anchor: place for fact in facts if (place := self._places.get(fact))}
        return sorted(found.values(), key=lambda place: self._order[place.anchor])

    def all_places(self) -> list[Place]:
        """Every section that states some fact, each once, in the order of the sources."""
        return list({place.anchor: place for place in self._places.values()}.values())

    def is_context(self, cited: g.Cited) -> bool:
        """Whether a piece rests on context documents alone, and not on the guide's own source."""
        places = self.places(cited.source)
        return bool(places) and all(place.document.kind == "context" for place in places)

    def context_date(self, cited: g.Cited) -> str | None:
        """The newest date of the context documents behind a piece, as an ISO date."""
        return max((p.document.date for p in self.places(cited.source) if p.document.date), default=None)


def outcome_pieces(guide: g.Guide, outcome: g.Outcome) -> dict[str, g.Cited]:
    """Every citable piece of an outcome by the key that the engine and the page use for it."""
    procedures = {procedure.id: procedure for procedure in guide.procedures}
    warnings = {warning.id: warning for warning in guide.outcomes.warnings}
    forms = {form.id: form for form in guide.outcomes.forms}
    points = {point.id: point for point in guide.open_points.points}
    pieces: dict[str, g.Cited] = {"": outcome}
    for id in outcome.route:
        pieces |= _keyed(f"route/{id}.", procedures[id].steps, points)
    response = () if isinstance(outcome.response, str) else outcome.response
    own = (
        ("route", outcome.steps), ("who", outcome.who), ("response", response),
        ("cost", outcome.cost), ("follow-up", outcome.follow_up),
    )  # fmt: skip
    for part, items in own:
        assert not isinstance(items, str)  # a table's id was replaced above
        pieces |= _keyed(f"{part}/", items, points)
    pieces |= {f"warnings/{shown.id}": warnings[shown.id] for shown in outcome.warnings}
    if outcome.form:
        pieces |= {f"fields/{field.id}": field for field in guide.outcomes.fields_of(forms[outcome.form])}
    tables = {table.id: table for table in guide.tables.tables}
    if outcome.response == "table":
        pieces |= {f"response/{row.id}": row for row in guide.response_times.rows}
        pieces |= _keyed("response-notes/", guide.response_times.notes, points)
    elif isinstance(outcome.response, str):
        pieces |= _rows("response/", tables[outcome.response])
        pieces |= _keyed("response-notes/", tables[outcome.response].notes, points)
    for id in outcome.tables:
        pieces |= _rows(f"tables/{id}.", tables[id])
    return pieces


def _rows(prefix: str, table: g.Table) -> dict[str, g.Cited]:
    """The rows of a table; one without facts of its own has those of its table."""
    return {f"{prefix}{row.id}": row if row.source or row.derived else table for row in table.rows}


def _keyed(
    prefix: str, items: Iterable[g.Item], later: Mapping[str, g.OpenPoint]
) -> dict[str, g.Cited]:  # fmt: skip
    return {key: piece for item in items for key, piece in _with_points(f"{prefix}{item.id}", item, later)}


def _with_points(key: str, item: g.Item, later: Mapping[str, g.OpenPoint]) -> Iterator[tuple[str, g.Cited]]:
    yield key, item
    for point in item.points:
        yield from _with_points(f"{key}/{point.id}", point, later)
    for id in item.since:
        yield f"{key}/{SINCE}{id}", later[id]


def uncited_facts(content: Content) -> Iterator[Problem]:
    """Facts of the guide's own sources that nothing in the guide cites: a reader would miss them."""
    cited = set(_cited(content.guide))
    document = content.documents["sources"]
    for i, source in enumerate(content.guide.sources.documents):
        if source.kind == "source":
            for j, section in enumerate(source.sections):
                for k, fact in enumerate(section.facts):
                    if fact not in cited:
                        path = ("documents", i, "sections", j, "facts", k)
                        yield document.problem(path, f'nothing in the guide cites the fact "{fact}"')


def _cited(value: Any) -> Iterator[str]:
    """The ids of all facts that are cited in a piece of the guide."""
    if isinstance(value, (str, int)):
        return
    if is_dataclass(value):
        kind: Any = type(value)
        citing, others = _fields(kind)
        for name in citing:
            yield from _strings(getattr(value, name))
        for name in others:
            yield from _cited(getattr(value, name))
    elif isinstance(value, Mapping):
        yield from _cited(tuple(value.values()))
    elif isinstance(value, tuple):
        for item in value:
            yield from _cited(item)


@cache
def _fields(kind: type) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The fields of a class that cite facts, and those that may hold something which does."""
    format = format_of(kind)
    assert isinstance(format, ObjectFormat)  # a dataclass of the guide
    parts = {format.attributes[key]: part for key, part in format.fields.items()}
    citing = tuple(name for name, part in parts.items() if _cites(part))
    strings = {name for name, part in parts.items() if isinstance(part, StringFormat | ScalarFormat)}
    return citing, tuple(name for name in parts if name not in (*citing, *strings))


def _cites(format: Format) -> bool:
    """Whether a value, or what it lists, refers to a fact."""
    return format == FACT or (isinstance(format, ListFormat) and _cites(format.item))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif value is not None:
        for item in value.values() if isinstance(value, Mapping) else value:
            yield from _strings(item)
