"""Reports of values that do not fit the format, and how their messages name a value."""

from __future__ import annotations

from typing import Any

from site_builder.guide.yaml_file import Document, YamlPath


class FormatReports:
    """Writes to a document's problems."""

    def __init__(self, document: Document) -> None:
        self.document = document

    def report(self, path: YamlPath, message: str) -> None:
        """Report what is wrong at a path."""
        self.document.problems.append(self.document.problem(path, message))

    def allow_without_quotes(self, path: YamlPath) -> None:
        """Take back that a value needs quotes: the file's reader does not know what is expected here."""
        place = self.document.positions.get(path)
        self.document.problems = [p for p in self.document.problems if (p.line, p.column) != place]


def in_quotes(kind: type, value: Any) -> str:
    """The end of a message on a number, true or false, where text is expected."""
    if kind is not str or not isinstance(value, (int, bool)):
        return ""
    return f'; write "{str(value).lower()}" in quotes'


def describe(value: Any) -> str:
    """A value as a message names it."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return f"the value {str(value).lower()}"
    if isinstance(value, int):
        return f"the number {value}"
    if isinstance(value, str):
        return f'"{value if len(value) <= 40 else value[:37] + "…"}"'
    return "a list" if isinstance(value, list) else "a mapping"
