"""All that holds on some days only in a guide's files, with where it stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from typing import Any

from site_builder.guide.format import StringFormat
from site_builder.guide.instances import find_leaves
from site_builder.guide.periods import Days
from site_builder.guide.yaml_file import Document, YamlPath

_KEYS = ("from", "until")


@dataclass(frozen=True, slots=True)
class DatedPiece:
    """Something of a file that holds on some days only: its id, its days, and where it stands."""

    id: str
    days: Days
    document: Document
    path: YamlPath


def find_dated(files: Iterable[tuple[Document, Any]]) -> tuple[DatedPiece, ...]:
    """All that has dates in some well-formed files, of which each comes with its kind."""
    found: dict[tuple[str, YamlPath], DatedPiece] = {}
    for document, kind in files:
        for leaf in find_leaves(kind, document.value):
            path = leaf.path[:-1]
            if leaf.path[-1:] and leaf.path[-1] in _KEYS and leaf.format == StringFormat("date"):
                piece: Any = reduce(lambda value, key: value[key], path, document.value)
                days = (piece.get("from", ""), piece.get("until", ""))
                found[document.file, path] = DatedPiece(piece["id"], days, document, path)
    return tuple(found.values())
