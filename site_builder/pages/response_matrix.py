"""The response table as a matrix: business impact down, support language across, and the rest as a list.

A reader looks up one cell of it. Rows of sentences, one for each combination, have to be read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from decision_tree.conditions import AnyOf, Condition, Test, names_in
from site_builder.guide import Question
from site_builder.guide import model as g


@dataclass(frozen=True)
class MatrixLine:
    """A level of impact, and the rows of the response table that hold for it: a cell for each column."""

    impact: g.Impact
    cells: tuple[tuple[g.ResponseRow, ...], ...]


@dataclass(frozen=True)
class OtherRows:
    """Answers that are no level of impact, and the rows that hold for them."""

    answers: tuple[str, ...]
    rows: tuple[g.ResponseRow, ...]


@dataclass(frozen=True)
class ResponseMatrix:
    """`down` is the input with the levels of impact, `across` the input with the columns, if there is one."""

    down: str
    across: str
    columns: tuple[str, ...]
    lines: tuple[MatrixLine, ...]
    others: tuple[OtherRows, ...]
    most_hours: int
    """The longest response time in hours: the bars are drawn to its scale."""

    def rest(self, row: g.ResponseRow) -> Condition:
        """What a row asks beside its place in the matrix."""
        return tuple(one for one in row.when if names_in((one,)) - {self.down, self.across})

    def rest_of_other(self, row: g.ResponseRow) -> Condition:
        """What a row of the list asks beside the answers that it stands under, alternatives left out."""
        return tuple(one for one in row.when if isinstance(one, Test) and one.name != self.down)


def response_matrix(
    times: g.ResponseTimesFile, choices: Mapping[str, g.Question | g.Setting]
) -> ResponseMatrix:
    """The matrix of a response table, whose inputs are some of the `choices`.

    One that takes several answers has no line or column: each of its answers goes with each other.
    """
    inputs = [name for name in times.inputs if not _takes_several(choices[name])]
    answers = {name: [answer.id for answer in choices[name].answers] for name in inputs}
    levels = {impact.id for impact in times.impacts}
    if not inputs:
        listed = (OtherRows((), times.rows),) if times.rows else ()
        return ResponseMatrix("", "", (), (), listed, 0)
    down = next((name for name in inputs if levels & set(answers[name])), inputs[0])
    across = next((name for name in inputs if name != down), "")
    columns = tuple(answers[across]) if across else ()
    impacts = [impact for impact in times.impacts if impact.id in answers[down]]
    lines = tuple(
        MatrixLine(
            impact,
            tuple(
                tuple(row for row in times.rows if _allows(row, {down: impact.id} | given))
                for given in ([{across: column} for column in columns] or [{}])
            ),
        )
        for impact in impacts
    )
    others: dict[tuple[str, ...], OtherRows] = {}
    for answer in answers[down]:
        rows = tuple(row for row in times.rows if _allows(row, {down: answer}))
        if rows and answer not in levels:
            same = tuple(row.id for row in rows)
            before = others[same].answers if same in others else ()
            others[same] = OtherRows((*before, answer), rows)
    shown = [row for line in lines for cell in line.cells for row in cell]
    return ResponseMatrix(down, across, columns, lines, tuple(others.values()), _most_hours(times, shown))


def _takes_several(choice: g.Question | g.Setting) -> bool:
    return isinstance(choice, Question) and choice.several


def _allows(row: g.ResponseRow, given: Mapping[str, str]) -> bool:
    """Whether a row may hold with these answers, whatever the others are."""
    return _may_hold(row.when, given)


def _may_hold(condition: Condition, given: Mapping[str, str]) -> bool:
    for clause in condition:
        if isinstance(clause, AnyOf):
            if not any(_may_hold(alternative, given) for alternative in clause.alternatives):
                return False
        elif clause.name in given and (given[clause.name] in clause.values) == clause.negated:
            return False
    return True


def _most_hours(times: g.ResponseTimesFile, rows: Iterable[g.ResponseRow]) -> int:
    hours = {duration.id: duration.hours or 0 for duration in times.durations}
    return max((hours[row.within] for row in rows if row.within), default=0)
