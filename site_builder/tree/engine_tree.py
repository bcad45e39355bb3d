"""What tree.json holds: the compiled tree in plain text, with all that an outcome's card is made from."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any

from babel.dates import format_date

from decision_tree import model as m
from decision_tree.words import TICKET_WORDS
from decision_tree.working_hours import WorkingCalendar
from site_builder.guide import inline
from site_builder.guide import model as g
from site_builder.locales import Lexicon, plain_piece
from site_builder.tree.citations import Citations, Place

TEXTS: Mapping[type, tuple[str, ...]] = {
    m.Tree: ("title",),
    m.Setting: ("name", "hint"),
    m.Answer: ("label", "hint", "derived"),
    m.Variant: ("text", "detail"),
    m.Question: ("text", "name", "hint"),
    m.Outcome: ("title", "summary", "portal", "form"),
    m.Address: ("name",),
    m.Group: ("name",),
    m.Conclusion: ("name", "derived"),
    m.ConclusionValue: ("name",),
    m.Item: ("text",),
    m.Field: ("label", "value", "section", "why"),
    m.Table: ("name",),
    m.Column: ("name",),
    m.Row: ("text", "derived"),
    m.Cell: ("text",),
}
"""The fields that hold texts of the guide."""


def build_engine_tree(
    tree: m.Tree, lexicon: Lexicon, english: Lexicon, calendars: Iterable[WorkingCalendar]
) -> m.Tree:
    """What tree.json holds of the compiled `tree` of a localized guide, all texts in plain form.

    `english` is the same guide in the source locale. `calendars` are in the locale's words; the default is
    the same in every locale, so that the same answers give the same moment.
    """
    tree = plain_tree(tree, lexicon.plain)
    same = lexicon.locale.id == english.locale.id
    languages = (english,) if same else (english, lexicon)
    several = any(question.several for question in tree.questions)
    return replace(
        tree,
        citations=_citations(lexicon, tree),
        calendars=tuple(calendars),
        calendar=lexicon.calendar,
        ticket_languages=tuple(_ticket_language(one, lexicon, several=several) for one in languages),
        list_pattern=_list_pattern(lexicon) if several else {},
        ticket_language={
            f"{setting.id}/{option.id}": (english if option.ticket == "source" else lexicon).locale.id
            for setting in lexicon.guide.tree.settings
            for option in setting.answers
            if option.ticket
        },
    )


def _citations(lexicon: Lexicon, tree: m.Tree) -> tuple[m.Citation, ...]:
    """Every section that an answer, a row or a conclusion of the tree cites, in the order of the sources."""
    wanted = {id for choice in tree.choices for answer in choice.answers for id in answer.cites}
    wanted |= {id for table in tree.tables for row in table.rows for id in row.cites}
    wanted |= {id for conclusion in tree.conclusions for id in conclusion.cites}
    places = Citations(lexicon.guide).all_places()
    return tuple(
        m.Citation(place.anchor, _title(lexicon, place), f"evidence/#{place.anchor}")
        for place in places
        if place.anchor in wanted
    )


def _title(lexicon: Lexicon, place: Place) -> str:
    document, section = lexicon.plain(place.document.title), lexicon.plain(place.section.title)
    title = document if section == document else f"{document}: {section}"
    day = place.document.day
    return f"{title} ({format_date(day, 'long', locale=lexicon.locale.babel)})" if day else title


def _list_pattern(lexicon: Lexicon) -> dict[str, str]:
    """How the locale joins the labels of several answers."""
    return dict(lexicon.locale.babel.list_patterns["standard"])


def _ticket_language(lexicon: Lexicon, reader: Lexicon, *, several: bool) -> m.TicketLanguage:
    """All tickets in the lexicon's language, named in the reader's."""
    guide = lexicon.guide
    asked = {field.question for field in guide.outcomes.fields if field.question}
    return m.TicketLanguage(
        locale=lexicon.locale.id,
        direction=lexicon.locale.direction,
        name=str(lexicon.locale.babel.get_language_name(reader.locale.babel) or lexicon.locale.name),
        tickets=tuple(_ticket(lexicon, form) for form in guide.outcomes.forms),
        answers={
            f"{choice.id}/{place}": lexicon.plain(label)
            for choice in lexicon.choices.values()
            if choice.id in asked
            for answer in choice.answers
            for place, label in _labels(answer)
        },
        words={key: str(guide.interface.words[key]) for key in TICKET_WORDS},
        list_pattern=_list_pattern(lexicon) if several else {},
    )


def _labels(answer: g.Answer | g.Option) -> Iterable[tuple[str, str]]:
    """The label of an answer by its id, and those of its variants by both ids."""
    yield answer.id, answer.label
    if isinstance(answer, g.Answer):
        yield from ((f"{answer.id}/{one.id}", one.label) for one in answer.instead if one.label)


def _ticket(lexicon: Lexicon, form: g.Form) -> m.Ticket:
    outcomes = lexicon.guide.outcomes
    fields = outcomes.fields_of(form)
    shown = {field.id for field in fields}
    text = outcomes.ticket
    assert text is not None  # checked: where there are forms, there is a ticket
    lines = [_line(lexicon, line.text) for line in text.lines]
    opening = [_line(lexicon, form.opening)] if form.opening else []
    return m.Ticket(
        id=form.id,
        subject=_line(lexicon, text.subject),
        lines=(
            *opening,
            *(line for line in lines if {span.field for span in line.spans if span.field} <= shown),
        ),
        fixed={field.id: lexicon.plain(field.value) for field in fields if field.kind == "fixed"},
    )


def _line(lexicon: Lexicon, text: str) -> m.Line:
    spans: list[m.Span] = []
    for segment, name in lexicon.pieces(text):
        if isinstance(segment, inline.Reference) and segment.kind == "field":
            spans.append(m.Span(field=segment.id))
        else:
            spans.append(m.Span(text=plain_piece(segment, name)))
    return m.Line(tuple(spans))


def plain_tree(tree: m.Tree, write: Callable[[str], str]) -> m.Tree:
    """The tree with each text of the guide replaced by `write(text)`."""
    written: m.Tree = _written(tree, write)
    return written


def _written(value: Any, write: Callable[[str], str]) -> Any:
    if isinstance(value, tuple):
        return tuple([_written(item, write) for item in value])
    if not is_dataclass(value) or isinstance(value, type):
        return value
    texts, others = _fields(value.__class__)
    changed = {name: write(text) for name in texts if (text := getattr(value, name))}
    changed |= {name: _written(getattr(value, name), write) for name in others}
    return replace(value, **changed) if changed else value


@cache
def _fields(kind: type) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The fields of a class of the model that hold texts, and those that may hold objects which do."""
    others = [field.name for field in fields(kind) if re.match(r"tuple\[[A-Z]", str(field.type))]
    return TEXTS.get(kind, ()), tuple(others)
