"""Mutants of decision tables: rows, their response times and cells, notes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from decision_tree.model import Row, Table, Tree
from decision_tree.tables import matching_rows
from site_builder.mutants.condition_changes import ConditionChanges
from site_builder.mutants.mutant import Facts, Mutant, differing, holding, never, with_table
from site_builder.tree import PiecePlaces, Place


@dataclass(frozen=True)
class RowMutants:
    """Makes the mutants of a tree's tables."""

    tree: Tree
    places: PiecePlaces
    changes: ConditionChanges

    def mutants(self) -> Iterator[Mutant]:
        """All of them, in the order of the tree."""
        for table in self.tree.tables:
            at = tuple(one.id for one in self.tree.outcomes if table in self.tree.outcome_tables(one))
            for k in range(len(table.rows)) if at else ():
                yield from self._of_row(table, k, at)
            if any(one.response == table.id for one in self.tree.outcomes):
                noting = tuple(one.id for one in self.tree.outcomes if one.response == table.id)
                yield from self._of_notes(table, noting)

    def _of_row(self, table: Table, k: int, at: tuple[str, ...]) -> Iterator[Mutant]:
        row, rows = table.rows[k], table.rows
        place, what = self.places.row(table.id, row.id), f'the row "{row.id}" of "{table.id}"'
        yield self._mutant("row", f"without {what}", place, table, (*rows[:k], *rows[k + 1 :]), at)
        for words, when in self.changes.of(row.when):
            changed = (*rows[:k], replace(row, when=when), *rows[k + 1 :])
            yield self._mutant("condition", f"{what} {words}", place.below("when"), table, changed, at)
        if table.hit_policy == "first" and k + 1 < len(rows):
            changed = (*rows[:k], rows[k + 1], row, *rows[k + 2 :])
            yield self._mutant("row", f'{what} below "{rows[k + 1].id}"', place, table, changed, at)
        for words, other in _other_times(table, row) if table.promise else ():
            changed = (*rows[:k], other, *rows[k + 1 :])
            yield self._mutant("time", f"{what} {words}", place, table, changed, at)

        for words, other in _other_cells(table, row):
            changed = (*rows[:k], other, *rows[k + 1 :])
            yield self._mutant("cell", f"{what} {words}", place, table, changed, at)

    def _mutant(
        self, kind: str, what: str, place: Place, table: Table, rows: tuple[Row, ...], at: tuple[str, ...]
    ) -> Mutant:
        changed = replace(table, rows=rows)

        def refused(all: Sequence[Facts]) -> bool:
            """A gap, two rows, or a row in vain."""
            counting = set[str]()
            for facts in all:
                found = matching_rows(changed, facts)
                if table.hit_policy != "collect" and not found:
                    return True
                if table.hit_policy == "unique" and len(found) > 1:
                    return True
                counting |= {row.id for row in _counting(changed, facts)}
            return counting != {row.id for row in rows}

        return Mutant(
            kind, what, place, with_table(self.tree, changed), at,
            tuple(row.when for row in (*table.rows, *rows)),
            lambda facts: _counting(table, facts) != _counting(changed, facts), refused,
        )  # fmt: skip

    def _of_notes(self, table: Table, at: tuple[str, ...]) -> Iterator[Mutant]:
        for k, note in enumerate(table.notes):
            place, what = self.places.note(table.id, note.id), f'the note "{note.id}" of "{table.id}"'
            without = (*table.notes[:k], *table.notes[k + 1 :])
            yield Mutant(
                "item", f"without {what}", place, with_table(self.tree, replace(table, notes=without)), at,
                (note.when,), holding(note.when),
            )  # fmt: skip
            for words, when in self.changes.of(note.when):
                notes = (*table.notes[:k], replace(note, when=when), *table.notes[k + 1 :])
                yield Mutant(
                    "condition", f"{what} {words}", place, with_table(self.tree, replace(table, notes=notes)),
                    at, (note.when, when),
                    differing(note.when, when), never(when),
                )  # fmt: skip


def _counting(table: Table, facts: Facts) -> tuple[Row, ...]:
    """The rows that count, without their conditions, which nobody sees."""
    rows = matching_rows(table, facts)
    rows = rows[:1] if table.hit_policy == "first" else rows
    return tuple(replace(row, when=()) for row in rows)


def _other_times(table: Table, row: Row) -> Iterator[tuple[str, Row]]:
    """Other hours or days, another unit, another clock."""
    hours = {one.hours for one in table.rows if one.hours is not None}
    if row.hours is not None:
        other = min(hours - {row.hours}, default=row.hours * 2)
        yield f"within {other} hours in place of {row.hours}", replace(row, hours=other)
        words = f"within {row.hours} business days in place of hours"
        yield words, replace(row, hours=None, business_days=row.hours)
    elif row.business_days is not None:
        days = row.business_days
        yield f"within {days + 1} business days in place of {days}", replace(row, business_days=days + 1)
        yield f"within {days} hours in place of business days", replace(row, hours=days, business_days=None)
    else:
        other = min(hours, default=1)
        yield f"within {other} hours in place of no time", replace(row, hours=other)
    kept = {"round-the-clock": "business-hours", "business-hours": "round-the-clock"}
    other_clock = kept.get(row.hours_kept, "business-hours")
    yield f"{other_clock} in place of {row.hours_kept}", replace(row, hours_kept=other_clock)


def _other_cells(table: Table, row: Row) -> Iterator[tuple[str, Row]]:
    """The row with what another one has in a column, or else with something else."""
    for k, cell in enumerate(row.cells):
        beside = [one for other in table.rows for one in other.cells if one.column == cell.column]
        others = (one for one in beside if (one.value, one.text) != (cell.value, cell.text))
        other = next(
            others, replace(cell, value=f"{cell.value} 2" if cell.value else "", text=f"{cell.text} 2")
        )
        changed = replace(row, cells=(*row.cells[:k], other, *row.cells[k + 1 :]))
        yield f'with {other.text} in place of {cell.text} in "{cell.column}"', changed
