"""JSON Schemas with the ids of one guide: its editor completes and checks them while a file is written.

They are in the guide's `.cache`, where the first line of each of its files names them. While a file is no
YAML, the last ones stay.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from site_builder.editor import id_schemas
from site_builder.editor.schemas import PUBLISHED, JsonSchema, SchemaWriter, schema, write_changed
from site_builder.guide import OTHERS, Format, KnownIds, read_known_ids
from site_builder.guide import model as g
from site_builder.shared_files import SCHEMAS

OF_FILES = tuple(name for name in PUBLISHED if name not in ("guide", "tree-json"))
"""The schemas of files that somebody writes."""


def write_guide_schemas(root: Path) -> list[str]:
    """Write the schemas of the guide below `root`, and return the names of the files that changed.

    While a file of the guide is no YAML, those stay that are there, and others have no ids.
    """
    known, folder = read_known_ids(root), root / SCHEMAS
    missing = [name for name in OF_FILES if not (folder / f"{name}.schema.json").exists()]
    if known.unread:
        schemas = {name: schema(name) for name in missing}
    else:
        schemas = {name: GuideSchemaWriter(known).write(name) for name in OF_FILES}
    with suppress(OSError):  # an editor without schemas is no reason to check nothing
        return write_changed(folder, schemas)
    return []


class GuideSchemaWriter(SchemaWriter):
    """Writes a schema with what one guide has."""

    def __init__(self, known: KnownIds) -> None:
        super().__init__()
        self.known = known

    def write(self, name: str) -> JsonSchema:
        """The JSON Schema of one published name, for this guide."""
        written = super().write(name)
        labels = self.known.of("label")
        if name == "labels" and labels:  # locale -> label -> its words there
            word = written["additionalProperties"]["additionalProperties"]
            properties = {id: {**word, "description": words} for id, words in labels.items()}
            written["additionalProperties"] |= {"properties": properties, "additionalProperties": False}
        return written

    def id_of(self, kinds: tuple[str, ...]) -> JsonSchema:
        """One of the guide's ids of some kinds."""
        name = f"ids-{'-'.join(kinds)}"
        if name not in self.definitions:
            found = id_schemas.reference(self.known, kinds)
            if found is None:
                return super().id_of(kinds)
            self.definitions[name] = found
        return {"$ref": f"#/$defs/{name}"}

    def text(self) -> JsonSchema:
        """A text with references to what the guide has."""
        return self._defined("text", lambda: id_schemas.text(self.known))

    def condition(self) -> JsonSchema:
        """A condition on what the guide asks, with its answers."""
        if not self.known.choices:
            return super().condition()

        def conjunction(any_of: JsonSchema | None = None) -> JsonSchema:
            tests = {
                id: id_schemas.test(id, choice, self._answer(id)) for id, choice in self.known.choices.items()
            }
            return id_schemas.condition(tests, any_of)

        alternative = self._defined("condition-of-any", conjunction)
        return self._defined("condition", lambda: conjunction(alternative))

    def key(self, type: Any, key: str, format: Format) -> JsonSchema:
        """What a key of a class may have, with ids where they depend on more than the key's format."""
        known = self.known
        match type.__name__, key:
            case (("Scenario" | "HandOver"), "answers"):
                return self._given("question")
            case "Scenario", "settings":
                return self._given("setting")
            case "Scenario", "tables":
                rows = {id: id_schemas.some(self._rows(id), least=0) for id in known.tables}
                return {"type": "object", "properties": rows, "additionalProperties": False}
            case "Scenario", "portal" if known.of("contact"):
                return id_schemas.some(self.id_of(("contact",)), least=0)
            case "Never", "rows" if known.of("row"):
                found = {**known.of("row"), OTHERS: "All that the scenario does not name"}
                return id_schemas.some(id_schemas.enumeration(found, "No table has such a row"))
            case "Procedure", "for" if known.own_kinds:
                kinds = {kind: id_schemas.some(self.id_of((kind,))) for kind in known.own_kinds}
                return {"type": "object", "properties": kinds, "additionalProperties": False}
            case "Section", "facts" if known.of("fact"):
                return {"type": "array", "items": self.id_of(("fact",))}
            case ("Question", "answers_file") | ("Table", "rows_file") if known.csv_files:
                return {"type": "string", "examples": [*known.csv_files]}
            case "Page", "id":
                return {**super().key(type, key, format), "examples": [*known.of("page")]}
            case "InterfaceFile", "words" if known.of("word"):
                return self._words(format)
        return super().key(type, key, format)

    def beside(self, type: Any) -> JsonSchema:
        """Answers of the question that is named beside them, and columns of the table that has them."""
        cases = []
        if type is g.Group:
            for id, choice in self.known.choices_of("question", "setting").items():
                if choice.answers:
                    answers = id_schemas.some(id_schemas.answer(id, choice, groups=False))
                    cases.append(_case("question", id, {"answers": answers}))
        elif type is g.Setting:
            for id in self.known.choices_of("setting"):
                cases.append(_case("id", id, {"default": self._answer(id)}))
        elif type is g.Table:
            for id, table in self.known.tables.items():
                spans = {one: words for one, words in table.columns.items() if table.types[one] == "duration"}
                promised = id_schemas.enumeration(spans, "No column with durations has this id")
                cells = {one: self._cell(table.types[one], words) for one, words in table.columns.items()}
                row = {"rows": {"items": {"properties": cells}}}
                cases.append(_case("id", id, {**row, **({"promise": promised} if spans else {})}))
        elif type.__name__ == "Scenario":
            for id, pieces in self.known.pieces.items():
                items = {key: self._items(id, key, ids) for key, ids in pieces.items() if ids}
                cases.append(_case("outcome", id, {**items, "never": {"properties": items}}))
        return {"allOf": cases} if cases else {}

    def _given(self, kind: str) -> JsonSchema:
        choices = self.known.choices_of(kind)
        return id_schemas.given(choices, {id: self._answer(id) for id in choices})

    def _answer(self, id: str) -> JsonSchema:
        return self._defined(f"answers-{id}", lambda: id_schemas.answer(id, self.known.choices[id]))

    def _rows(self, id: str) -> JsonSchema:
        rows = self.known.tables[id].rows
        return id_schemas.enumeration(rows, f'The table "{id}" has no such row') if rows else {}

    def _items(self, outcome: str, key: str, ids: Mapping[str, str]) -> JsonSchema:
        """Items of an outcome. A part of an id may stand there, too."""
        known = id_schemas.enumeration(ids, "No such item")
        one = self._defined(f"item-{outcome}-{key}", lambda: {"anyOf": [known, {"type": "string"}]})
        return self._defined(f"items-{outcome}-{key}", lambda: id_schemas.some(one, least=0))

    def _cell(self, type: str, words: str) -> JsonSchema:
        links = [*self.known.of("link", "portal")]
        return {"description": f"{words} ({type})", **({"examples": links} if type == "address" else {})}

    def _words(self, format: Format) -> JsonSchema:
        word = self._defined("word", lambda: self.of(format)["additionalProperties"])
        words = {key: {**word, "description": text} for key, text in self.known.of("word").items()}
        return {"type": "object", "properties": words, "additionalProperties": False}

    def _defined(self, name: str, make: Callable[[], JsonSchema]) -> JsonSchema:
        """A reference to a definition, which is made at the first use."""
        if name not in self.definitions:
            self.definitions[name] = {}
            self.definitions[name] = make()
        return {"$ref": f"#/$defs/{name}"}


def _case(key: str, id: str, properties: JsonSchema) -> JsonSchema:
    """What some keys may have beside another with that id."""
    return {
        "if": {"properties": {key: {"const": id}}, "required": [key]},
        "then": {"properties": properties},
    }
