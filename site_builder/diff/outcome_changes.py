"""What differs where walks of two trees end: the outcome, or what its card shows for the answers of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from decision_tree.card import Card, card_at
from decision_tree.conditions import chosen
from decision_tree.model import Field, Item, Part, Row, Table, Tree
from decision_tree.selections import label_of
from decision_tree.tables import SingleRowError
from decision_tree.variants import choice_words

ASPECTS = (
    "outcome",
    "answer",
    "question",
    "response",
    "portal",
    "step",
    "who",
    "field",
    "ticket",
    "warning",
    "cost",
    "follow-up",
    "table",
    "words",
)
"""What can change, the weightiest first. Of "words" nothing but the wording differs."""
_PART_ASPECTS = {"route": "step", "warnings": "warning"}


@dataclass(frozen=True, slots=True)
class Change:
    """One change: of what (ASPECTS), its id, and what readers see before and after, "" for nothing."""

    aspect: str
    id: str
    old: str = ""
    new: str = ""


class OutcomeComparison:
    """Compares cards of outcomes with the same id in two trees."""

    def __init__(self, old: Tree, new: Tree) -> None:
        self.old, self.new = old, new
        self._bare = [
            replace(tree, outcomes=tuple(replace(one, response="", tables=()) for one in tree.outcomes))
            for tree in (old, new)
        ]
        self._asked = [{choice.id: choice for choice in tree.choices} for tree in (old, new)]
        self._same = {one.id for one in old.outcomes if self._is_same(one.id)}

    def _is_same(self, id: str) -> bool:
        """Whether an outcome shows the same in both trees for the same answers."""
        old, new = self.old.outcome(id), self.new.outcome(id)
        if old is None or new is None or replace(old, was=()) != replace(new, was=()):
            return False
        if self.old.outcome_tables(old) != self.new.outcome_tables(new):
            return False
        names = {field.question for field in new.fields if field.question}
        labels = [
            [
                [(one.id, one.label, one.instead) for one in asked[name].answers]
                for name in names
                if name in asked
            ]
            for asked in self._asked
        ]
        return labels[0] == labels[1] and _ticket(self.old, old.ticket) == _ticket(self.new, new.ticket)

    def changes(self, id: str, old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[Change]:
        """What differs at an outcome, for the answers and settings that matter there in each tree."""
        if id in self._same and old == new:
            return
        before, after = self._card(0, id, old), self._card(1, id, new)
        yield from _words(id, "title", before.outcome.title, after.outcome.title)
        yield from _words(id, "summary", before.outcome.summary, after.outcome.summary)
        if before.outcome.kind != after.outcome.kind:
            yield Change("outcome", f"{id} kind", before.outcome.kind, after.outcome.kind)
        portals = [_joined(one.outcome.portal, one.outcome.address) for one in (before, after)]
        if portals[0] != portals[1]:
            yield Change("portal", "", portals[0], portals[1])
        yield from _row_changes(before.row, after.row)
        yield from _item_changes("response", "note", before.notes, after.notes)
        yield from _part_changes(before.parts, after.parts)
        yield from self._field_changes(before, old, after, new)
        if self._ticket_of(0, before) != self._ticket_of(1, after):
            names = [one.outcome.form or one.outcome.ticket for one in (before, after)]
            same = names[0] == names[1]
            yield Change(
                "ticket", after.outcome.ticket or before.outcome.ticket, *([""] * 2 if same else names)
            )
        yield from _table_changes(before.tables, after.tables)

    def _card(self, which: int, id: str, facts: Mapping[str, str]) -> Card:
        try:
            return card_at((self.old, self.new)[which], id, facts)
        except SingleRowError:  # a tree that is not proved
            row = Row("", "no single row of its table", ())
            return replace(card_at(self._bare[which], id, facts), row=row)

    def _ticket_of(self, which: int, card: Card) -> object:
        tree = (self.old, self.new)[which]
        return _ticket(tree, card.outcome.ticket), card.outcome.by_mail

    def _field_changes(
        self, before: Card, old: Mapping[str, str], after: Card, new: Mapping[str, str]
    ) -> Iterator[Change]:
        fields = {field.id: self._same_answer(field, old, new) for field in before.fields}
        now = {field.id: field for field in after.fields}
        for id, field in fields.items():
            same = now.get(id)
            asked = same and same.question == field.question and field.question in old.keys() & new.keys()
            if same and asked and field.value != same.value:
                yield Change("words", f"field {id}: the answer in it")
        yield from _field_differences(
            {id: _without_answer(field, old) for id, field in fields.items()},
            {id: _without_answer(field, new) for id, field in now.items()},
        )

    def _same_answer(self, field: Field, old: Mapping[str, str], new: Mapping[str, str]) -> Field:
        """A field of the old tree with the label of the very answer that the new tree's has: states have one
        of those that are alike."""
        name = field.question
        asked, value = self._asked[0].get(name), new.get(name, "")
        if (
            asked is None
            or name not in old
            or not value
            or any(id not in {answer.id for answer in asked.answers} for id in chosen(value))
        ):
            return field
        return replace(field, value=label_of(self.old, choice_words(asked, old), value))


def _ticket(tree: Tree, id: str) -> object:
    """The text of a ticket in the source language."""
    languages = tree.ticket_languages[:1]
    return next((one for language in languages for one in language.tickets if one.id == id), None)


def _joined(*texts: str) -> str:
    return " · ".join(filter(None, texts))


def _words(id: str, what: str, old: str, new: str) -> Iterator[Change]:
    if old != new:
        yield Change("words", f"{id} {what}", old, new)


def due_words(row: Row) -> str:
    """When a response comes by a row, in a few words."""
    if row.hours is None and row.business_days is None:
        return f"no response time ({row.hours_kept.replace('-', ' ')})"
    number, unit = (row.hours, "hour") if row.hours is not None else (row.business_days, "business day")
    return f"{number} {unit}{'' if number == 1 else 's'} ({row.hours_kept.replace('-', ' ')})"


def _row_changes(old: Row | None, new: Row | None) -> Iterator[Change]:
    if old is None or new is None:
        if old or new:
            yield Change(
                "response", "", *(f"{due_words(row)}: {row.text}" if row else "" for row in (old, new))
            )
        return
    dues = [due_words(row) for row in (old, new)]
    if dues[0] != dues[1]:
        yield Change("response", new.id, *dues)
    elif old.text != new.text:
        yield Change("words", f"response {new.id}", old.text, new.text)
    yield from _cell_changes("response", old, new)


def _part_changes(old: Iterable[Part], new: Iterable[Part]) -> Iterator[Change]:
    before, after = ({part.id: part for part in parts} for parts in (old, new))
    for id in dict.fromkeys((*after, *before)):
        items = [parts[id].items if id in parts else () for parts in (before, after)]
        aspect = _PART_ASPECTS.get(id, id if id in ASPECTS else "step")
        yield from _item_changes(aspect, id, *items)
        if id in before and id in after:
            yield from _words(id, "heading", before[id].title, after[id].title)


def _item_changes(aspect: str, place: str, old: tuple[Item, ...], new: tuple[Item, ...]) -> Iterator[Change]:
    """Items come, go, are worded differently or stand in another order. One that has another id and the
    same text is the same."""
    before, after = (dict(_flat(items, "")) for items in (old, new))
    gone, come = [key for key in before if key not in after], [key for key in after if key not in before]
    same: dict[str, str] = {}
    for key in come:
        if (one := next((one for one in gone if before[one] == after[key]), None)) is not None:
            same[one] = key
            gone.remove(one)
    new_keys = [key for key in come if key not in same.values()]
    for key in _topmost(gone):
        yield Change(aspect, key, before[key], "")
    for key in _topmost(new_keys):
        yield Change(aspect, key, "", after[key])
    for key in before:
        if key in after:
            yield from _words(place, key, before[key], after[key])
    orders = (
        [same.get(key, key) for key in before if key not in gone],
        [key for key in after if key in before or key in same.values()],
    )
    if orders[0] != orders[1]:
        yield Change(aspect, f"{place} order", "in one order", "in another order")


def _topmost(keys: Iterable[str]) -> Iterator[str]:
    """Items without the points of those that are among them."""
    all_keys = set(keys)
    yield from (key for key in keys if key.rpartition("/")[0] not in all_keys)


def _flat(items: Iterable[Item], before: str) -> Iterator[tuple[str, str]]:
    for item in items:
        yield f"{before}{item.id}", item.text
        yield from _flat(item.points, f"{before}{item.id}/")


def _without_answer(field: Field, facts: Mapping[str, str]) -> Field:
    """The field as it is for all answers to its question."""
    return replace(field, value=f"the answer to {field.question}") if field.question in facts else field


def _field(field: Field) -> object:
    return (
        field.kind, field.value, field.question, field.entry, field.longest, field.address, field.not_at,
        field.title,
    )  # fmt: skip


def _field_words(field: Field) -> str:
    details = [field.entry if field.kind == "own" else field.value, field.address]
    limit = [f"at most {field.longest} characters"] if field.longest else []
    return f"{field.label}: {_joined(*details, *limit)}"


def _field_differences(old: Mapping[str, Field], new: Mapping[str, Field]) -> Iterator[Change]:
    for id in dict.fromkeys((*new, *old)):
        before, after = old.get(id), new.get(id)
        if before is None or after is None or _field(before) != _field(after):
            texts = [_field_words(one) if one else "" for one in (before, after)]
            yield Change("field", id, texts[0], texts[1])
        elif (before.label, before.why, before.section, before.english) != (
            after.label, after.why, after.section, after.english
        ):  # fmt: skip
            texts = [_joined(one.section, one.label, one.why, one.english) for one in (before, after)]
            yield from _words("field", id, texts[0], texts[1])


_Tables = tuple[tuple[Table, tuple[Row, ...]], ...]


def _table_changes(old: _Tables, new: _Tables) -> Iterator[Change]:
    before, after = ({table.id: (table, rows) for table, rows in tables} for tables in (old, new))
    for id in dict.fromkeys((*after, *before)):
        rows = [
            {row.id: row for row in (tables[id][1] if id in tables else ())} for tables in (before, after)
        ]
        for name in dict.fromkeys((*rows[1], *rows[0])):
            first, second = rows[0].get(name), rows[1].get(name)
            if first and second:
                yield from _cell_changes(f"{id}.{name}", first, second)
            else:
                yield Change(
                    "table", f"{id}.{name}", *(_row_words(one) if one else "" for one in (first, second))
                )
        if id in before and id in after:
            names = [
                _joined(table.name, *(column.name for column in table.columns))
                for table, _ in (before[id], after[id])
            ]
            yield from _words("table", id, *names)


def _row_words(row: Row) -> str:
    return _joined(row.text, *(cell.text for cell in row.cells)) or row.id


def _cell_changes(place: str, old: Row, new: Row) -> Iterator[Change]:
    before, after = ({cell.column: cell for cell in row.cells} for row in (old, new))
    for column in dict.fromkeys((*after, *before)):
        first, second = before.get(column), after.get(column)
        texts = [_joined(one.text, one.href) if one else "" for one in (first, second)]
        if first is None or second is None or (first.value, first.href) != (second.value, second.href):
            yield Change("table", f"{place} {column}", texts[0], texts[1])
        else:
            yield from _words(place, column, texts[0], texts[1])
