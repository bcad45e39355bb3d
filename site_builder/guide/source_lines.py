"""Source lines: where each part of the guide stands in the files that writers edit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from site_builder.guide.yaml_file import Document, YamlPath

KINDS = {
    "question": "tree.questions",
    "setting": "tree.settings",
    "group": "tree.groups",
    "conclusion": "tree.conclusions",
    "outcome": "outcomes.outcomes",
    "warning": "outcomes.warnings",
    "outcome-kind": "outcomes.kinds",
    "form": "outcomes.forms",
    "field": "outcomes.fields",
    "row": "response_times.rows",
    "duration": "response_times.durations",
    "table": "tables.tables",
    "procedure": "procedures",
    "faq": "faq.questions",
    "open-point": "open_points.points",
    "page": "pages.pages",
    "portal": "facts.portals",
    "label": "facts.labels",
    "term": "facts.terms",
    "link": "facts.links",
    "address": "facts.addresses",
    "task": "facts.tasks",
    "scenario": "scenarios.scenarios",
}
"""Kind of part -> the context of those that the guide lists of it."""


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A place in a file, which is named from the folder that holds docs/. Line and column count from 1."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(frozen=True)
class SourceLines:
    """The places of all parts that have an id, by context: the path of ids to a part, such as
    `tree.questions.product.answers.azure`, which the contexts of texts in catalogs begin with."""

    places: Mapping[str, SourceLine]

    def of(self, kind: str, *ids: str) -> SourceLine | None:
        """The place of a part by its kind (KINDS) and id; with more ids that of an answer of a question
        or setting, of a value of a conclusion, of a row of a table, or of a procedure's step."""
        within = _WITHIN.get(kind, "")
        below = "".join(f".{within}.{id}" for id in ids[1:])
        return self.places.get(f"{KINDS[kind]}.{ids[0]}{below}")

    def at(self, context: str) -> SourceLine | None:
        """The place of the part with that context, or of the nearest one that it is in."""
        while context:
            if place := self.places.get(context):
                return place
            context = context.rpartition(".")[0]
        return None


_WITHIN = {
    "question": "answers", "setting": "answers", "conclusion": "values", "table": "rows",
    "procedure": "steps",
}  # fmt: skip


def source_lines(documents: Mapping[str, Document], procedures: Iterable[Document] = ()) -> SourceLines:
    """The places of all that has an id in a guide's files, which may be half-written.

    `documents` are named as in `content.FILES`. Of two parts with one id the first counts.
    """
    places: dict[str, SourceLine] = {}
    named = [*documents.items()]
    for document in procedures:
        id = document.value.get("id") if isinstance(document.value, dict) else None
        if isinstance(id, str):
            places.setdefault(f"procedures.{id}", SourceLine(*document.position(())))
            named.append((f"procedures.{id}", document))
    for context, document in named:
        for below, path in _parts(document.value, (), context):
            places.setdefault(below, SourceLine(*document.position(path)))
    return SourceLines(places)


def _parts(value: Any, path: YamlPath, context: str) -> Iterator[tuple[str, YamlPath]]:
    """The context and path of each part with an id below a value."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _parts(item, (*path, key), f"{context}.{key}")
    elif isinstance(value, list):
        for index, item in enumerate(value):
            id = item.get("id") if isinstance(item, dict) else None
            below = f"{context}.{id if isinstance(id, str) else index}"
            if isinstance(id, str):
                yield below, (*path, index)
            yield from _parts(item, (*path, index), below)
