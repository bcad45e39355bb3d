"""JSON Schemas of the guide's files, for completion in editors, and of what the build publishes.

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
from site_builder.locales import CalendarsFile, GlossaryFile, LabelWord, LocalesFile

DIALECT = "https://json-schema.org/draft/2020-12/schema"

PUBLISHED: dict[str, Any] = {
    **{name.replace("_", "-"): kind for name, kind in FILES.items()},
    "procedure": g.Procedure,
    "locales": LocalesFile,
    "calendars": CalendarsFile,
    "labels": Mapping[Id, Mapping[Id, LabelWord]],
    "glossary": GlossaryFile,
    "hosting": Hosting,
    "guide": g.Guide,
    "tree-json": Tree,
}
"""Schema name (schemas/<name>.schema.json) -> what it describes. `guide` and `tree-json` are of the site's
guide.json and tree.json; the others of files under docs/."""


def schema(name: str) -> dict[str, Any]:
    """The JSON Schema of one published name."""
    definitions: dict[str, Any] = {}
    root = _schema(format_of(PUBLISHED[name]), definitions)
    return {"$schema": DIALECT, "title": name, **root, "$defs": dict(sorted(definitions.items()))}


def write_schemas(folder: Path) -> list[str]:
    """Write every schema into `folder` and return the names of the files that changed."""
    folder.mkdir(parents=True, exist_ok=True)
    changed = []
    for name in PUBLISHED:
        path = folder / f"{name}.schema.json"
        text = json.dumps(schema(name), indent=2, ensure_ascii=False) + "\n"
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8", newline="\n")
            changed.append(path.name)
    return changed


_STRINGS: dict[str, dict[str, Any]] = {
    "text": {
        "type": "string",
        "description": "Words to translate; may hold {kind:id} references and `code`.",
    },
    "word": {"type": "string", "description": "Words to translate; may hold {placeholders}."},
    "id": {"type": "string", "pattern": f"^{ID.pattern.removesuffix(chr(92) + 'Z')}$"},
    "plain": {"type": "string"},
    "url": {"type": "string", "pattern": "^https://"},
    "contact": {"type": "string", "pattern": "^(https://|tel:|mailto:)"},
    "date": {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"},
    "day": {"type": "string", "pattern": r"^(\d{4}-\d{2}-\d{2}|today)$"},
    "month": {"type": "string", "pattern": r"^\d{4}-\d{2}$"},
}

_PLURAL_FORMS: dict[str, Any] = {
    "type": "object",
    "description": "Words to translate that depend on {count}: one for each plural category.",
    "properties": {category: {"type": "string"} for category in PLURAL_CATEGORIES},
    "required": ["other"],
    "additionalProperties": False,
}

_ANSWERS: list[dict[str, Any]] = [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]
_DECIMAL: dict[str, Any] = {
    "anyOf": [{"type": "number"}, {"type": "string", "pattern": f"^{DECIMAL.pattern}$"}],
    "description": "A number, perhaps with decimals, which are exact.",
}
_DAY = r"\d{4}-\d{2}-\d{2}"
_BOUND: dict[str, Any] = {"anyOf": [*_DECIMAL["anyOf"], {"type": "string", "pattern": f"^{_DAY}$"}]}
_TIME: dict[str, Any] = {
    "type": "object",
    "description": "Time between a date and today, such as 2 years or 30 days.",
    "properties": {key: {"type": "string", "pattern": f"^{SPAN}$"} for key in BOUNDS},
    "minProperties": 1,
    "additionalProperties": False,
}
_BOUNDED: dict[str, Any] = {
    "type": "object",
    "description": "Bounds of a number or a date: from and to include the bound, over and under do not.",
    "properties": {**dict.fromkeys(BOUNDS, _BOUND), **dict.fromkeys(WAYS, _TIME)},
    "minProperties": 1,
    "additionalProperties": False,
}
_LISTS: dict[str, Any] = {"type": "array", "items": {"anyOf": _ANSWERS}}
_SELECTING: dict[str, Any] = {
    "type": "object",
    "properties": {
        "any": {"anyOf": _ANSWERS},
        "all": {"anyOf": [{"type": "string"}, _LISTS]},
        "not": {"anyOf": _ANSWERS},
    },
    "minProperties": 1,
    "additionalProperties": False,
}  # fmt: skip
_CONJUNCTION: dict[str, Any] = {
    "type": "object",
    "description": (
        "Question or setting -> an answer, some, {not: …}, {from: …, under: …} of a range, "
        "or {any: …, all: …, not: …} of several answers."
    ),
    "additionalProperties": {"anyOf": [*_ANSWERS, _SELECTING, _BOUNDED]},
}
_ALTERNATIVES: dict[str, Any] = {
    "type": "array",
    "description": "Conditions of which one or more must hold.",
    "items": _CONJUNCTION | {"not": {"required": [ANY]}},
}
_CONDITION: dict[str, Any] = _CONJUNCTION | {"properties": {ANY: _ALTERNATIVES}}


_CELL: dict[str, Any] = {
    "type": ["string", "number"],
    "description": "The value in the column with that id: of a duration 5 business days, of an amount 75.80.",
}


def _schema(format: Format, definitions: dict[str, Any]) -> dict[str, Any]:
    match format:
        case StringFormat("ref", targets):
            return {"type": "string", "description": f"The id of a {' or '.join(targets)}."}
        case StringFormat(kind):
            return _STRINGS[kind]
        case PluralFormat():
            return _PLURAL_FORMS
        case ConditionFormat():
            return _CONDITION
        case DecimalFormat():
            return _DECIMAL
        case ScalarFormat(type):
            return {"type": {str: "string", int: "integer", bool: "boolean"}[type]}
        case ChoiceFormat(options):
            return {"enum": list(options)}
        case ListFormat(item, bare_item, in_place_of_none):
            items = _schema(item, definitions)
            listed = {"type": "array", "items": items, **({"minItems": 1} if in_place_of_none else {})}
            return {"anyOf": [items, listed]} if bare_item else listed
        case MappingFormat(value):
            return {"type": "object", "additionalProperties": _schema(value, definitions)}
        case UnionFormat(alternatives):
            return {"anyOf": [_schema(option, definitions) for option in alternatives]}
        case ObjectFormat(_, str(bare_key)):
            bare = _schema(format.fields[bare_key], definitions)
            return {"anyOf": [bare, _reference(format, definitions)]}
        case ObjectFormat():
            return _reference(format, definitions)
    raise TypeError(format)


def _reference(format: ObjectFormat, definitions: dict[str, Any]) -> dict[str, Any]:
    name = format.type.__name__
    if name not in definitions:
        definitions[name] = {}  # holds the place while the class refers to itself
        definitions[name] = {
            "type": "object",
            "description": (format.type.__doc__ or "").split("\n\n")[0].replace("\n    ", " "),
            "properties": {key: _schema(part, definitions) for key, part in format.fields.items()},
            **({"required": format.required} if format.required else {}),
            "additionalProperties": _CELL if format.type is g.TableRow else False,
        }
    return {"$ref": f"#/$defs/{name}"}
