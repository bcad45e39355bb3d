"""What the templates of pages may ask of a localized guide."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import localcontext
from functools import cache, cached_property
from typing import Any, Literal

from babel import Locale as BabelLocale
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal
from markupsafe import Markup, escape

from decision_tree.conditions import Condition, Conjunction, names_in
from decision_tree.json_form import condition_to_json
from decision_tree.model import Answer, Cell, Column, Field, Item, Question, Row, Table
from decision_tree.periods import PERIOD
from site_builder.guide import SINCE, inline, page_ids
from site_builder.guide import model as g
from site_builder.locales import Name, page_path
from site_builder.pages.edit_view import EditView
from site_builder.pages.edition import Edition
from site_builder.pages.html import HtmlWriter
from site_builder.pages.long_lists import Letters, by_initial, has_long_list, is_long
from site_builder.pages.page_data import PageData
from site_builder.pages.range_view import ends, entry_data, entry_kinds
from site_builder.problems import ContentError, Problem
from site_builder.tree import Citations, Given, outcome_pieces, settle_condition


@dataclass(frozen=True)
class Heading:
    """A heading of a page, for its table of contents; `text` is plain."""

    level: int
    id: str
    text: str


MOST_LABELS = 8
"""Earlier answers of one question that are listed, where a question depends on any of more."""

NOTE_PLACE = "<!-- note -->"
"""Where a page's template wants the note on how the page was translated."""


