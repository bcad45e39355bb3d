"""JSON Schemas of the guide's files, the same for every guide, and of what the build publishes.

Made from the same classes that the files are checked against, so the two cannot disagree.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from decision_tree.calendar_spans import PATTERN as SPAN
from decision_tree.conditions import ANY
from decision_tree.model import Tree
from site_builder.guide import (
    BOUNDS,
    DECIMAL,
    FILES,
    ID,
    PLURAL_CATEGORIES,
    WAYS,
    ChoiceFormat,
    ConditionFormat,
    DecimalFormat,
    Format,
    Id,
    ListFormat,
    MappingFormat,
    ObjectFormat,
    PluralFormat,
    ScalarFormat,
    StringFormat,
    UnionFormat,
    format_of,
)
from site_builder.guide import model as g
from site_builder.hosting import Hosting
from site_builder.locales import CalendarsFile, FormsFile, GlossaryFile, LabelWord, LocalesFile

JsonSchema = dict[str, Any]
DIALECT = "https://json-schema.org/draft/2020-12/schema"

PUBLISHED: dict[str, Any] = {
    **{name.replace("_", "-"): kind for name, kind in FILES.items()},
    "procedure": g.Procedure,
    "locales": LocalesFile,
    "calendars": CalendarsFile,
    "labels": Mapping[Id, Mapping[Id, LabelWord]],
    "glossary": GlossaryFile,
    "forms": FormsFile,
    "hosting": Hosting,
    "guide": g.Guide,
    "tree-json": Tree,
}
"""Schema name (schemas/<name>.schema.json) -> what it describes. `guide` and `tree-json` are of the site's
guide.json and tree.json; the others of files under docs/."""


TEXT: JsonSchema = {
    "type": "string",
    "description": "Words to translate; may hold {kind:id} references and `code`.",
}
_STRINGS: dict[str, JsonSchema] = {
    "word": {"type": "string", "description": "Words to translate; may hold {placeholders}."},
    "id": {"type": "string", "pattern": f"^{ID.pattern.removesuffix(chr(92) + 'Z')}$"},
    "plain": {"type": "string"},
    "url": {"type": "string", "pattern": "^https://"},
    "contact": {"type": "string", "pattern": "^(https://|tel:|mailto:)"},
    "date": {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"},
    "day": {"type": "string", "pattern": r"^(\d{4}-\d{2}-\d{2}|today)$"},
    "month": {"type": "string", "pattern": r"^\d{4}-\d{2}$"},
}

_PLURAL_FORMS: JsonSchema = {
    "type": "object",
    "description": "Words to translate that depend on {count}: one for each plural category.",
    "properties": {category: {"type": "string"} for category in PLURAL_CATEGORIES},
    "required": ["other"],
    "additionalProperties": False,
}

_ANSWERS: list[JsonSchema] = [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]
_DECIMAL: JsonSchema = {
    "anyOf": [{"type": "number"}, {"type": "string", "pattern": f"^{DECIMAL.pattern}$"}],
    "description": "A number, perhaps with decimals, which are exact.",
}
_DAY = r"\d{4}-\d{2}-\d{2}"
_BOUND: JsonSchema = {"anyOf": [*_DECIMAL["anyOf"], {"type": "string", "pattern": f"^{_DAY}$"}]}
_TIME: JsonSchema = {
    "type": "object",
    "description": "Time between a date and today, such as 2 years or 30 days.",
    "properties": {key: {"type": "string", "pattern": f"^{SPAN}$"} for key in BOUNDS},
    "minProperties": 1,
    "additionalProperties": False,
}
BOUNDED: JsonSchema = {
    "type": "object",
    "description": "Bounds of a number or a date: from and to include the bound, over and under do not.",
    "properties": dict.fromkeys(BOUNDS, _BOUND),
    "minProperties": 1,
    "additionalProperties": False,
}
"""What a condition asks of a number."""
TIMED: JsonSchema = {**BOUNDED, "properties": {**BOUNDED["properties"], **dict.fromkeys(WAYS, _TIME)}}
"""What it asks of a date."""
_LISTS: JsonSchema = {"type": "array", "items": {"anyOf": _ANSWERS}}
_SELECTING: JsonSchema = {
    "type": "object",
    "properties": {
        "any": {"anyOf": _ANSWERS},
        "all": {"anyOf": [{"type": "string"}, _LISTS]},
        "not": {"anyOf": _ANSWERS},
    },
    "minProperties": 1,
    "additionalProperties": False,
}  # fmt: skip
_CONJUNCTION: JsonSchema = {
    "type": "object",
    "description": (
        "Question or setting -> an answer, some, {not: …}, {from: …, under: …} of a range, "
        "or {any: …, all: …, not: …} of several answers."
    ),
    "additionalProperties": {"anyOf": [*_ANSWERS, _SELECTING, TIMED]},
}
_ALTERNATIVES: JsonSchema = {
    "type": "array",
    "description": "Conditions of which one or more must hold.",
    "items": _CONJUNCTION | {"not": {"required": [ANY]}},
}
_CONDITION: JsonSchema = _CONJUNCTION | {"properties": {ANY: _ALTERNATIVES}}


_CELL: JsonSchema = {
    "type": ["string", "number"],
    "description": "The value in the column with that id: of a duration 5 business days, of an amount 75.80.",
}


class SchemaWriter:
    """Writes the schema of one published name. What the ids of one guide add is written by a subclass."""

    def __init__(self) -> None:
        self.definitions: JsonSchema = {}

    def write(self, name: str) -> JsonSchema:
        """The JSON Schema of one published name."""
        root = self.of(format_of(PUBLISHED[name]))
        return {"$schema": DIALECT, "title": name, **root, "$defs": dict(sorted(self.definitions.items()))}

    def of(self, format: Format) -> JsonSchema:
        """The schema of a format; of a class a reference to its definition."""
        match format:
            case StringFormat("ref", targets):
                return self.id_of(targets)
            case StringFormat("text"):
                return self.text()
            case StringFormat(kind):
                return _STRINGS[kind]
            case PluralFormat():
                return _PLURAL_FORMS
            case ConditionFormat():
                return self.condition()
            case DecimalFormat():
                return _DECIMAL
            case ScalarFormat(type):
                return {"type": {str: "string", int: "integer", bool: "boolean"}[type]}
            case ChoiceFormat(options):
                return {"enum": list(options)}
            case ListFormat(item, bare_item, in_place_of_none):
                items = self.of(item)
                listed = {"type": "array", "items": items, **({"minItems": 1} if in_place_of_none else {})}
                return {"anyOf": [items, listed]} if bare_item else listed
            case MappingFormat(value):
                return {"type": "object", "additionalProperties": self.of(value)}
            case UnionFormat(alternatives):
                return {"anyOf": [self.of(option) for option in alternatives]}
            case ObjectFormat(_, str(bare_key)):
                return {"anyOf": [self.of(format.fields[bare_key]), self._reference(format)]}
            case ObjectFormat():
                return self._reference(format)
        raise TypeError(format)

    def id_of(self, kinds: tuple[str, ...]) -> JsonSchema:
        """An id of something of one of some kinds."""
        return {"type": "string", "description": f"The id of a {' or '.join(kinds)}."}

    def text(self) -> JsonSchema:
        """A text to translate."""
        return TEXT

    def condition(self) -> JsonSchema:
        """A condition."""
        return _CONDITION

    def key(self, type: Any, key: str, format: Format) -> JsonSchema:
        """What a key of a class may have."""
        return self.of(format)

    def beside(self, type: Any) -> JsonSchema:
        """What the keys of a class ask of one another."""
        return {}

    def _reference(self, format: ObjectFormat) -> JsonSchema:
        name = format.type.__name__
        if name not in self.definitions:
            self.definitions[name] = {}  # holds the place while the class refers to itself
            self.definitions[name] = {
                "type": "object",
                "description": (format.type.__doc__ or "").split("\n\n")[0].replace("\n    ", " "),
                "properties": {key: self.key(format.type, key, part) for key, part in format.fields.items()},
                **({"required": format.required} if format.required else {}),
                "additionalProperties": _CELL if format.type is g.TableRow else False,
                **self.beside(format.type),
            }
        return {"$ref": f"#/$defs/{name}"}


def schema(name: str) -> JsonSchema:
    """The JSON Schema of one published name."""
    return SchemaWriter().write(name)


def write_schemas(folder: Path) -> list[str]:
    """Write every schema into `folder` and return the names of the files that changed."""
    return write_changed(folder, {name: schema(name) for name in PUBLISHED})


def write_changed(folder: Path, schemas: Mapping[str, JsonSchema]) -> list[str]:
    """Write schemas by name into `folder` and return the names of the files that changed."""
    folder.mkdir(parents=True, exist_ok=True)
    changed = []
    for name, schema in schemas.items():
        path = folder / f"{name}.schema.json"
        text = json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            part = path.with_suffix(".part")  # an editor may read it at any moment
            part.write_text(text, encoding="utf-8", newline="\n")
            part.replace(path)
            changed.append(path.name)
    return changed
