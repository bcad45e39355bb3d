"""Dataclasses built of YAML values, and the replacement of their texts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal

from site_builder.guide.format import Id, OneOrMany, Plain, PluralForms, Text, Word, Wrap
from site_builder.guide.instances import build_instance, find_leaves, replace_texts
from site_builder.guide.localized_text import TextForms
from site_builder.site.checking import Checked


@dataclass(frozen=True)
class Entry:
    id: Id
    text: Text | None = None
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True)
class Holder:
    title: Text
    facts: tuple[Plain, ...]
    words: Mapping[str, Word | PluralForms]
    entries: tuple[Annotated[Entry, Wrap("id")], ...]
    level: Literal["low"] | tuple[Entry, ...]
    aliases: Annotated[tuple[Plain, ...], OneOrMany()] = ()
    for_: Text | None = None


VALUE = {
    "title": "A title",
    "facts": ["F1"],
    "words": {"copy": "Copy", "days": {"one": "{count} day", "other": "{count} days"}},
    "entries": ["bare", {"id": "whole", "text": "Words", "entries": [{"id": "inner", "text": "More"}]}],
    "level": [{"id": "listed", "text": "Listed"}],
    "aliases": "alone",
    "for": "Whom",
}
TEXTS: Mapping[str, TextForms] = {
    "title": "A title",
    "words.copy": "Copy",
    "words.days": {"one": "{count} day", "other": "{count} days"},
    "entries.whole.text": "Words",
    "entries.whole.entries.inner.text": "More",
    "level.listed.text": "Listed",
    "for": "Whom",
}


def test_a_bare_value_stands_for_a_list_of_one_and_a_bare_word_for_an_object() -> None:
    holder = build_instance(Holder, VALUE)
    assert holder.aliases == ("alone",)
    assert holder.entries[0] == Entry("bare")
    assert holder.entries[1].entries == (Entry("inner", "More"),)


def test_the_texts_of_a_value_and_of_its_instance_have_the_same_contexts() -> None:
    found = {leaf.context: leaf.value for leaf in find_leaves(Holder, VALUE) if leaf.is_translated}
    assert found == TEXTS
    seen: dict[str, TextForms] = {}
    replace_texts(build_instance(Holder, VALUE), lambda context, text: seen.setdefault(context, text))
    assert seen == TEXTS


def test_a_key_that_python_keeps_for_itself_has_a_field_with_an_underscore() -> None:
    assert build_instance(Holder, VALUE).for_ == "Whom"
    assert replace_texts(build_instance(Holder, VALUE), lambda context, text: context).for_ == "for"


def test_nothing_but_texts_is_replaced_and_what_has_none_is_shared() -> None:
    holder = build_instance(Holder, VALUE)
    other = replace_texts(holder, lambda context, text: context)
    assert other.words == {"copy": "words.copy", "days": "words.days"}
    assert other.entries[1].entries[0] == Entry("inner", "entries.whole.entries.inner.text")
    assert other.facts is holder.facts
    assert build_instance(Holder, {**VALUE, "level": "low"}).level == "low"


def test_every_text_of_the_guide_is_replaced_under_the_context_that_catalogs_know(checked: Checked) -> None:
    content = checked.content
    contexts: list[str] = []

    def record(context: str, text: TextForms) -> TextForms:
        contexts.append(context)
        return text

    assert replace_texts(content.guide, record) == content.guide
    both = {leaf.context for interface in (False, True) for _, leaf in content.texts(interface=interface)}
    assert sorted(contexts) == sorted(both)
