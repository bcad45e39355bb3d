"""YAML values to instances of the guide's classes, and the texts in both, each with its context.

A context is the path of ids to a text, `tree.questions.product.question`: what catalogs find it by.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from decision_tree.conditions import ANY, Condition
from decision_tree.json_form import condition_from_json
from site_builder.guide.conclusions import NO_NAMES, ConditionNames
from site_builder.guide.format import (
    ConditionFormat,
    Format,
    ListFormat,
    MappingFormat,
    ObjectFormat,
    PluralFormat,
    StringFormat,
    UnionFormat,
    format_of,
)
from site_builder.guide.groups import listed
from site_builder.guide.localized_text import TextForms
from site_builder.guide.periods import Dated, within
from site_builder.guide.yaml_file import YamlPath

Instance = TypeVar("Instance")


def build_instance(
    kind: Any, value: Any, names: ConditionNames = NO_NAMES, periods: Sequence[str] = ()
) -> Any:
    """The instance of `kind` that a checked YAML value stands for: lists become tuples, mappings classes.

    Where a condition has one of the `names`, it has what that stands for. What has dates and may have a
    condition has one on the `periods` too.
    """
    return _Builder(names, periods).build(format_of(kind), value)


@dataclass(frozen=True, slots=True)
class _Builder:
    names: ConditionNames
    periods: Sequence[str]

    def build(self, format: Format, value: Any) -> Any:
        match format:
            case ObjectFormat():
                items = {format.bare_key: value} if format.bare_key and format.is_bare(value) else value
                built = {
                    format.attributes[key]: self.build(format.fields[key], item)
                    for key, item in items.items()
                }
                instance: Any = format.type(**built)
                dated = "when" in format.fields and isinstance(instance, Dated)
                test = within(instance.days, self.periods) if dated else ()
                return replace(instance, when=(*test, *instance.when)) if test else instance
            case ListFormat():
                items = [value] if format.is_bare(value) else value
                return tuple([self.build(format.item, item) for item in items])
            case MappingFormat():
                return {key: self.build(format.value, item) for key, item in value.items()}
            case UnionFormat():
                return self.build(format.choose(value), value)
            case ConditionFormat():
                return build_condition(value, self.names)
        return value


def build_condition(value: Mapping[str, Any], names: ConditionNames = NO_NAMES) -> Condition:
    """The condition that YAML writes as {color: red, size: {not: [small]}}, alternatives under any.

    Raises TooManyAlternativesError.
    """
    return names.expand(names.with_selections(condition_from_json(_listed(value, names))))


def _listed(value: Mapping[str, Any], names: ConditionNames) -> dict[str, Any]:
    """A condition's YAML with a list wherever one may stand for several, and the answers of its groups.

    `all` has a list for each of its answers and groups, of which any is to be chosen, and one for `any`.
    """

    def answers_of(name: str, answers: Any) -> list[str]:
        named = names.groups.get(name, {})
        return list(dict.fromkeys(answer for id in listed(answers) for answer in named.get(id, [id])))

    found: dict[str, Any] = {}
    for name, answers in value.items():
        if name == ANY:
            found[ANY] = [_listed(alternative, names) for alternative in answers]
        elif isinstance(answers, dict):
            every = [answers_of(name, one) for one in listed(answers.get("all", []))]
            every += [answers_of(name, answers["any"])] if "any" in answers else []
            none = {"not": answers_of(name, answers["not"])} if "not" in answers else {}
            found[name] = {**({"all": every} if every else {}), **none}
        else:
            found[name] = answers_of(name, answers)
    return found


@dataclass(frozen=True, slots=True)
class Leaf:
    """A string, a counted word or a condition of a YAML value: its format, its place and its context."""

    format: StringFormat | PluralFormat | ConditionFormat
    value: Any
    path: YamlPath
    context: str

    @property
    def is_translated(self) -> bool:
        """Whether translators translate it."""
        return isinstance(self.format, PluralFormat) or (
            isinstance(self.format, StringFormat) and self.format.is_translated
        )


def find_leaves(kind: Any, value: Any, context: str = "") -> Iterator[Leaf]:
    """Every annotated string and every condition of a checked YAML value, in the document's order."""
    yield from _leaves(format_of(kind), value, (), context)


def _leaves(format: Format, value: Any, path: YamlPath, context: str) -> Iterator[Leaf]:
    match format:
        case StringFormat() | PluralFormat() | ConditionFormat():
            yield Leaf(format, value, path, context)
        case UnionFormat():
            yield from _leaves(format.choose(value), value, path, context)
        case ListFormat() if format.is_bare(value):
            yield from _leaves(format.item, value, path, context)
        case ListFormat():
            for index, item in enumerate(value):
                id = item.get("id") if isinstance(item, dict) else None
                yield from _leaves(format.item, item, (*path, index), _item_context(context, id, index))
        case ObjectFormat() if format.bare_key and format.is_bare(value):
            yield from _leaves(format.fields[format.bare_key], value, path, context)
        case ObjectFormat():
            for key, item in value.items():
                yield from _leaves(format.fields[key], item, (*path, key), _key_context(context, key))
        case MappingFormat():
            for key, item in value.items():
                yield from _leaves(format.value, item, (*path, key), _key_context(context, key))


def replace_texts(instance: Instance, change: Callable[[str, TextForms], TextForms]) -> Instance:
    """The instance with every translated text replaced by `change(context, text)`.

    The contexts are those of `find_leaves`. Parts without texts are shared with the instance, not copied.
    """
    kind: Any = type(instance)
    replaced: Instance = _replaced(format_of(kind), instance, change, "")
    return replaced


def _replaced(format: Format, value: Any, change: Callable[[str, TextForms], TextForms], context: str) -> Any:
    match format:
        case _ if value is None or value == ():
            return value
        case PluralFormat():
            return change(context, value)
        case StringFormat():
            return change(context, value) if format.is_translated else value
        case ObjectFormat():
            changes = {}
            for key, part in format.translated_fields:
                name = format.attributes[key]
                changes[name] = _replaced(part, getattr(value, name), change, _key_context(context, key))
            return replace(value, **changes) if changes else value
        case ListFormat():
            return tuple(
                _replaced(format.item, item, change, _item_context(context, getattr(item, "id", None), index))
                for index, item in enumerate(value)
            )
        case MappingFormat():
            return {
                key: _replaced(format.value, item, change, _key_context(context, key))
                for key, item in value.items()
            }
        case UnionFormat():
            return _replaced(format.choose(value), value, change, context)
    return value


def _key_context(context: str, key: str) -> str:
    return f"{context}.{key}" if context else key


def _item_context(context: str, id: Any, index: int) -> str:
    """Items of a list are called by their ids, others by their number."""
    return _key_context(context, id if isinstance(id, str) else str(index))
