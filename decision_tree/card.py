"""The outcome card: the parts of an outcome that apply to some answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from decision_tree.conditions import holds
from decision_tree.model import Field, Item, Outcome, Part, Row, Table, Tree
from decision_tree.selections import label_of
from decision_tree.tables import response_row, shown_rows
from decision_tree.variants import choice_words, outcome_words
from decision_tree.walk import Step


@dataclass(frozen=True, slots=True)
class Card:
    """An outcome with only what applies. `row` is the response row, None where the outcome looks up none;
    `tables` are the tables that it shows, each with the rows that count: of one that collects maybe none.

    `shown` holds the keys ("part/item" or "part/item/point") of the conditional pieces that apply: a page
    that already has the whole outcome hides the other conditional pieces.
    """

    outcome: Outcome
    parts: tuple[Part, ...]
    fields: tuple[Field, ...]
    row: Row | None
    notes: tuple[Item, ...]
    shown: tuple[str, ...]
    tables: tuple[tuple[Table, tuple[Row, ...]], ...] = ()


def card(tree: Tree, step: Step) -> Card:
    """The card of the step's outcome.

    Raises ValueError for a step at a question, SingleRowError on an unproved tree.
    """
    return card_at(tree, step.at, step.facts)


def card_at(tree: Tree, id: str, facts: Mapping[str, str]) -> Card:
    """The card of the outcome `id` for these answers and settings (by id). Raises as `card` does."""
    found = tree.outcome(id)
    if found is None:
        raise ValueError(f"{id!r} is not an outcome")
    outcome = outcome_words(found, facts)
    shown: list[str] = []
    for portal in outcome.portals:
        if holds(portal.when, facts):
            outcome = replace(outcome, portal=portal.name, address=portal.address)
            shown.append(f"portal/{portal.id}")
    parts = tuple(
        replace(part, items=items)
        for part in outcome.parts
        if (items := _applicable(part.items, facts, part.id, shown))
    )
    fields = tuple(_filled(tree, field, facts) for field in outcome.fields if holds(field.when, facts))
    shown += [f"fields/{field.id}" for field in fields if field.when]
    row = response_row(tree, outcome, facts)
    notes: tuple[Item, ...] = ()
    if row is not None:
        shown.append(f"response/{row.id}")
        notes = _applicable(tree.table(outcome.response).notes, facts, "response-notes", shown)
    tables = shown_rows(tree, outcome, facts)
    shown += [f"tables/{table.id}.{row.id}" for table, rows in tables for row in rows]
    return Card(outcome, parts, fields, row, notes, tuple(shown), tables)


def _filled(tree: Tree, field: Field, facts: Mapping[str, str]) -> Field:
    """A field with the label of the answer given as its value, and with the address that applies."""
    if field.address and not holds(field.address_when, facts):
        others = (other.address for other in field.addresses if holds(other.when, facts))
        field = replace(field, address=next(others, ""))
    asked = next((choice for choice in tree.choices if choice.id == field.question), None)
    if asked is None or field.question not in facts:
        return field
    return replace(field, value=label_of(tree, choice_words(asked, facts), facts[field.question]))


def _applicable(
    items: tuple[Item, ...], facts: Mapping[str, str], place: str, shown: list[str]
) -> tuple[Item, ...]:
    """The items and points whose conditions hold; the keys of the conditional ones are added to `shown`."""
    kept = []
    for item in items:
        if holds(item.when, facts):
            key = f"{place}/{item.id}"
            if item.when:
                shown.append(key)
            kept.append(replace(item, points=_applicable(item.points, facts, key, shown)))
    return tuple(kept)
