"""Decision tables of a compiled tree: where they stand in YAML, and which of their rows outcomes reach."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from decision_tree.conditions import names_in
from decision_tree.model import Row, Table, Tree
from decision_tree.states import StateSpace
from decision_tree.tables import matching_rows
from site_builder.guide import RESPONSE_TIMES, Content, Document
from site_builder.guide import model as g
from site_builder.tree.never import YamlPath


def response_table(outcome: g.Outcome) -> str:
    """The id of the table whose row says when the response to an outcome comes, or ""."""
    if not isinstance(outcome.response, str):
        return ""
    return RESPONSE_TIMES if outcome.response == "table" else outcome.response


def cell_value(cell: g.Cell, column: g.Column) -> str:
    """The fact of a cell, the same in every locale; "" of a text."""
    if cell.amount is not None:
        return f"{cell.amount} {column.unit}"
    return cell.number or cell.duration or cell.address or cell.link or ""


@dataclass(frozen=True)
class TablePlace:
    """A table of the compiled tree, with the file and path where its YAML stands."""

    table: Table
    document: Document
    path: YamlPath

    def name_rows(self, rows: Collection[Row]) -> str:
        """Rows by their ids, each with its file and line."""
        return " and ".join(
            f'"{row.id}" ({self.document.place((*self.path, "rows", i))})'
            for i, row in enumerate(self.table.rows)
            if row in rows
        )

    def row_path(self, row: Row) -> YamlPath:
        """The path of a row's condition."""
        return (*self.path, "rows", self.table.rows.index(row), "when")


def table_places(content: Content, tree: Tree) -> Mapping[str, TablePlace]:
    """The tables of a guide's compiled tree by their ids."""
    ids = [table.id for table in content.guide.tables.tables]
    return {
        table.id: TablePlace(table, content.documents["response_times"], ())
        if table.id == RESPONSE_TIMES
        else TablePlace(table, content.documents["tables"], ("tables", ids.index(table.id)))
        for table in tree.tables
    }


class RowFinder:
    """The rows of tables that hold in the states of a space, looked up once for equal answers."""

    def __init__(self, space: StateSpace) -> None:
        self._asked = {
            table.id: space.bits({name for row in table.rows for name in names_in(row.when)})
            for table in space.tree.tables
        }
        self._found: dict[tuple[str, int], tuple[Row, ...]] = {}

    def rows(self, table: Table, known: int, facts: Mapping[str, str]) -> tuple[Row, ...]:
        """The rows whose conditions hold with these answers, of which `known` is the bit mask."""
        key = (table.id, known & self._asked[table.id])
        if key not in self._found:
            self._found[key] = matching_rows(table, facts)
        return self._found[key]


def counting(table: Table, rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """Of the rows that hold those that count: the first alone where the table says so."""
    return rows[:1] if table.hit_policy == "first" else rows


def reached_rows(tree: Tree) -> dict[str, dict[str, tuple[str, ...]]]:
    """For each outcome with tables, and each of these, the ids of the rows that count for some answers."""
    met: dict[str, dict[str, dict[str, None]]] = defaultdict(lambda: defaultdict(dict))
    space = StateSpace(tree)
    finder = RowFinder(space)
    tables = {outcome.id: tree.outcome_tables(outcome) for outcome in tree.outcomes}
    for state in space.states:
        for table in tables.get(state.at, ()):
            rows = counting(table, finder.rows(table, state.known, dict(state.facts)))
            met[state.at][table.id].update((row.id, None) for row in rows)
    return {
        id: {
            table.id: tuple(row.id for row in table.rows if row.id in met[id][table.id])
            for table in tables[id]
        }
        for id in met
    }
