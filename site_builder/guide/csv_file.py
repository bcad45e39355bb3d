"""CSV files beside the guide's YAML: the rows of a table, each cell with its line and column."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from site_builder.guide.yaml_file import LARGEST_FILE
from site_builder.problems import Problem, did_you_mean

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]*\.csv")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's text, without white space around it, and where it begins."""

    text: str
    line: int
    column: int


Row = dict[str, Cell]
"""The cells of a row by the names of their columns."""


def file_problem(folder: Path, name: str) -> str:
    """What keeps a file of that name from being read, or ""."""
    if not _NAME.fullmatch(name):
        return f'"{name}" is not the name of a CSV file beside this one, such as countries.csv'
    try:
        (folder / name).read_bytes()
    except OSError as error:
        return f"{name} cannot be read: {error.strerror or error}"
    return ""


def read_rows(
    path: Path, name: str, columns: Sequence[str], needed: Collection[str]
) -> Iterator[Problem | Row]:
    """The rows below the first line, which names their columns, as far as they are right.

    Empty cells are left out where they are not `needed`. Messages call the file `name`.
    """
    raw = path.read_bytes()
    if len(raw) > LARGEST_FILE:
        yield Problem(name, 0, 0, f"is too large: {len(raw)} bytes, at most {LARGEST_FILE} are read")
        return
    try:
        text = raw.decode("utf-8-sig")  # spreadsheets begin a file with a mark
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        yield Problem(name, line, 1, "is not UTF-8 text; save the file as UTF-8")
        return
    header: list[Cell] | None = None
    for cells in _records(text.replace("\r\n", "\n").replace("\r", "\n")):
        if isinstance(cells, tuple):
            line, column, fault = cells
            yield Problem(name, line, column, f"this is not CSV: {fault}")
            return
        if header is None:
            header = cells
            faults = list(_header_faults(header, columns, needed))
            yield from (Problem(name, cell.line, cell.column, fault) for cell, fault in faults)
            if faults:
                return
        elif len(cells) != len(header):
            message = f"expected {len(header)} cells, found {len(cells)}"
            yield Problem(name, cells[0].line, cells[0].column, message)
        else:
            row = {named.text: cell for named, cell in zip(header, cells, strict=True)}
            yield {key: cell for key, cell in row.items() if cell.text or key in needed}
    if header is None:
        yield from (Problem(name, 1, 1, fault) for _, fault in _header_faults([], columns, needed))


def _records(text: str) -> Iterator[list[Cell] | tuple[int, int, str]]:
    """The lines of cells that are not empty, or at last a fault with its line and column."""
    position, line, start_of_line = 0, 1, 0
    cells: list[Cell] = []
    while position < len(text):
        first_line, column = line, position - start_of_line + 1
        if text[position] == '"':
            end = position + 1
            while (end := text.find('"', end)) != -1 and text[end : end + 2] == '""':
                end += 2
            if end == -1:
                yield first_line, column, "a cell begins with a quotation mark, and none ends it"
                return
            content = text[position + 1 : end].replace('""', '"')
            line += text.count("\n", position, end)
            start_of_line = max(start_of_line, text.rfind("\n", position, end) + 1)
            position = end + 1
            if text[position : position + 1] not in (",", "\n", ""):
                message = "a quotation mark ends a cell; write two of them for one within it"
                yield line, position - start_of_line + 1, message
                return
        else:
            end = min(i for i in (text.find(",", position), text.find("\n", position), len(text)) if i >= 0)
            content, position = text[position:end], end
        cells.append(Cell(content.strip(), first_line, column))
        if text[position : position + 1] == ",":
            position += 1
            if position < len(text) and text[position] != "\n":
                continue
            cells.append(Cell("", line, position - start_of_line + 1))
        if len(cells) > 1 or cells[0].text:
            yield cells
        cells = []
        position, line, start_of_line = position + 1, line + 1, position + 1


def _header_faults(
    header: Sequence[Cell], columns: Sequence[str], needed: Collection[str]
) -> Iterator[tuple[Cell, str]]:
    names = [cell.text for cell in header]
    if len(names) == 1 and ";" in names[0]:
        yield header[0], "the cells are separated by semicolons; write commas"
        return
    for cell in header:
        if cell.text not in columns:
            yield cell, f'unknown column "{cell.text}"{did_you_mean(cell.text, columns)}'
        elif names.index(cell.text) < header.index(cell):
            yield cell, f'the column "{cell.text}" is here twice'
    for column in columns:
        if column in needed and column not in names:
            missing = f'missing the column "{column}"; the first line names the columns: {",".join(columns)}'
            yield header[0] if header else Cell("", 1, 1), missing