class PageView:
    """What a template may ask: the guide's parts as HTML, ready to place."""

    def __init__(self, edition: Edition, page: str, root: str) -> None:
        self.edition = edition
        self.lexicon = edition.lexicon
        self.guide = edition.lexicon.guide
        self.writer = HtmlWriter(edition.lexicon, root)
        self.root = root
        self.page: g.Page = self.fact("page", page)
        self.pages = page_ids(self.guide)
        self.citations = Citations(self.guide)
        self.locale = edition.lexicon.locale
        self.headings: list[Heading] = []
        self.data = PageData(edition)
        self.edit_links = EditView(edition.edit, self.writer, self.word, root)
        self._words: dict[str, Markup] = {}

    def word(self, key: str, **values: Any) -> Markup:
        """An interface word; values are escaped unless they are HTML already."""
        if not values and key in self._words:
            return self._words[key]
        text = self.lexicon.word_form(key, values.get("count"))
        if strange := {r.id for r in inline.references(text)} - values.keys():
            message = f"{key}: {{{min(strange)}}} is filled in by nobody"
            raise ContentError([Problem("docs/interface/interface.yml", 0, 0, message)])
        shown = {name: self.number(v) if isinstance(v, int) else escape(v) for name, v in values.items()}
        filled = re.sub(r"\{(\w[\w-]*)\}", lambda m: str(shown[m.group(1)]), str(escape(text)))
        written = self.writer.foreign(self.lexicon.lang(text), Markup(filled), passage=True)
        if not values:
            self._words[key] = written
        return written

    def number(self, number: int) -> str:
        """A number as the locale writes it, with all its digits."""
        with localcontext(prec=max(28, number.bit_length())):
            return str(format_decimal(number, locale=self.locale.babel))

    def heading(self, level: int, text: str, id: str, *, anchor: bool = True) -> Markup:
        """A heading with its anchor, listed in the page's table of contents; `text` is HTML.

        Without an `anchor` it may stand in what is clicked itself.
        """
        self.headings.append(Heading(level, id, Markup(text).striptags()))
        if not anchor:
            return Markup('<h{0} id="{1}">{2}</h{0}>').format(level, id, Markup(text))
        return Markup(
            '<h{0} id="{1}">{2}<a class="headerlink" href="#{1}" title="Permanent link">&para;</a></h{0}>'
        ).format(level, id, Markup(text))

    def date(self, day: str | datetime.date) -> str:
        """A date, or one in ISO form, in the locale's words."""
        return _long_date(
            datetime.date.fromisoformat(day) if isinstance(day, str) else day, self.locale.babel
        )

    def listed(self, words: Sequence[str], style: Literal["standard", "or"] = "standard") -> Markup:
        """A list joined with "and" or, with the style "or", with that, by CLDR."""
        joined = format_list([str(escape(word)) for word in words], style, locale=self.locale.babel)
        return Markup(joined)

    def to_json(self, value: Any) -> Markup:
        """JSON that may stand inside a script element."""
        return Markup(json.dumps(value, ensure_ascii=False).replace("<", "\\u003c"))

    # the tree
    def rows(self, outcome: str, table: str) -> list[Row]:
        """The rows of a table that count for some answers at the outcome."""
        shown = self.edition.sections.rows.get(outcome, {}).get(table, ())
        return [row for row in self.edition.tree.table(table).rows if row.id in shown]

    def condition_at(self, outcome: str, when: Condition) -> Condition:
        """What a condition asks that is not settled anyway at the outcome."""
        return settle_condition(when, self.edition.sections.reached.get(outcome, [])) or ()

    def column(self, table: Table, cell: Cell) -> Column:
        """The column of a cell."""
        return next(column for column in table.columns if column.id == cell.column)

    @property
    def shows_tables(self) -> bool:
        """Whether an outcome shows rows of tables."""
        return any(outcome.tables for outcome in self.edition.tree.outcomes)

    def ways(self, question: str) -> list[tuple[Markup, str]]:
        """The choices between the sections of a question: earlier answers in words, and the anchor."""
        ways = [(*way, v.anchor) for v in self.edition.sections.of(question) for way in v.ways]
        ways.sort(key=lambda way: [self._order[one] for one in way[0]])
        return [(self.given(given, tests), anchor) for given, tests, anchor in ways]

    @cached_property
    def _order(self) -> dict[tuple[str, str], int]:
        """The place of each answer among all, in the guide's order."""
        answers = ((c.id, answer.id) for c in self.lexicon.choices.values() for answer in c.answers)
        return {pair: place for place, pair in enumerate(answers)}

    @property
    def has_long_list(self) -> bool:
        """Whether a question has so many answers that readers choose from a list."""
        return has_long_list(self.edition.tree)

    @property
    def entry_kinds(self) -> list[str]:
        """The kinds of entries that questions have: what is typed there is found in one of their ranges."""
        return entry_kinds(self.edition.tree)

    @property
    def has_variant(self) -> bool:
        """Whether a text of the tree has other words under conditions."""
        questions = self.edition.tree.questions
        answers = any(answer.instead for question in questions for answer in question.answers)
        outcomes = any(outcome.instead for outcome in self.edition.tree.outcomes)
        return answers or outcomes or any(question.instead for question in questions)

    def entry(self, question: Question) -> str:
        """What the script of a question's entry must know, as JSON."""
        return self.json(entry_data(question, self.fact("question", question.id), self.lexicon))

    @property
    def takes_several(self) -> bool:
        """Whether a question takes several answers."""
        return any(question.several for question in self.edition.tree.questions)

    def case(self, tests: Conjunction) -> str:
        """What the selections of one question have and lack that lead somewhere, in words."""
        if not tests:
            return self.word("several-go")
        few = (
            sum(len(test.values) for test in tests) <= MOST_LABELS
        )  # readers need not know whose group it is
        return self.lexicon.values(tests, tests[0].name, grouped=not few)

    def ends(self, question: Question, answer: Answer) -> Markup:
        """The attributes of a range, by which a script finds the one that something typed is in."""
        return ends(question, answer)

    def letters(self, question: Question) -> Letters:
        """The answers to a question by their initials, where it has many; without those of doubt."""
        sure = [answer for answer in question.answers if not answer.unsure]
        return by_initial(sure, self.lexicon.plain) if is_long(question) else []

    def beside_letters(self, question: Question) -> list[Answer]:
        """The answers to a question that are in sight at once."""
        return [answer for answer in question.answers if answer.unsure or not is_long(question)]

    def also(self, question: Question, answer: Answer) -> str:
        """Other words for an answer, in plain text."""
        listed: g.Question = self.fact("question", question.id)
        also = next(one.also for one in listed.answers if one.id == answer.id)
        return self.lexicon.plain(also) if also else ""

    def questions_to(self, outcome: str) -> list[Question]:
        """The questions that have an answer which leads to an outcome at once."""
        questions = self.edition.tree.questions
        return [question for question in questions if any(one.to == outcome for one in question.all_cases)]

    def when(self, condition: Condition) -> str:
        """A condition in words."""
        return self.lexicon.condition(condition)

    def days(self, condition: Condition) -> str:
        """On which days a condition may hold, in words; "" where on all."""
        return self.lexicon.condition(tuple(one for one in condition if names_in((one,)) == {PERIOD}))

    def on_any_day(self, condition: Condition) -> Condition:
        """A condition without what it says of days."""
        return tuple(one for one in condition if names_in((one,)) != {PERIOD})

    def when_json(self, condition: Condition) -> str:
        """A condition as JSON."""
        return json.dumps(condition_to_json(condition), ensure_ascii=False)

    def json(self, value: Any) -> str:
        """A value as JSON, for an attribute."""
        return json.dumps(value, ensure_ascii=False)

    @property
    def followed(self) -> datetime.date | None:
        """The date of the newest document that the guide is made from."""
        documents = self.guide.sources.documents
        return max((one.day for one in documents if one.kind == "source" and one.day), default=None)

    def choice(self, id: str) -> g.Question | g.Setting:
        """A question or setting of the guide."""
        return self.lexicon.choices[id]

    def given(self, given: Given, tests: Conjunction = ()) -> Markup:
        """A combination of earlier answers in words, each on a line of its own."""
        lines = []
        line = Markup('<span class="guide-given-answer">{}</span>')
        for name, value in given:
            alike = self.edition.sections.alike.get((name, value), (value,))
            texts = self.lexicon.answer_texts(name, alike)
            labels = [self.writer.unlinked(text) for text in texts[:MOST_LABELS]]
            if len(texts) > MOST_LABELS:
                labels.append(self.word("and-more", count=len(texts) - MOST_LABELS))
            named = self.writer.unlinked(self.lexicon.choices[name].name)
            words = {"name": named, "answers": self.listed(labels, "or")}
            lines.append(line.format(self.word("condition-is", **words)))
        for name in dict.fromkeys(test.name for test in tests):
            lines.append(line.format(self.lexicon.condition(tuple(one for one in tests if one.name == name))))
        return Markup(" ").join(lines)

    def labels_in(self, text: str) -> list[Markup]:
        """The interface labels that a text names, in the locale."""
        labels = [self.label(one.id) for one in inline.references(text) if one.kind == "label"]
        return [self.writer.foreign(label.lang, escape(label.text)) for label in labels]

    def names_labels(self, items: Iterable[Item]) -> bool:
        """Whether any of some items names an interface label."""
        return any(one.kind == "label" for item in items for one in inline.references(item.text))

    def by_section(self, fields: Iterable[Field]) -> list[tuple[str, list[Field]]]:
        """The fields that a reader fills in, by the form's sections; first those that are in none."""
        sections: dict[str, list[Field]] = {"": []}
        for field in fields:
            if field.kind == "own":
                sections.setdefault(field.section, []).append(field)
        return [(section, found) for section, found in sections.items() if found]

    def level(self, warning: Item) -> str:
        """How grave a warning of the compiled tree is: note, caution or stop."""
        return self.warning(warning).level

    def warning(self, warning: Item) -> g.Warning:
        """The guide's warning behind one of the compiled tree."""
        return next(one for one in self.guide.outcomes.warnings if one.id == warning.id)

    @property
    def notes(self) -> set[str]:
        """The ids of the warnings that are no more than notes."""
        return {one.id for one in self.guide.outcomes.warnings if one.level == "note"}

    # the translation
    note_place = Markup(NOTE_PLACE)

    @property
    def translated(self) -> bool:
        """Whether the page is in another locale than the source."""
        return self.locale.id != self.lexicon.source.id

    def label(self, id: str) -> Name:
        """An interface label in the locale, and whether it was seen there."""
        return self.lexicon.label(id)

    def page_title(self, source: str) -> Markup:
        """The title of a page by its source path."""
        id = source.removesuffix(".md")
        if id.startswith("procedures/") and id != "procedures/index":
            return self.writer.unlinked(f"{{procedure:{id.removeprefix('procedures/')}}}")
        names = {"index": "home", "procedures/index": "procedures"}
        return self.writer.unlinked(f"{{page:{names.get(id, id)}}}")

    # where things come from
    def pieces(self, outcome: str) -> dict[str, g.Cited]:
        """Every citable piece of an outcome by its key."""
        source = next(one for one in self.guide.outcomes.outcomes if one.id == outcome)
        return outcome_pieces(self.guide, source)

    def facts(self, *cited: g.Cited | None) -> str:
        """The ids of the facts behind some pieces, for a data-facts attribute."""
        ids = dict.fromkeys(fact for piece in cited if piece for fact in piece.source)
        return " ".join(ids)

    def places(self, pieces: list[g.Cited]) -> list[dict[str, str]]:
        """The sections behind some pieces, as links to the page of evidence."""
        return [
            {
                "href": self.writer.href(f"evidence/#{place.anchor}"),
                "document": self.lexicon.plain(place.document.title),
                "section": self.lexicon.plain(place.section.title),
                "date": self.date(place.document.date) if place.document.date else "",
            }
            for place in self.citations.places(fact for piece in pieces for fact in piece.source)
        ]

    def changes(self, pieces: Iterable[g.Cited]) -> list[g.OpenPoint]:
        """The later changes that some pieces are bound to, each once."""
        bound = (piece for piece in pieces if isinstance(piece, g.Item | g.Warning))
        ids = dict.fromkeys(id for piece in bound for id in piece.since)
        return [self.fact("open-point", id) for id in ids]

    def inferred(self, pieces: list[g.Cited]) -> list[str]:
        """The reasons for what was inferred, each once."""
        return list(dict.fromkeys(piece.derived for piece in pieces if piece.derived))

    def tag(self, cited: g.Cited | None) -> Markup:
        """A mark on what is inferred, "context" with its date on what other pages say, or nothing."""
        if cited is None:
            return Markup()
        if cited.derived:
            mark = Markup('<span class="guide-inferred" role="img" aria-label="{0}" title="{0}"></span>')
            return mark.format(self.word("inferred").striptags())
        if self.citations.is_context(cited):
            date = self.citations.context_date(cited)
            word = self.word("context-of", date=self.date(date)) if date else self.word("context")
            return Markup('<span class="guide-tag">{}</span>').format(word)
        return Markup()

    # cross references

    def link(self, kind: str, id: str) -> Markup:
        """A link to a part of the guide, by kind and id."""
        return self.writer.text(f"{{{kind}:{id}}}")

    def fact(self, kind: str, id: str) -> Any:
        """A fact, procedure, FAQ entry or open point by kind and id."""
        return self.lexicon.fact(kind, id)

    def later_change(self, key: str) -> str:
        """The later change that a compiled item with that id is the note of, or ""."""
        return key.removeprefix(SINCE) if key.startswith(SINCE) else ""

    def href(self, kind: str, id: str) -> str:
        """The address of a part of the guide, by kind and id."""
        return self.writer.href(self.lexicon.name(inline.Reference(kind, id)).href)

    def page_href(self, id: str) -> str:
        """The address of a page of the site, seen from this one."""
        return self.writer.href(page_path(id))


@cache
def _long_date(day: datetime.date, locale: BabelLocale) -> str:
    return str(format_date(day, "long", locale=locale))
