"""Rows of tables as writers have them, in YAML or CSV: the values of columns become typed cells.

In YAML a row has the ids of columns as keys; in CSV a column for each input, with answers and groups between
bars, and one for each column.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from site_builder.guide.csv_file import Cell, Row, file_problem, read_rows
from site_builder.guide.format_reports import describe
from site_builder.guide.tables import ROW_KEYS
from site_builder.guide.yaml_file import Document, YamlPath
from site_builder.problems import Problem, did_you_mean

_DURATION = re.compile(r"([1-9]\d{0,3}) (hour|business day|day|week|month|year)s?")
_NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,9})?")
_BOUNDS = re.compile(r"(?:(>?)(-?\d{1,15}(?:\.\d{1,9})?))?\.\.(?:(<?)(-?\d{1,15}(?:\.\d{1,9})?))?")
_OPTIONAL = ("from", "until", "text", "hours_kept", "source", "derived")
"""The columns that a CSV file may have beside those of its table."""
_UNQUOTED = "YAML may read "
"""How the reader of YAML begins its problem of a decimal number without quotes; a cell needs none."""
_EXPECTED = {
    "amount": 'an amount such as 12 or "75.80"',
    "number": 'a number such as 12 or "7.5"',
    "duration": "a duration such as 2 hours, 5 business days, 3 weeks",
    "address": "the id of a link or portal of facts.yml, or an address that begins with https://",
    "text": "text",
}


def read_duration(text: str) -> tuple[int, str]:
    """The number and the unit of a cell's duration: 5, "business day"."""
    found = _DURATION.fullmatch(text)
    assert found is not None  # the format was checked
    return int(found[1]), found[2]


def with_cells(document: Document, folder: Path) -> tuple[Document, list[Document]]:
    """tables.yml with the rows of CSV files, the values of all rows as cells; and the files that were read.

    Whatever has not the form of a table is left as it is, for the check of the format to report.
    """
    tables = document.value.get("tables") if isinstance(document.value, dict) else None
    if not isinstance(tables, list):
        return document, []
    found = replace(
        document,
        positions=dict(document.positions),
        problems=[*document.problems],
        elsewhere=dict(document.elsewhere),
    )
    files: list[Document] = []
    listed = [
        _TableRows(found, ("tables", i), table, folder).read(files) if isinstance(table, dict) else table
        for i, table in enumerate(tables)
    ]
    found.value = {**document.value, "tables": listed}
    return found, files


