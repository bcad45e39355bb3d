"""Which sources stand behind a piece of the guide, and how a reader is told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from site_builder.guide import model as g


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
    pieces: dict[str, g.Cited] = {"": outcome}
    for id in outcome.route:
        pieces |= _keyed(f"route/{id}.", procedures[id].steps)
    response = () if outcome.response == "table" else outcome.response
    own = (
        ("route", outcome.steps), ("who", outcome.who), ("ready", outcome.ready), ("response", response),
        ("cost", outcome.cost), ("follow-up", outcome.follow_up),
    )  # fmt: skip
    for part, items in own:
        assert not isinstance(items, str)  # "table" was replaced above
        pieces |= _keyed(f"{part}/", items)
    pieces |= {f"warnings/{shown.id}": warnings[shown.id] for shown in outcome.warnings}
    if outcome.form:
        pieces |= {f"fields/{field.id}": field for field in guide.outcomes.fields_of(forms[outcome.form])}
    if outcome.response == "table":
        pieces |= {f"response/{row.id}": row for row in guide.response_times.rows}
        pieces |= _keyed("response-notes/", guide.response_times.notes)
    return pieces


def _keyed(prefix: str, items: Iterable[g.Item]) -> dict[str, g.Cited]:
    return {key: item for item in items for key, item in _with_points(f"{prefix}{item.id}", item)}


def _with_points(key: str, item: g.Item) -> Iterator[tuple[str, g.Item]]:
    yield key, item
    for point in item.points:
        yield from _with_points(f"{key}/{point.id}", point)
