"""The ids of one guide as JSON Schemas: references, conditions, answers that are given, texts.

An enumeration has the words for each id beside it, which editors show. The keyword `errorMessage` is that of
the YAML language server, `patternErrorMessage` that of VS Code's too; others ignore both.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from decision_tree.conditions import ANY
from site_builder.editor.schemas import BOUNDED, TEXT, TIMED, JsonSchema
from site_builder.guide import KnownChoice, KnownIds
from site_builder.guide.inline import REFERENCE_KINDS

FEW = 8
"""Ids that a message lists."""
_BY_CODE = ("country", "language", "currency", "number", "date")
"""Kinds of references whose ids a pattern does not list: there are hundreds, or the build makes them."""


def enumeration(ids: Mapping[str, str], message: str) -> JsonSchema:
    """One of some ids, of which there must be one, with their words."""
    listed = f"; expected one of: {', '.join(ids)}" if len(ids) <= FEW else ""
    words = [" ".join(one.split()) for one in ids.values()]
    return {"enum": [*ids], "enumDescriptions": words, "errorMessage": f"{message}{listed}"}


def reference(known: KnownIds, kinds: tuple[str, ...]) -> JsonSchema | None:
    """An id of something of one of some kinds; None where the guide has none."""
    if len(kinds) == 1:
        found = known.of(*kinds)
    else:
        found = {
            id: f"{_in_words(kind).capitalize()}: {words}"
            for kind in kinds
            for id, words in known.of(kind).items()
        }
    if not found:
        return None
    return enumeration(found, f"No {' or '.join(map(_in_words, kinds))} of this guide has this id")


def _in_words(kind: str) -> str:
    return {"faq": "FAQ entry", "promise": "table with a promise", "contact": "portal"}.get(
        kind, kind.replace("-", " ")
    )


def answer(id: str, choice: KnownChoice, *, groups: bool = True) -> JsonSchema:
    """An answer of a question or setting, or a group of them; a value of a conclusion."""
    found = {**choice.answers, **(choice.groups if groups else {})}
    if not found:  # a number or a date in quotes, or nothing yet
        return {"type": "string"}
    what = "value" if choice.kind == "conclusion" else "answer"
    return enumeration(found, f'"{id}" has no such {what}')


def some(one: JsonSchema, *, least: int = 1) -> JsonSchema:
    """One, or a list of `least` or more."""
    return {"anyOf": [one, _list_of(one, least)]}


def _list_of(one: JsonSchema, least: int = 1) -> JsonSchema:
    return {"type": "array", "items": one, "minItems": least}


def _keys(properties: JsonSchema) -> JsonSchema:
    return {"type": "object", "properties": properties, "minProperties": 1, "additionalProperties": False}


def test(id: str, choice: KnownChoice, one: JsonSchema) -> JsonSchema:
    """What a condition asks of a choice, an answer of which is `one`."""
    described = {"description": choice.words} if choice.words else {}
    if choice.entry:
        return {**(TIMED if choice.entry == "date" else BOUNDED), **described}
    parts: JsonSchema = {"not": some(one)}
    if choice.several:
        each = {"anyOf": [one, _list_of(some(one))]}
        parts = {"any": some(one), "all": each, "not": some(one)}
    return {"anyOf": [one, _list_of(one), _keys(parts)], **described}


def condition(tests: Mapping[str, JsonSchema], any_of: JsonSchema | None = None) -> JsonSchema:
    """A condition with these tests; with what one of several must be, one that may list alternatives."""
    alternatives = {
        ANY: {"type": "array", "items": any_of, "minItems": 1, "description": "One or more of these hold."}
    }
    return {
        "type": "object",
        "description": "All of it must hold.",
        "properties": {**tests, **(alternatives if any_of else {})},
        "minProperties": 1,
        "additionalProperties": False,
    }


def given(choices: Mapping[str, KnownChoice], answers: Mapping[str, JsonSchema]) -> JsonSchema:
    """Answers that are given, by question or setting."""
    properties: JsonSchema = {}
    for id, choice in choices.items():
        one = some(answers[id]) if choice.several else answers[id]
        properties[id] = {**one, **({"description": choice.words} if choice.words else {})}
    return {"type": "object", "properties": properties, "additionalProperties": False}


def text(known: KnownIds) -> JsonSchema:
    """A text whose references must name something of the guide.

    A schema completes nothing inside a string, so the description has a reference of each kind.
    """
    listed = [kind for kind in (*REFERENCE_KINDS, *known.own_kinds) if kind not in _BY_CODE]
    named = {kind: known.of(kind) for kind in listed if known.of(kind)}
    kinds = [f"{kind}:(?:{'|'.join(map(re.escape, ids))})" for kind, ids in named.items()]
    kinds.append(f"(?:{'|'.join(_BY_CODE)}):[a-z0-9-]+")
    shown = ", ".join(f"{{{kind}:{next(iter(ids))}}}" for kind, ids in named.items())
    return {
        "type": "string",
        "pattern": rf"^(?:[^{{}}`]|\{{\{{|\}}\}}|`[^`]*`|\{{(?:{'|'.join(kinds)})(?:\|[a-z0-9-]+)?\}})*$",
        "patternErrorMessage": "A reference in this text names nothing of this guide, or a { } or ` is alone",
        "description": f"{TEXT['description']} {shown}" if shown else TEXT["description"],
    }
