"""From dataclasses to a checked format: the guide's classes say what its YAML may hold.

A class of `site_builder.guide` is read by its annotations: here `build` makes the instance, and `leaves`
finds the texts to translate and the ids to resolve. `site_builder.fitting` compares raw values with it and
reports every difference, `site_builder.json_schema` makes the schema for editors.
"""

from __future__ import annotations

import dataclasses
import re
import types
from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, dataclass
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from decision_tree.json_form import condition_from_json
from decision_tree.model import Condition
from site_builder.guide.localized_text import TextForms
from site_builder.guide.yaml_file import YamlPath

ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")


@dataclass(frozen=True, slots=True)
class Mark:
    """What a piece of text is: text (translated), word (translated, may hold placeholders), forms (a word
    that is counted, by plural category), id, plain, url, date, or ref, an id of one of the `kinds`."""

    name: str
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wrap:
    """A bare word may stand for an object with only this key."""

    key: str


class OneOrMany:
    """A bare value may stand for a list of one."""


Text = Annotated[str, Mark("text")]
Word = Annotated[str, Mark("word")]
Id = Annotated[str, Mark("id")]
PluralForms = Annotated[Mapping[Id, Word], Mark("forms")]
Plain = Annotated[str, Mark("plain")]
Url = Annotated[str, Mark("url")]
Date = Annotated[str, Mark("date")]


@dataclass(frozen=True, slots=True)
class Leaf:
    """A piece of text in a document: what it is, where it stands and, by ids, what it is called."""

    mark: Mark
    value: Any
    path: YamlPath
    context: str


CONDITION = Mark("condition")
TRANSLATED = ("text", "word", "forms")
"""The names of marks of what translators translate."""


def build_instance(kind: Any, value: Any) -> Any:
    """The instance of `kind` that a checked value stands for: lists become tuples, mappings classes."""
    base, marks = unwrap(kind)
    for mark in marks:
        if isinstance(mark, Mark):
            return value
        if isinstance(mark, OneOrMany) and not isinstance(value, list):
            return (build_instance(get_args(base)[0], value),)
        if isinstance(mark, Wrap) and not isinstance(value, (dict, list)):
            return base(**{mark.key: value})
    if base == Condition:
        return build_condition(value)
    if dataclasses.is_dataclass(base):
        hints = keys_of(base)
        return base(**{key: build_instance(hints[key], item) for key, item in value.items()})  # type: ignore[operator]
    origin = get_origin(base)
    if origin is tuple:
        return tuple(build_instance(get_args(base)[0], item) for item in value)
    if origin is Mapping:
        return {key: build_instance(get_args(base)[1], item) for key, item in value.items()}
    if origin in (Union, types.UnionType):
        return build_instance(member(base, value), value)
    return value


def build_condition(value: Mapping[str, Any]) -> Condition:
    """The condition that YAML writes as {product: azure, kind: {not: [fraud]}}."""

    def as_list(wanted: Any) -> Any:
        return wanted if isinstance(wanted, list) else [wanted]

    listed = {
        name: {"not": as_list(wanted["not"])} if isinstance(wanted, dict) else as_list(wanted)
        for name, wanted in value.items()
    }
    return condition_from_json(listed)


def leaves(kind: Any, value: Any, path: YamlPath = (), context: str = "") -> Iterator[Leaf]:
    """Every marked string and every condition of a checked value, in the document's order."""
    base, marks = unwrap(kind)
    for mark in marks:
        if isinstance(mark, Mark):
            yield Leaf(mark, value, path, context)
            return
        if isinstance(mark, OneOrMany) and not isinstance(value, list):
            yield from leaves(get_args(base)[0], value, path, context)
            return
        if isinstance(mark, Wrap) and not isinstance(value, (dict, list)):
            yield from leaves(keys_of(base)[mark.key], value, path, context)
            return
    if base == Condition:
        yield Leaf(CONDITION, value, path, context)
    elif get_origin(base) in (Union, types.UnionType):
        yield from leaves(member(base, value), value, path, context)
    else:
        for part, item, key, name in _parts(base, value):
            yield from leaves(part, item, (*path, key), f"{context}.{name}" if context else name)


def replace_texts(
    kind: Any, value: Any, change: Callable[[str, TextForms], TextForms], context: str = ""
) -> Any:
    """A copy of a checked value with every text, word and counted word replaced by `change(context, it)`."""
    base, marks = unwrap(kind)
    for mark in marks:
        if isinstance(mark, Mark):
            return change(context, value) if mark.name in TRANSLATED else value
        if isinstance(mark, OneOrMany) and not isinstance(value, list):
            return replace_texts(get_args(base)[0], value, change, context)
        if isinstance(mark, Wrap) and not isinstance(value, (dict, list)):
            return value
    if get_origin(base) in (Union, types.UnionType):
        return replace_texts(member(base, value), value, change, context)
    if base == Condition or not isinstance(value, (dict, list)):
        return value
    changed = {
        key: replace_texts(part, item, change, f"{context}.{name}" if context else name)
        for part, item, key, name in _parts(base, value)
    }
    return changed if isinstance(value, dict) else list(changed.values())


def _parts(base: Any, value: Any) -> Iterator[tuple[Any, Any, str | int, str]]:
    """Kind, value, key and name of what a checked object, list or mapping holds."""
    origin = get_origin(base)
    if dataclasses.is_dataclass(base):
        hints = keys_of(base)
        yield from ((hints[key], item, key, key) for key, item in value.items())
    elif origin is tuple:
        for index, item in enumerate(value):
            id = item.get("id") if isinstance(item, dict) else None
            yield get_args(base)[0], item, index, id if isinstance(id, str) else str(index)
    elif origin is Mapping:
        yield from ((get_args(base)[1], item, key, key) for key, item in value.items())


@cache
def unwrap(kind: Any) -> tuple[Any, tuple[Any, ...]]:
    """A type and its annotations; None is taken out of an optional."""
    marks: tuple[Any, ...] = ()
    while True:
        if get_origin(kind) is Annotated:
            kind, *found = get_args(kind)
            marks += tuple(found)
        elif get_origin(kind) in (Union, types.UnionType) and type(None) in get_args(kind):
            rest = [item for item in get_args(kind) if item is not type(None)]
            if len(rest) > 1:
                return Union[tuple(rest)], marks  # noqa: UP007 - built at run time
            kind = rest[0]
        else:
            return kind, marks


def member(union: Any, value: Any) -> Any:
    """The member of a union that a value is meant for, chosen by list, mapping or scalar."""

    def fits(kind: Any) -> bool:
        base, _ = unwrap(kind)
        if isinstance(value, list):
            return get_origin(base) is tuple
        if isinstance(value, dict):
            return dataclasses.is_dataclass(base) or get_origin(base) is Mapping
        return base in (str, int, bool) or get_origin(base) is Literal

    options = get_args(union)
    return next((option for option in options if fits(option)), options[0])


_KEYS: dict[Any, dict[str, Any]] = {}


def keys_of(kind: Any) -> dict[str, Any]:
    """The keys of a class as YAML writes them, with their types."""
    if kind not in _KEYS:
        hints = get_type_hints(kind, include_extras=True)
        _KEYS[kind] = {f.name: hints[f.name] for f in dataclasses.fields(kind)}
    return _KEYS[kind]


def required_of(kind: Any) -> list[str]:
    """The keys that must be there."""
    return [
        field.name
        for field in dataclasses.fields(kind)
        if field.default is MISSING and field.default_factory is MISSING
    ]
