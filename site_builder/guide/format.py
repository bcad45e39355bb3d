"""The format of the guide's files: what the annotations of its dataclasses allow a value to be.

`format_of` describes a type by a tree of `Format` nodes, made once from its annotations. Whatever depends on
the types walks these nodes: the check of YAML values (format_check), the instances that are built of them
and the texts in both (instances), the JSON Schemas, the proof that every fact is cited.
"""

from __future__ import annotations

import dataclasses
import re
import types
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, replace
from functools import cache, cached_property
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from decision_tree.conditions import Condition

ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")

DECIMAL = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")
"""An exact number, as the files write it."""

LONGEST_ID = 80
"""Characters: the page reads no more of an id in its address (decision_tree/web/guide/address.js)."""


class Format:
    """What a value may be."""


@dataclass(frozen=True)
class StringFormat(Format):
    """A string of a `kind`: text (translated), word (translated, may hold placeholders), id, plain, url,
    date, day (one or today), month, or ref, an id of one of the `targets`."""

    kind: str
    targets: tuple[str, ...] = ()

    @property
    def is_translated(self) -> bool:
        """Whether translators translate it."""
        return self.kind in ("text", "word")


@dataclass(frozen=True)
class PluralFormat(Format):
    """A translated word that is counted: plural category -> text."""


@dataclass(frozen=True)
class ScalarFormat(Format):
    """A value of a plain type: str, int or bool."""

    type: type


@dataclass(frozen=True)
class DecimalFormat(Format):
    """A number, perhaps with decimals: an int, or its exact text."""


@dataclass(frozen=True)
class ChoiceFormat(Format):
    """One of some values (Literal)."""

    options: tuple[Any, ...]


@dataclass(frozen=True)
class ConditionFormat(Format):
    """A condition, such as {color: red, size: {not: [small]}}."""


@dataclass(frozen=True)
class ListFormat(Format):
    """A list, built as a tuple. With `bare_item` a value that is no list stands for a list of one.

    `in_place_of_none` says what to write where the list may not be empty.
    """

    item: Format
    bare_item: bool = False
    in_place_of_none: str = ""

    def is_bare(self, value: Any) -> bool:
        """Whether a YAML value is the item itself."""
        return self.bare_item and not isinstance(value, list)


@dataclass(frozen=True)
class MappingFormat(Format):
    """A mapping from any string to values of one format."""

    value: Format


@dataclass(frozen=True)
class UnionFormat(Format):
    """A value of any of several formats, told apart by whether it is a list, a mapping or a scalar."""

    options: tuple[Format, ...]

    def choose(self, value: Any) -> Format:
        """The format that a YAML value, or the instance built of one, is meant for."""
        fitting: tuple[type[Format], ...] = (StringFormat, ScalarFormat, ChoiceFormat)
        if isinstance(value, (list, tuple)):
            fitting = (ListFormat,)
        elif isinstance(value, dict) or dataclasses.is_dataclass(value):
            fitting = (ObjectFormat, MappingFormat, PluralFormat)
        return next((option for option in self.options if isinstance(option, fitting)), self.options[0])


@dataclass(frozen=True)
class ObjectFormat(Format):
    """An object with the keys of a dataclass. A scalar stands for an object with only the `bare_key`."""

    type: Any
    bare_key: str | None = None

    @cached_property
    def fields(self) -> dict[str, Format]:
        """The keys as YAML writes them. Made at the first use, since a class may hold itself."""
        hints = get_type_hints(self.type, include_extras=True)
        return {key: format_of(hints[name]) for key, name in self.attributes.items()}

    @cached_property
    def attributes(self) -> dict[str, str]:
        """The keys with the fields of the class: of a word of Python the field ends in an underscore."""
        return {yaml_key(field.name): field.name for field in dataclasses.fields(self.type)}

    @cached_property
    def required(self) -> list[str]:
        """The keys that must be there."""
        return [
            yaml_key(field.name)
            for field in dataclasses.fields(self.type)
            if field.default is MISSING and field.default_factory is MISSING
        ]

    @cached_property
    def translated_fields(self) -> tuple[tuple[str, Format], ...]:
        """The keys below which there are texts to translate."""
        return tuple((key, format) for key, format in self.fields.items() if _is_translated(format))

    def is_bare(self, value: Any) -> bool:
        """Whether a YAML value is that of the bare key."""
        return self.bare_key is not None and not isinstance(value, (dict, list))


