"""Decision tables: which rows hold for given answers, by a table's hit policy."""

from __future__ import annotations

from collections.abc import Mapping

from decision_tree.conditions import holds
from decision_tree.model import Outcome, Row, Table, Tree, TreeError


class SingleRowError(TreeError):
    """No row holds, or more than one. A proved tree never raises it."""


def matching_rows(table: Table, facts: Mapping[str, str]) -> tuple[Row, ...]:
    """Every row whose condition holds, in the table's order."""
    return tuple(row for row in table.rows if holds(row.when, facts))


def rows_met(table: Table, facts: Mapping[str, str]) -> tuple[Row, ...]:
    """The rows that count for these answers and settings: all that hold where the table collects, else one.

    Raises SingleRowError where there is not that one.
    """
    rows = matching_rows(table, facts)
    if table.hit_policy == "collect":
        return rows
    if not rows or (table.hit_policy == "unique" and len(rows) != 1):
        given = ", ".join(f"{name}={facts[name]}" for name in table.inputs if name in facts) or "nothing"
        names = " and ".join(row.id for row in rows) or "no row"
        must = "exactly one row must" if table.hit_policy == "unique" else "a row must"
        raise SingleRowError(f"for {given} the table {table.id!r} has {names}, and {must} hold")
    return rows[:1]


def response_row(tree: Tree, outcome: Outcome, facts: Mapping[str, str]) -> Row | None:
    """The row that says when the response to an outcome's request comes; None where no table says it.

    Raises SingleRowError unless there is one.
    """
    return rows_met(tree.table(outcome.response), facts)[0] if outcome.response else None


def shown_rows(
    tree: Tree, outcome: Outcome, facts: Mapping[str, str]
) -> tuple[tuple[Table, tuple[Row, ...]], ...]:
    """The tables that an outcome shows, each with the rows that count. Raises SingleRowError."""
    return tuple((table, rows_met(table, facts)) for table in map(tree.table, outcome.tables))
