"""Rows of decision tables: each is met, and asks about inputs, which are asked on some way there."""

from __future__ import annotations

from collections.abc import Iterator, Set

from decision_tree.conditions import Test, each_test
from decision_tree.model import Tree
from decision_tree.periods import PERIOD
from site_builder.problems import Problem
from site_builder.tree.conditions import place_of
from site_builder.tree.never import Ways
from site_builder.tree.tables import TablePlace


def row_problems(
    place: TablePlace, tree: Tree, holding: Set[str], counting: Set[str], ways: Ways
) -> Iterator[Problem]:
    """What is wrong with a table's rows, of which some hold for some answers, and of these some count.

    Both are the ids of rows.
    """
    table, document, path = place.table, place.document, place.path
    at = [outcome.id for outcome in tree.outcomes if table.id in (outcome.response, *outcome.tables)]
    if not at:
        where = (*path, "id") if path else ("rows",)
        what = f'the table "{table.id}"' if path else "this table"
        how = (
            'under "tables"' + (' or as its "response"' if table.promise else "")
            if path
            else '"response: table"'
        )
        yield document.problem(where, f"no outcome has {what}; name it there {how}, or remove it")
        return
    for i, row in enumerate(table.rows):
        if row.id in holding - counting:
            message = f'the row "{row.id}" never counts: wherever it holds, a row above it does too'
            yield document.problem((*path, "rows", i, "id"), message)
        elif row.id not in holding:
            message = f'no combination of answers meets the row "{row.id}"{ways.reason(row.when, at)}'
            yield document.problem((*path, "rows", i, "id"), message)
        for name in dict.fromkeys(test.name for test in each_test(row.when)):
            if name not in (*table.inputs, PERIOD):
                message = f'"{name}" is not one of the table\'s inputs; add it there'
                yield document.problem((*path, "rows", i, "when", *place_of(row.when, name)), message)
    used = {test.name for row in table.rows for test in each_test(row.when)}
    for k, name in enumerate(table.inputs):
        if not any(name in facts for facts in ways.at(at, [Test(name, ())])):
            message = f'the input "{name}" is asked on no way to {", ".join(at)}, where the table is shown'
            yield document.problem((*path, "inputs", k), message)
        elif name not in used:
            yield document.problem((*path, "inputs", k), f'no row asks about the input "{name}"; remove it')
