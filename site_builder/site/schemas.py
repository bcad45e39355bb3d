"""JSON Schemas of the guide's files, for completion in editors, and of what the build publishes.

Made from the same classes that the files are checked against, so the two cannot disagree.
"""

from __future__ import annotations

import dataclasses
import json
import types
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin

from decision_tree.model import Condition, Tree
from site_builder.guide import (
    FILES,
    ID,
    PLURAL_CATEGORIES,
    Id,
    Mark,
    OneOrMany,
    Wrap,
    keys_of,
    required_of,
    unwrap,
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
    root = _schema(PUBLISHED[name], definitions)
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
    "forms": {
        "type": "object",
        "description": "Words to translate that depend on {count}: one for each plural category.",
        "properties": {category: {"type": "string"} for category in PLURAL_CATEGORIES},
        "required": ["other"],
        "additionalProperties": False,
    },
    "id": {"type": "string", "pattern": f"^{ID.pattern.removesuffix(chr(92) + 'Z')}$"},
    "plain": {"type": "string"},
    "url": {"type": "string", "pattern": "^https://"},
    "date": {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"},
}


def _schema(kind: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    base, marks = unwrap(kind)
    for mark in marks:
        if isinstance(mark, Mark):
            if mark.name == "ref":
                return {"type": "string", "description": f"The id of a {' or '.join(mark.kinds)}."}
            return _STRINGS[mark.name]
        if isinstance(mark, OneOrMany):
            one = _schema(get_args(base)[0], definitions)
            return {"anyOf": [one, {"type": "array", "items": one}]}
        if isinstance(mark, Wrap):
            return {"anyOf": [_schema(keys_of(base)[mark.key], definitions), _reference(base, definitions)]}
    if base == Condition:
        answers = {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}
        negated = {"type": "object", "properties": {"not": answers}, "required": ["not"]}
        return {
            "type": "object",
            "description": "Question or setting id -> its answer, one of its answers, or {not: …}.",
            "additionalProperties": {"anyOf": [*answers["anyOf"], negated]},
        }
    if dataclasses.is_dataclass(base):
        return _reference(base, definitions)
    origin = get_origin(base)
    if origin is tuple:
        return {"type": "array", "items": _schema(get_args(base)[0], definitions)}
    if origin is Mapping:
        return {"type": "object", "additionalProperties": _schema(get_args(base)[1], definitions)}
    if origin is Literal:
        return {"enum": list(get_args(base))}
    if origin in (Union, types.UnionType):
        return {"anyOf": [_schema(option, definitions) for option in get_args(base)]}
    return {"type": {str: "string", int: "integer", bool: "boolean"}[base]}


def _reference(kind: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    name = kind.__name__
    if name not in definitions:
        definitions[name] = {}  # holds the place while the class refers to itself
        required = required_of(kind)
        definitions[name] = {
            "type": "object",
            "description": (kind.__doc__ or "").split("\n\n")[0].replace("\n    ", " "),
            "properties": {key: _schema(part, definitions) for key, part in keys_of(kind).items()},
            **({"required": required} if required else {}),
            "additionalProperties": False,
        }
    return {"$ref": f"#/$defs/{name}"}