def yaml_key(name: str) -> str:
    """The key of a field of a class. A word of Python ("for") has an underscore there: `for_`."""
    return name.removesuffix("_")


@dataclass(frozen=True, slots=True)
class Wrap:
    """Annotation of a dataclass: a bare word may stand for an object with only this key."""

    key: str


class OneOrMany:
    """Annotation of a tuple: a bare value may stand for a list of one."""


@dataclass(frozen=True, slots=True)
class AtLeastOne:
    """Annotation of a tuple: an empty list is refused; the message says what to write in its place."""

    instead: str = "write at least one"


def ref(*targets: str) -> StringFormat:
    """The annotation of an id that names something of one of these kinds."""
    return StringFormat("ref", targets)


FACT = ref("fact")
Text = Annotated[str, StringFormat("text")]
Word = Annotated[str, StringFormat("word")]
Id = Annotated[str, StringFormat("id")]
PluralForms = Annotated[Mapping[Id, Word], PluralFormat()]
Plain = Annotated[str, StringFormat("plain")]
Url = Annotated[str, StringFormat("url")]
Contact = Annotated[str, StringFormat("contact")]
Date = Annotated[str, StringFormat("date")]
Decimal = Annotated[int | str, DecimalFormat()]
Day = Annotated[str, StringFormat("day")]
Month = Annotated[str, StringFormat("month")]


@cache
def format_of(annotation: Any) -> Format:
    """The format that a type, with its annotations, describes. None is taken out of an optional."""
    if get_origin(annotation) is Annotated:
        base, *marks = get_args(annotation)
        own = [mark for mark in marks if isinstance(mark, Format)]
        return own[0] if own else _bare_format(format_of(base), marks)
    if annotation == Condition:
        return ConditionFormat()
    if dataclasses.is_dataclass(annotation):
        return ObjectFormat(annotation)
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is tuple:
        return ListFormat(format_of(arguments[0]))
    if origin is Mapping:
        return MappingFormat(format_of(arguments[1]))
    if origin is Literal:
        return ChoiceFormat(arguments)
    if origin in (Union, types.UnionType):
        options = tuple(format_of(option) for option in arguments if option is not types.NoneType)
        return options[0] if len(options) == 1 else UnionFormat(options)
    return ScalarFormat(annotation)


def _bare_format(format: Format, marks: list[Any]) -> Format:
    """The format with the short ways to write it that the marks allow."""
    for mark in marks:
        if isinstance(mark, OneOrMany) and isinstance(format, ListFormat):
            format = replace(format, bare_item=True)
        elif isinstance(mark, AtLeastOne) and isinstance(format, ListFormat):
            format = replace(format, in_place_of_none=mark.instead)
        elif isinstance(mark, Wrap) and isinstance(format, ObjectFormat):
            format = replace(format, bare_key=mark.key)
    return format


@cache
def _is_translated(format: Format) -> bool:
    """Whether there are texts to translate in a format, or anywhere below it."""
    seen: set[Format] = set()
    waiting = [format]
    while waiting:
        match node := waiting.pop():
            case PluralFormat():
                return True
            case StringFormat() if node.is_translated:
                return True
            case ListFormat():
                waiting.append(node.item)
            case MappingFormat():
                waiting.append(node.value)
            case UnionFormat():
                waiting += node.options
            case ObjectFormat() if node not in seen:
                seen.add(node)
                waiting += node.fields.values()
    return False
