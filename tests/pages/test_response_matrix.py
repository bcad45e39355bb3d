"""The response table as a matrix: every row has its place, whatever rows there are."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from decision_tree.conditions import AnyOf
from decision_tree.conditions import Test as Clause
from site_builder.guide import model as g
from site_builder.pages.response_matrix import ResponseMatrix, response_matrix
from site_builder.site.checking import Checked


@pytest.fixture(scope="module")
def guide(checked: Checked) -> g.Guide:
    """The sample guide in its source locale."""
    return checked.lexicon(checked.locales.source).guide


def matrix_of(guide: g.Guide, **changes: object) -> ResponseMatrix:
    choices = {one.id: one for one in (*guide.tree.questions, *guide.tree.settings)}
    return response_matrix(replace(guide.response_times, **changes), choices)  # type: ignore[arg-type]


def test_each_cell_holds_the_row_that_the_table_gives(guide: g.Guide) -> None:
    matrix = matrix_of(guide)
    assert (matrix.down, matrix.across) == ("kind", "language")
    assert [line.impact.severity for line in matrix.lines] == ["A", "B", "C"]
    for line, (at, column) in product(matrix.lines, enumerate(matrix.columns)):
        (row,) = line.cells[at]
        assert row.id == f"break-fix-{line.impact.id}-{column}"
        assert matrix.rest(row) == ()
    assert matrix.most_hours == 8


def test_what_has_no_severity_is_listed_and_answers_with_the_same_rows_together(guide: g.Guide) -> None:
    others = matrix_of(guide).others
    assert [other.answers for other in others] == [("request",), ("billing", "fraud")]
    assert [len(other.rows) for other in others] == [2, 2]


def test_no_row_is_lost_where_one_holds_for_several_cells_and_another_for_both_parts(guide: g.Guide) -> None:
    one = guide.response_times.rows[0]
    rows = (
        replace(one, id="english", when=(Clause("language", ("english",)),)),
        replace(one, id="local", when=(Clause("language", ("english",), negated=True),)),
    )
    matrix = matrix_of(guide, rows=rows)
    assert all([[row.id for row in cell] for cell in line.cells] == [["english"], ["local"]]
               for line in matrix.lines)  # fmt: skip
    assert [[row.id for row in other.rows] for other in matrix.others] == [["english", "local"]]


def test_an_input_more_is_said_in_the_cell(guide: g.Guide) -> None:
    cloud = Clause("cloud", ("worldwide",))
    rows = tuple(replace(row, when=(*row.when, cloud)) for row in guide.response_times.rows)
    matrix = matrix_of(guide, inputs=("cloud", "kind", "language"), rows=rows)
    assert (matrix.down, matrix.across) == ("kind", "cloud")
    english, local = matrix.lines[0].cells[0]
    assert [[test.name for test in matrix.rest(row)] for row in (english, local)] == [["language"]] * 2


def test_without_levels_of_impact_everything_is_listed(guide: g.Guide) -> None:
    matrix = matrix_of(guide, impacts=())
    assert not matrix.lines
    assert sum(len(other.rows) for other in matrix.others) == len(guide.response_times.rows)


def test_with_one_input_there_is_one_column(guide: g.Guide) -> None:
    kinds = {
        test.values: row for row in guide.response_times.rows for test in row.when if test.name == "kind"
    }
    rows = tuple(replace(row, when=(Clause("kind", values),)) for values, row in kinds.items())
    matrix = matrix_of(guide, inputs=("kind",), rows=rows)
    assert matrix.columns == ()
    assert [len(line.cells) for line in matrix.lines] == [1, 1, 1]


def test_a_table_without_inputs_has_no_rows_and_an_empty_matrix(guide: g.Guide) -> None:
    matrix = matrix_of(guide, inputs=(), rows=(), impacts=())
    assert (matrix.lines, matrix.others) == ((), ())


def test_a_row_with_alternatives_stands_where_one_of_them_may_hold(guide: g.Guide) -> None:
    either = AnyOf(((Clause("kind", ("critical",)), Clause("language", ("english",))),
                    (Clause("kind", ("moderate",)), Clause("cloud", ("worldwide",)))))  # fmt: skip
    row = replace(guide.response_times.rows[0], when=(either,))
    matrix = matrix_of(guide, rows=(row,))
    cells = {line.impact.id: [len(cell) for cell in line.cells] for line in matrix.lines}
    assert cells == {"critical": [1, 0], "moderate": [1, 1], "minimal": [0, 0]}
    assert matrix.rest(row) == (either,), "the cloud is not said by the row's place"
    assert matrix.rest_of_other(row) == ()
