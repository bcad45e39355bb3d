"""From dataclasses to a checked format: the guide's classes say what its YAML may hold.

A class of `site_builder.guide` is read three ways, all from its annotations: `check` compares a raw value
with it and reports every difference at its place, `build` makes the instance, `leaves` finds the texts to
translate and the ids to resolve. `site_builder.json_schema` adds a fourth, the schema for editors.
"""

from __future__ import annotations

import dataclasses
import re
import types
from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, dataclass
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from decision_tree.json_form import condition_from_json
from decision_tree.model import Condition
from site_builder import inline
from site_builder.problems import did_you_mean
from site_builder.strict_yaml import Document, Path_

ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")


@dataclass(frozen=True, slots=True)
class Mark:
    """What a piece of text is: text (translated), word (translated, may hold placeholders), id, plain, url,
    date, or ref, an id of one of the `kinds`."""

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
Plain = Annotated[str, Mark("plain")]
Url = Annotated[str, Mark("url")]
Date = Annotated[str, Mark("date")]


@dataclass(frozen=True, slots=True)
class Leaf:
    """A piece of text in a document: what it is, where it stands and, by ids, what it is called."""

    mark: Mark
    value: Any
    path: Path_
    context: str


CONDITION = Mark("condition")


def check(kind: Any, document: Document) -> None:
    """Append to the document's problems everything in its value that does not fit `kind`."""
    _Checker(document).check(kind, document.value, ())


class _Checker:
    def __init__(self, document: Document) -> None:
        self.document = document

    def report(self, path: Path_, message: str) -> None:
        self.document.problems.append(self.document.problem(path, message))

    def check(self, kind: Any, value: Any, path: Path_) -> None:
        base, marks = unwrap(kind)
        for mark in marks:
            if isinstance(mark, Mark):
                return self._string(mark, value, path)
            if isinstance(mark, OneOrMany) and not isinstance(value, list):
                return self.check(get_args(base)[0], value, path)
            if isinstance(mark, Wrap) and not isinstance(value, (dict, list)):
                return self.check(get_type_hints(base, include_extras=True)[mark.key], value, path)
        if base == Condition:
            return self._condition(value, path)
        if dataclasses.is_dataclass(base):
            return self._object(base, value, path)
        origin = get_origin(base)
        if origin is tuple:
            return self._list(get_args(base)[0], value, path)
        if origin is Mapping:
            return self._mapping(get_args(base)[1], value, path)
        if origin is Literal:
            if value not in get_args(base):
                options = ", ".join(map(str, get_args(base)))
                self.report(path, f"expected one of: {options}; found {describe(value)}")
            return None
        if origin in (Union, types.UnionType):
            return self.check(member(base, value), value, path)
        if type(value) is not base:
            expected = {int: "a whole number", bool: "true or false", str: "text"}[base]
            self.report(path, f"expected {expected}, found {describe(value)}")
        return None

    def _string(self, mark: Mark, value: Any, path: Path_) -> None:
        if not isinstance(value, str):
            hint = " (put it in quotes?)" if isinstance(value, (int, bool)) else ""
            self.report(path, f"expected text, found {describe(value)}{hint}")
            return
        if mark.name == "text":
            for fault in inline.faults(value):
                self.report(path, fault)
        elif mark.name == "word":
            names = [ref.id for ref in inline.references(value) if not ref.kind]
            for fault in inline.faults(value, names):
                self.report(path, fault)
        elif mark.name == "id" and not ID.match(value):
            self.report(path, f'"{value}" is not an id; write lower-case-words-with-dashes')
        elif mark.name == "url" and not re.fullmatch(r"https://[a-z0-9.-]+\.[a-z]+(/[\w./?=&%#-]*)?", value):
            self.report(path, f'"{value}" is not an https address')
        elif mark.name == "date" and not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", value):
            self.report(path, f'"{value}" is not a date; write "2021-02-26", in quotes')

    def _condition(self, value: Any, path: Path_) -> None:
        if not isinstance(value, dict) or not value:
            self.report(path, f"expected a condition such as {{product: azure}}, found {describe(value)}")
            return
        for name, wanted in value.items():
            if isinstance(wanted, dict):
                if set(wanted) != {"not"}:
                    self.report((*path, name), "expected an answer, a list of answers, or {not: …}")
                    continue
                wanted = wanted["not"]
            for item in wanted if isinstance(wanted, list) else [wanted]:
                if not isinstance(item, str):
                    self.report((*path, name), f"expected an answer id, found {describe(item)}")

    def _object(self, kind: Any, value: Any, path: Path_) -> None:
        if not isinstance(value, dict):
            self.report(path, f"expected {kind_name(kind)} with keys, found {describe(value)}")
            return
        hints = keys_of(kind)
        for key in value:
            if key not in hints:
                self.report((*path, key, "@key"), f'unknown key "{key}"{did_you_mean(key, hints)}')
        for name in required_of(kind):
            if name not in value:
                self.report(path, f'missing key "{name}" of {kind_name(kind)}')
        for key, item in value.items():
            if key in hints:
                self.check(hints[key], item, (*path, key))
        for message in getattr(kind, "complaints", lambda raw: [])(value):
            self.report(path, message)

    def _list(self, kind: Any, value: Any, path: Path_) -> None:
        if not isinstance(value, list):
            self.report(path, f"expected a list, found {describe(value)}")
            return
        seen: dict[str, int] = {}
        for index, item in enumerate(value):
            self.check(kind, item, (*path, index))
            id = item.get("id") if isinstance(item, dict) else None
            if isinstance(id, str) and seen.setdefault(id, index) != index:
                line = self.document.positions[(*path, seen[id])][0]
                self.report((*path, index, "id"), f'duplicate id "{id}" (first in line {line})')

    def _mapping(self, kind: Any, value: Any, path: Path_) -> None:
        if not isinstance(value, dict):
            self.report(path, f"expected a mapping, found {describe(value)}")
            return
        for key, item in value.items():
            self.check(kind, item, (*path, key))


