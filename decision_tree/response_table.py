"""The response table: a decision table with hit policy unique, whose rows state response times."""

from __future__ import annotations

from collections.abc import Mapping

from decision_tree.conditions import holds
from decision_tree.model import ResponseTable, Row, TreeError


class SingleRowError(TreeError):
    """No row holds, or more than one. A proved tree never raises it."""


def matching_rows(table: ResponseTable, facts: Mapping[str, str]) -> tuple[Row, ...]:
    """Every row whose condition holds, in the table's order."""
    return tuple(row for row in table.rows if holds(row.when, facts))


def response_row(table: ResponseTable, facts: Mapping[str, str]) -> Row:
    """The response row that holds for these answers and settings. Raises SingleRowError unless exactly one
    does."""
    rows = matching_rows(table, facts)
    if len(rows) != 1:
        given = ", ".join(f"{name}={facts[name]}" for name in table.inputs if name in facts) or "nothing"
        names = " and ".join(row.id for row in rows) or "no row"
        raise SingleRowError(f"for {given} the response table has {names}, and exactly one row must hold")
    return rows[0]