@dataclass(frozen=True)
class _TableRows:
    document: Document
    path: YamlPath
    table: Mapping[str, Any]
    folder: Path

    def read(self, files: list[Document]) -> dict[str, Any]:
        """The table with its rows as classes have them."""
        columns = self.table.get("columns")
        if not isinstance(columns, list):
            return dict(self.table)
        types = {
            column["id"]: column["type"]
            for column in columns
            if isinstance(column, dict)
            and column.get("type") in _EXPECTED
            and isinstance(column.get("id"), str)
        }
        if len(types) < len(columns):
            return {key: value for key, value in self.table.items() if key != "rows"} | self._bare_rows()
        self._check_table(types)
        if "rows_file" in self.table and "rows" not in self.table:
            if not (read := self._of_file(types, files)):
                return dict(self.table)
            others = {key: value for key, value in self.table.items() if key != "rows_file"}
            return {**others, "rows": read}
        rows = self.table.get("rows")
        if not isinstance(rows, list):
            return dict(self.table)
        made = [
            self._row(("rows", k), row, types) if isinstance(row, dict) else row for k, row in enumerate(rows)
        ]
        return {**self.table, "rows": made}

    def _bare_rows(self) -> dict[str, Any]:
        """The rows without what they have in columns that are wrong themselves."""
        rows = self.table.get("rows")
        if not isinstance(rows, list):
            return {"rows": rows} if "rows" in self.table else {}
        for k, row in enumerate(rows):
            for key in row if isinstance(row, dict) else ():
                self._allow_unquoted(self.document.positions[*self.path, "rows", k, key])
        kept = [
            {key: value for key, value in row.items() if key in ROW_KEYS} if isinstance(row, dict) else row
            for row in rows
        ]
        return {"rows": kept}

    def _allow_unquoted(self, position: tuple[int, int]) -> None:
        """Drop the problem that the reader of YAML has with a decimal number there."""
        self.document.problems[:] = [
            one
            for one in self.document.problems
            if (one.line, one.column) != position or not one.message.startswith(_UNQUOTED)
        ]

    def _report(self, path: YamlPath, message: str) -> None:
        self.document.problems.append(self.document.problem((*self.path, *path), message))

    def _check_table(self, types: Mapping[str, str]) -> None:
        inputs = self.table.get("inputs")
        for id in inputs if isinstance(inputs, list) else []:
            if id in types:
                self._report(("columns", list(types).index(id), "id"), f'"{id}" is an input too')
        promise = self.table.get("promise")
        durations = [id for id, type in types.items() if type == "duration"]
        if isinstance(promise, str) and promise not in durations:
            hint = did_you_mean(promise, durations)
            self._report(("promise",), f'"{promise}" is no column of the type duration{hint}')

    def _row(self, path: YamlPath, row: Mapping[str, Any], types: Mapping[str, str]) -> dict[str, Any]:
        """A row of YAML with its cells."""
        made = {key: value for key, value in row.items() if key in ROW_KEYS}
        at = (*self.path, *path)
        cells: list[dict[str, Any]] = []
        for key, value in row.items():
            if key in ROW_KEYS:
                continue
            if key not in types:
                hint = did_you_mean(key, [*types, *ROW_KEYS])
                self._report((*path, key, "@key"), f'unknown column "{key}"{hint}')
                continue
            position = self.document.positions[*at, key]
            if types[key] in ("amount", "number"):
                self._allow_unquoted(position)
            if (cell := self._cell((*path, key), key, value, types[key])) is None:
                continue
            for name in cell:
                self.document.positions[*at, "cells", len(cells), name] = position
            self.document.positions[*at, "cells", len(cells)] = position
            cells.append(cell)
        self._check_promise(path, row, types)
        return {**made, "cells": cells} if cells else made

    def _check_promise(self, path: YamlPath, row: Mapping[str, Any], types: Mapping[str, str]) -> None:
        """What every row of a promise says, and no other."""
        promise = self.table.get("promise")
        if promise is None:
            for key in ("text", "hours_kept"):
                if key in row:
                    self._report(
                        (*path, key, "@key"), f'"{key}" has a place only in a table with a "promise"'
                    )
            return
        if types.get(promise) != "duration":
            return  # said of the table
        if "hours_kept" not in row:
            message = 'missing "hours_kept" of a promise: round-the-clock, business-hours or unstated'
            self._report(path, message)
        if promise not in row and "text" not in row:
            self._report(path, f'a row without "{promise}" needs a "text" that says what is promised')

    def _cell(self, path: YamlPath, id: str, value: Any, type: str) -> dict[str, Any] | None:
        """The cell of a value; None after a problem."""
        text = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
        fits = isinstance(text, str) and bool(text)
        if fits and type in ("amount", "number"):
            fits = bool(_NUMBER.fullmatch(text))
        elif fits and type == "duration":
            fits = bool(found := _DURATION.fullmatch(text))
            if found and id == self.table.get("promise") and found[2] not in ("hour", "business day"):
                self._report(path, f'a promise is counted in hours or business days, found "{text}"')
                return None
        if not fits or (type == "text" and not isinstance(value, str)):
            self._report(path, f"expected {_EXPECTED[type]}; found {describe(value)}")
            return None
        key = "link" if type == "address" and not re.match("[a-z]+:", text) else type
        return {"id": id, key: text}

    def _of_file(self, types: Mapping[str, str], files: list[Document]) -> list[dict[str, Any]]:
        name, inputs = self.table["rows_file"], self.table.get("inputs")
        if not isinstance(name, str) or not isinstance(inputs, list):
            return []
        if fault := file_problem(self.folder, name):
            self._report(("rows_file",), fault)
            return []
        shown = f"{self.document.file.rpartition('/')[0]}/{name}"
        files.append(Document(shown))
        needed = ("id", *(id for id in inputs if isinstance(id, str)), *types)
        rows: list[dict[str, Any]] = []
        before = len(self.document.problems)
        for cells in read_rows(self.folder / name, shown, [*needed, *_OPTIONAL], needed):
            if isinstance(cells, Problem):
                self.document.problems.append(cells)
            else:
                rows.append(self._csv_row(("rows", len(rows)), cells, types, inputs, shown))
        if not rows and len(self.document.problems) == before:
            self._report(("rows_file",), f"{name} has no rows below its first line")
        return rows

    def _csv_row(
        self, path: YamlPath, cells: Row, types: Mapping[str, str], inputs: list[str], file: str
    ) -> dict[str, Any]:
        at = (*self.path, *path)
        own = self.document.positions[*self.path, "rows_file"]
        self.document.positions[at] = (cells["id"].line, 1)
        self.document.elsewhere[at] = (file, cells["id"].line, 1)
        row: dict[str, Any] = {"id": cells["id"].text}
        when = {id: _answers(cells[id].text) for id in inputs if cells[id].text}
        row |= {"when": when} if when else {}
        row |= {key: cells[key].text for key in _OPTIONAL if key in cells}
        if isinstance(row.get("source"), str):
            row["source"] = _several(row["source"])
        places: dict[YamlPath, Cell] = {(key,): cells[key] for key in ("id", *_OPTIONAL) if key in cells}
        places |= {("when", id): cells[id] for id in when}
        values: list[dict[str, Any]] = []
        for id, type in types.items():
            self.document.elsewhere[*at, id] = (file, cells[id].line, cells[id].column)
            if cells[id].text and (cell := self._cell((*path, id), id, cells[id].text, type)):
                places |= {("cells", len(values)): cells[id]}
                places |= {("cells", len(values), name): cells[id] for name in cell}
                values.append(cell)
        for place, cell_ in places.items():
            self.document.elsewhere[*at, *place] = (file, cell_.line, cell_.column)
            # where translators are sent to, who get the lines of tables.yml
            self.document.positions.setdefault((*at, *place), own)
        promised = {**row, **{cell["id"]: "" for cell in values}}
        self._check_promise(path, promised, types)
        return {**row, "cells": values} if values else row


def _several(text: str) -> list[str]:
    return [one.strip() for one in text.split("|")]


def _answers(text: str) -> Any:
    """What a cell of an input asks for: answers and groups between bars, or bounds: 9..20, >9.., ..<20."""
    if found := _BOUNDS.fullmatch(text):
        low, high = ("over" if found[1] else "from"), ("under" if found[3] else "to")
        bounds = {low: found[2], high: found[4]}
        return {key: _number(bound) for key, bound in bounds.items() if bound is not None} or [text]
    return _several(text)


def _number(text: str) -> int | str:
    """A bound as YAML has it."""
    return text if "." in text else int(text)
