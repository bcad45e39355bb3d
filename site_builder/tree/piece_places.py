"""Where the pieces of a compiled tree stand in YAML, for reports that name their lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from decision_tree.model import Tree
from site_builder.guide import Content, Document
from site_builder.tree.never import YamlPath
from site_builder.tree.tables import table_places

OWN_PARTS = {
    "steps": "route", "who": "who", "response": "response", "cost": "cost", "follow_up": "follow-up"
}  # fmt: skip
"""Lists of items of an outcome in YAML, and the parts of a card that they become."""


_LISTED = (
    ("warnings", "warnings"), ("portal", "portals"), ("address", "addresses"), ("instead", "instead")
)  # fmt: skip
"""Other lists of an outcome, or single values, and how the keys of their entries begin."""


@dataclass(frozen=True)
class Place:
    """A file, and the path of a piece in it."""

    document: Document
    path: YamlPath

    def below(self, *path: str | int) -> Place:
        """The place of a part of the piece; of the piece itself where the part is not written."""
        return Place(self.document, (*self.path, *path))

    @property
    def file(self) -> str:
        """The file, from the folder that holds docs/."""
        return self.document.place(self.path).rpartition(":")[0]

    @property
    def line(self) -> int:
        """The line, from 1; 0 where there is none."""
        return int(self.document.place(self.path).rpartition(":")[2])


class PiecePlaces:
    """The places of a guide's pieces. Items of an outcome go by the keys of cards: "who/global-admin"."""

    def __init__(self, content: Content, tree: Tree) -> None:
        self._content = content
        self._tables = table_places(content, tree)
        self._tree = content.documents["tree"]
        self._outcomes = content.documents["outcomes"]

    def choice(self, id: str) -> Place:
        """A question or a setting."""
        return self._choices[id]

    def answer(self, choice: str, id: str) -> Place:
        """An answer to a question, or a value of a setting."""
        place = self._choices[choice]
        raw = _at(self._tree.value, place.path).get("answers", ())
        index = next((i for i, one in enumerate(raw) if one["id"] == id), None)
        return place if index is None else place.below("answers", index)

    def outcome(self, id: str) -> Place:
        """An outcome."""
        return self._of_outcomes[id][""]

    def piece(self, outcome: str, key: str) -> Place:
        """A piece of an outcome's card: an item, a field ("fields/email"), a portal or an address by its
        number ("addresses/0")."""
        places = self._of_outcomes[outcome]
        return places.get(key) or places[""]

    def warning(self, id: str) -> Place:
        """A warning, whichever outcomes show it."""
        return self._by_id("warnings")[id]

    def field(self, id: str) -> Place:
        """A field, whichever forms have it."""
        return self._by_id("fields")[id]

    def row(self, table: str, id: str) -> Place:
        """A row of a table."""
        place = self._tables[table]
        index = next(i for i, row in enumerate(place.table.rows) if row.id == id)
        return Place(place.document, (*place.path, "rows", index))

    def note(self, table: str, id: str) -> Place:
        """A note of a table, or a point of one: "note/point"."""
        place = self._tables[table]
        raw = _at(place.document.value, place.path)
        found = dict(_items(place.document, (*place.path, "notes"), raw.get("notes", ())))
        return found.get(id) or Place(place.document, place.path)

    def duration(self, id: str) -> Place | None:
        """A duration of response_times.yml."""
        document = self._content.documents["response_times"]
        return _by_id(document, "durations").get(id)

    def conclusion(self, id: str) -> Place:
        """A conclusion."""
        return _by_id(self._tree, "conclusions")[id]

    def _by_id(self, key: str) -> dict[str, Place]:
        return _by_id(self._outcomes, key)

    @cached_property
    def _choices(self) -> dict[str, Place]:
        return {**_by_id(self._tree, "questions"), **_by_id(self._tree, "settings")}

    @cached_property
    def _of_outcomes(self) -> dict[str, dict[str, Place]]:
        return {
            one["id"]: dict(self._outcome_places(index, one))
            for index, one in enumerate(self._outcomes.value["outcomes"])
        }

    def _outcome_places(self, index: int, outcome: Mapping[str, Any]) -> Iterator[tuple[str, Place]]:
        path = ("outcomes", index)
        yield "", Place(self._outcomes, path)
        for procedure in self._content.procedures:
            if (id := procedure.value["id"]) in outcome.get("route", ()):
                for key, place in _items(procedure, ("steps",), procedure.value["steps"]):
                    yield f"route/{id}.{key}", place
        for name, part in OWN_PARTS.items():
            items = outcome.get(name, ())
            for key, place in _items(self._outcomes, (*path, name), () if isinstance(items, str) else items):
                yield f"{part}/{key}", place
        for name, part in _LISTED:
            listed = outcome.get(name, ())
            for k, one in enumerate(listed if isinstance(listed, list) else [listed]):
                below = (name, k) if isinstance(listed, list) else (name,)
                key = str(k) if name in ("portal", "address") else _id(one)
                yield f"{part}/{key}", Place(self._outcomes, (*path, *below))
        yield from self._form_places(outcome.get("form", ""))

    def _form_places(self, form: str) -> Iterator[tuple[str, Place]]:
        for i, one in enumerate(self._outcomes.value.get("forms", ())):
            for k, field in enumerate(one["fields"] if one["id"] == form else ()):
                yield f"fields/{_id(field)}", Place(self._outcomes, ("forms", i, "fields", k))


def _by_id(document: Document, key: str) -> dict[str, Place]:
    return {one["id"]: Place(document, (key, i)) for i, one in enumerate(document.value.get(key, ()))}


def _id(written: Any) -> str:
    """The id of what may be written as a bare word."""
    return str(written["id"] if isinstance(written, dict) else written)


def _items(
    document: Document, path: YamlPath, items: Iterable[Mapping[str, Any]]
) -> Iterator[tuple[str, Place]]:
    for index, item in enumerate(items):
        yield item["id"], Place(document, (*path, index))
        below = _items(document, (*path, index, "points"), item.get("points", ()))
        yield from ((f"{item['id']}/{key}", place) for key, place in below)


def _at(value: Any, path: YamlPath) -> Any:
    for part in path:
        value = value[part]
    return value