def build(kind: Any, value: Any) -> Any:
    """The instance of `kind` that a checked value stands for: lists become tuples, mappings classes."""
    base, marks = unwrap(kind)
    for mark in marks:
        if isinstance(mark, Mark):
            return value
        if isinstance(mark, OneOrMany) and not isinstance(value, list):
            return (build(get_args(base)[0], value),)
        if isinstance(mark, Wrap) and not isinstance(value, (dict, list)):
            return base(**{mark.key: value})
    if base == Condition:
        return build_condition(value)
    if dataclasses.is_dataclass(base):
        hints = keys_of(base)
        return base(**{key.replace("-", "_"): build(hints[key], item) for key, item in value.items()})  # type: ignore[operator]
    origin = get_origin(base)
    if origin is tuple:
        return tuple(build(get_args(base)[0], item) for item in value)
    if origin is Mapping:
        return {key: build(get_args(base)[1], item) for key, item in value.items()}
    if origin in (Union, types.UnionType):
        return build(member(base, value), value)
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


def leaves(kind: Any, value: Any, path: Path_ = (), context: str = "") -> Iterator[Leaf]:
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


def replace_texts(kind: Any, value: Any, change: Callable[[str, str], str], context: str = "") -> Any:
    """A copy of a checked value with every text and word replaced by `change(context, text)`."""
    base, marks = unwrap(kind)
    for mark in marks:
        if isinstance(mark, Mark):
            return change(context, value) if mark.name in ("text", "word") else value
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
    """The keys of a class as YAML writes them, with their types. Fields that begin with "_" are not keys."""
    if kind not in _KEYS:
        hints = get_type_hints(kind, include_extras=True)
        _KEYS[kind] = {f.name: hints[f.name] for f in dataclasses.fields(kind) if not f.name.startswith("_")}
    return _KEYS[kind]


def required_of(kind: Any) -> list[str]:
    """The keys that must be there."""
    return [
        field.name
        for field in dataclasses.fields(kind)
        if field.default is MISSING and field.default_factory is MISSING
    ]


def kind_name(kind: Any) -> str:
    """How a message calls an object of that class."""
    words = re.sub(r"(?<!^)(?=[A-Z])", " ", kind.__name__).lower()
    return f"an {words}" if words[0] in "aeiou" else f"a {words}"


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
