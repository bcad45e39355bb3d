"""What an outcome's card shows, by the keys and ids of outcomes.yml: what scenarios and coverage speak of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from decision_tree.card import Card, card_at
from decision_tree.conditions import holds
from decision_tree.model import Item, Outcome, Row, Tree
from site_builder.guide import PIECES, SINCE

PARTS = {"steps": "route", "follow_up": "follow-up"}
"""The ids of parts of a card by their keys in outcomes.yml, where they differ."""


Cells = Mapping[str, tuple[str, str]]
"""By column the fact of a row's cell and the words for it; of a text both are the words."""


@dataclass(frozen=True)
class ShownPieces:
    """What a card shows.

    `pieces` has, by the keys PIECES, the ids of what is shown in its order; those of points are "step/point".
    `fields` maps their ids to values: that of a fixed field, the answer's id, "" where readers type it.
    `labels` has the words of those values, `addresses` all to open or to complete. `cells` are of the rows
    that are shown, by table.
    """

    outcome: str
    row: Row | None
    tables: Mapping[str, tuple[str, ...]]
    cells: Mapping[str, tuple[Cells, ...]]
    warnings: tuple[str, ...]
    pieces: Mapping[str, tuple[str, ...]]
    fields: Mapping[str, str]
    labels: Mapping[str, str]
    addresses: frozenset[str]

    @property
    def rows(self) -> frozenset[str]:
        """The ids of all rows shown."""
        own = (self.row.id,) if self.row else ()
        return frozenset(own).union(*self.tables.values())


def shown_pieces(tree: Tree, id: str, facts: Mapping[str, str]) -> ShownPieces:
    """What the card of the outcome `id` shows for these answers. Raises SingleRowError where no single row
    holds."""
    reached = card_at(tree, id, facts)
    parts = {part.id: tuple(_ids(part.items)) for part in reached.parts}
    pieces = {key: parts.get(PARTS.get(key, key), ()) for key in PIECES}
    pieces["notes"] = tuple(_ids(reached.notes))
    pieces["instead"] = tuple(one.id for one in reached.outcome.instead if holds(one.when, facts))
    return ShownPieces(
        outcome=id,
        row=reached.row,
        tables={table.id: tuple(row.id for row in rows) for table, rows in reached.tables},
        cells={
            **({reached.outcome.response: (_cells(reached.row),)} if reached.row else {}),
            **{table.id: tuple(map(_cells, rows)) for table, rows in reached.tables},
        },
        warnings=tuple(one for one in parts.get("warnings", ()) if "/" not in one),
        pieces=pieces,
        fields=_values(reached, facts),
        labels={field.id: field.value for field in reached.fields if field.kind != "own"},
        addresses=frozenset({reached.outcome.address, *(field.address for field in reached.fields)} - {""}),
    )


def _cells(row: Row) -> Cells:
    return {cell.column: (cell.value or cell.text, cell.text) for cell in row.cells}


def _values(reached: Card, facts: Mapping[str, str]) -> dict[str, str]:
    values = dict.fromkeys((field.id for field in reached.fields), "")
    values |= {field.id: field.value for field in reached.fields if field.kind == "fixed"}
    return values | {one.id: facts.get(one.question, "") for one in reached.fields if one.kind == "answer"}


def known_pieces(tree: Tree, outcome: Outcome, key: str) -> list[str]:
    """The ids of all that an outcome may ever show under one of the keys PIECES."""
    if key == "notes":
        return list(_ids(tree.table(outcome.response).notes)) if outcome.response else []
    if key == "instead":
        return [one.id for one in outcome.instead]
    return [id for part in outcome.parts if part.id == PARTS.get(key, key) for id in _ids(part.items)]


def full_id(name: str, known: Iterable[str]) -> str:
    """The id that a scenario names: the whole, or its last part where no other ends so. "" where there is
    none, or several."""
    if name in (known := list(known)):
        return name
    found = ids_ending(name, known)
    return found[0] if len(found) == 1 else ""


def short_id(id: str, known: Iterable[str]) -> str:
    """The shortest way in which a scenario may name an id."""
    last = id.replace("/", ".").rpartition(".")[2]
    return last if full_id(last, known) == id else id


def ids_ending(name: str, known: Iterable[str]) -> list[str]:
    """The ids of procedures' steps, and of points, that end with a name."""
    return [id for id in known if id.endswith((f".{name}", f"/{name}"))]


def _ids(items: Iterable[Item], above: str = "") -> Iterator[str]:
    """The ids of items and of their points, without notes on later changes."""
    for item in items:
        if not (above and item.id.startswith(SINCE)):
            yield f"{above}{item.id}"
            yield from _ids(item.points, f"{above}{item.id}/")
