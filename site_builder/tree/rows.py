"""Rows of the response table: each is met, asks about inputs of the table, and none holds with another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import combinations

from decision_tree.conditions import each_test
from decision_tree.model import Row, Tree
from site_builder.guide import Document
from site_builder.problems import Problem
from site_builder.tree.conditions import overlap, place_of


def row_problems(document: Document, tree: Tree, met: Set[str]) -> Iterator[Problem]:
    """What is wrong with the rows, of which those of the ids `met` are met by some combination of answers."""
    rows = tree.responses.rows
    for i, row in enumerate(rows):
        if row.id not in met:
            message = f'no combination of answers meets the row "{row.id}"'
            yield document.problem(("rows", i, "id"), message)
        for name in dict.fromkeys(test.name for test in each_test(row.when)):
            if name not in tree.responses.inputs:
                message = f'"{name}" is not one of the table\'s inputs; add it there'
                yield document.problem(("rows", i, "when", *place_of(row.when, name)), message)
    domains = {choice.id: [answer.id for answer in choice.answers] for choice in tree.choices}
    for (i, first), (j, second) in combinations(enumerate(rows), 2):
        if overlap(first.when, second.when, domains):
            message = f"the rows {name_rows(document, rows, (i, j))} can both hold; exactly one must"
            yield document.problem(("rows", j, "when"), message)


def name_rows(document: Document, rows: Sequence[Row], indexes: Iterable[int]) -> str:
    """Rows by their ids, each with its file and line."""
    return " and ".join(f'"{rows[i].id}" ({document.place(("rows", i))})' for i in indexes)
