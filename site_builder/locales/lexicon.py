"""The lexicon of a locale: interface words, and the names that references stand for, with their links."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from babel.dates import format_date
from babel.lists import format_list
from markupsafe import Markup, escape

from decision_tree.conditions import AnyOf, Condition, Conjunction, Test
from decision_tree.label_order import MOST_IN_GIVEN_ORDER
from decision_tree.periods import PERIOD, days_of_all
from site_builder.guide import (
    CLDR_KINDS,
    Concluded,
    Duration,
    Guide,
    LocalizedText,
    Question,
    Reference,
    Setting,
    alternatives_of,
    choose_form,
    general_form,
    model,
    name_of,
    parse,
    read_duration,
)
from site_builder.locales.locales import Locale, Locales
from site_builder.locales.name_forms import WITHOUT_FORMS, NameForms, choose_name, name_key
from site_builder.locales.quantities import quantity, span
from site_builder.locales.range_names import RANGE_NAMES
from site_builder.locales.sentence_places import (
    TITLES,
    Place,
    Segment,
    needs_quotation,
    place_of,
    quotation_marks,
)


@dataclass(frozen=True, slots=True)
class Name:
    """A reference's words. `href` is an address elsewhere or, for a part of the site, a path from the
    locale's root; `source_text` the source's words of a label that reads differently in this locale.
    `lang` is the locale the words are written in; `seen` is False of a label that is assumed. `marks` are the
    quotation marks that it needs in its place."""

    text: str
    lang: str
    href: str = ""
    style: str = ""
    source_text: str = ""
    seen: bool = True
    marks: tuple[str, str] = ("", "")

    def __str__(self) -> str:
        """As plain text: a label with the source's words in brackets."""
        words = f"{self.text} ({self.source_text})" if self.source_text else self.text
        return words.join(self.marks)


class Lexicon:
    """The interface words, names, durations and conditions of one localized guide, in words."""

    def __init__(self, guide: Guide, locale: Locale, locales: Locales) -> None:
        self.guide = guide
        self.locale = locale
        self.source = locales.source
        self.calendar = locales.calendar
        self.labels = locales.labels_of(locale)
        self._forms = {locale.id: locales.forms_of(locale)}
        self.used_texts: dict[str, LocalizedText] = {}
        """The texts asked for so far, by context: which texts a page shows."""
        self._forms_of = locales.forms_of
        self._locales = {other.id: other for other in locales.all} | {locale.id: locale}
        facts = guide.facts
        listed: tuple[tuple[str, Iterable[Any]], ...] = (
            *((kind.id, kind.items) for kind in facts.names),
            ("portal", facts.portals), ("term", facts.terms),
            ("link", facts.links), ("address", facts.addresses), ("label", facts.labels),
            ("duration", guide.response_times.durations), ("procedure", guide.procedures),
            ("faq", guide.faq.questions), ("outcome", guide.outcomes.outcomes),
            ("question", guide.tree.questions), ("open-point", guide.open_points.points),
            ("page", (_home(guide), *guide.pages.pages)), ("task", facts.tasks),
            ("outcome-kind", guide.outcomes.kinds), ("table", guide.tables.tables),
        )  # fmt: skip
        self._facts: dict[str, dict[str, Any]] = {
            kind: {item.id: item for item in items} for kind, items in listed
        }
        self.choices: dict[str, Question | Setting] = {}
        self.choices |= {question.id: question for question in guide.tree.questions}
        self.choices |= {setting.id: setting for setting in guide.tree.settings}
        self.conclusions = {conclusion.id: conclusion for conclusion in guide.tree.conclusions}

    def word(self, key: str, **values: object) -> str:
        """An interface word (a text of interface.yml) with its placeholders filled in. Raises KeyError."""
        text = self.word_form(key, values.get("count"))
        return re.sub(r"\{(\w[\w-]*)\}", lambda match: str(values[match.group(1)]), text)

    def word_form(self, key: str, count: object = None) -> str:
        """An interface word with its placeholders, in the plural form for a number. Raises KeyError."""
        text = self.guide.interface.words[key]
        language = self._locales[self.lang(general_form(text))].babel
        return self.use_text(choose_form(text, count, language))

    def use_text(self, text: str) -> str:
        """Record that a text is shown, and return it."""
        if isinstance(text, LocalizedText):
            self.used_texts[text.context] = text
        return text

    def lang(self, text: str) -> str:
        """The locale that a text of the guide is written in."""
        return getattr(text, "lang", self.locale.id)

    def direction(self, lang: str) -> str:
        """Which way a locale is written: ltr, rtl, or auto for one that the site does not have."""
        return self._locales[lang].direction if lang in self._locales else "auto"

    def is_foreign(self, lang: str) -> bool:
        """Whether a text of that locale is in another language than the page's."""
        return lang.partition("-")[0] != self.locale.language

    def fact(self, kind: str, id: str) -> object:
        """The instance of the guide that a reference names; None for what CLDR names, or a range."""
        return self._facts[kind][id] if kind in self._facts else None

    def pieces(self, text: str) -> Iterator[tuple[Segment, Name | None]]:
        """The pieces of a text, each reference with its name as it reads in that place.

        All that turns a text into words does so by these, so that HTML, tickets and tree.json read alike.
        """
        segments = parse(self.use_text(text))
        for index, segment in enumerate(segments):
            if not isinstance(segment, Reference) or segment.kind in ("", "field"):
                yield segment, None  # a placeholder stays for whoever fills it in
                continue
            name = self.name(segment, place_of(segments, index))
            if segment.kind in TITLES and needs_quotation(segments, index):
                name = replace(name, marks=quotation_marks(self.lang(text)))
            yield segment, name

    def name(self, reference: Reference, place: Place = "alone") -> Name:
        """The words of a reference that the guide holds, or CLDR, as they read at a place in a text."""
        name = self._name(reference)
        if reference.kind in WITHOUT_FORMS:
            return name
        lang, forms = self._forms_of_name(reference, name.lang)
        if not forms:
            return name
        words = choose_name(name.text, forms, place, reference.form, lang.partition("-")[0])
        return name if words == name.text else replace(name, text=words, lang=lang)

    def forms(self, reference: Reference) -> NameForms:
        """The forms that a name has, by their ids."""
        return self._forms_of_name(reference, self._name(reference).lang)[1]

    def _forms_of_name(self, reference: Reference, written_in: str) -> tuple[str, NameForms]:
        """The locale whose forms count for a name, which may be shown untranslated, and the forms."""
        key, lang = name_key(reference), self.locale.id
        if key not in self._forms[lang] and written_in != lang and written_in in self._locales:
            lang = written_in
            if lang not in self._forms:
                self._forms[lang] = self._forms_of(self._locales[lang])
        return lang, self._forms[lang].get(key, {})

    @cached_property
    def brands(self) -> tuple[str, ...]:
        """The names of the guide's own kinds that are one word or have a figure: most are brands."""
        names = (self.plain(item.name) for kind in self.guide.facts.names for item in kind.items)
        return (*(name for name in names if " " not in name or re.search(r"\d", name)), "Microsoft")

    def _name(self, reference: Reference) -> Name:
        if reference.kind in CLDR_KINDS.values():
            text, own = name_of(reference.kind, reference.id, self.locale.babel)
            return Name(text, self.locale.id if own else self.source.id)
        if reference.kind in RANGE_NAMES:
            name_range = RANGE_NAMES[reference.kind]
            return Name(name_range(reference.id, self.locale.babel, self.word), self.locale.id)
        item = self._facts[reference.kind][reference.id]
        match reference.kind:
            case "label":
                return self.label(item.id)
            case "duration":
                return Name(self.duration(item), self.locale.id)
            case "address":
                placeholder = f"<{self.plain(item.placeholder)}>"
                return Name(
                    re.sub(r"<[^>]*>", lambda _: placeholder, item.pattern), self.locale.id, style="code"
                )
            case "portal":
                # Never a link in a text: to open a portal directly, instead of by the route, is the very
                # mistake that the guide warns of. An outcome's button opens the one to start in.
                return self._named(item.name, "")
            case "link":
                return self._named(item.name, item.url)
            case "question":
                return self._named(item.question, f"#{item.id}")
            case "outcome":
                return self._named(item.title, f"#{item.id}")
            case "faq":
                return self._named(item.question, f"faq/#{item.id}")
            case "procedure":
                return self._named(item.title, f"procedures/{item.id}/")
            case "open-point":
                return self._named(item.title, f"evidence/#{item.id}")
            case "table":
                return self._named(item.name or item.id, f"tables/#{item.id}" if item.name else "")
            case "page":
                return self._named(item.title, page_path(item.id) or "./")
            case _:
                return self._named(item.name, "")

    def _named(self, text: str, href: str) -> Name:
        return Name(self.plain(text), self.lang(text), href)

    def label(self, id: str) -> Name:
        """An interface label: in the locale's own words where they are known, beside the English."""
        english = self._facts["label"][id].text
        label = self.labels.get(id)
        if label is None or label.text.casefold() == english.casefold():
            seen = self.locale.id == self.source.id or (label is not None and label.status == "seen")
            return Name(english, self.source.id, style="label", seen=seen)
        seen = label.status == "seen"
        return Name(label.text, self.locale.id, style="label", source_text=english, seen=seen)

    def duration(self, duration: Duration) -> str:
        """A span of time in words: "2 hours", "1 business day"."""
        if duration.hours is not None:
            return span(duration.hours, "hour", self.locale.babel)
        assert duration.business_days is not None  # the format asks for one of the two
        return self.word("business-days", count=duration.business_days)

    def cell(self, cell: model.Cell, column: model.Column) -> str:
        """A table's cell as a text of the guide: facts in the locale's way, other things by reference."""
        babel = self.locale.babel
        if cell.amount is not None:
            return quantity(Decimal(cell.amount), column.unit or "", babel)
        if cell.number is not None:
            return quantity(Decimal(cell.number), column.unit or "", babel)
        if cell.address is not None:
            return cell.address.removeprefix("https://").rstrip("/")
        if cell.link is not None:
            kind = "link" if cell.link in self._facts["link"] else "portal"
            return f"{{{kind}:{cell.link}}}"
        if cell.duration is None:
            return cell.text or ""
        count, unit = read_duration(cell.duration)
        if unit == "business day":
            return self.word("business-days", count=count)
        return span(count, unit, babel)

    def cell_address(self, cell: model.Cell) -> str:
        """The address that a cell leads to, or ""."""
        if cell.link is None:
            return cell.address or ""
        named = self._facts["link"].get(cell.link) or self._facts["portal"][cell.link]
        return str(named.url)

    def plain(self, text: str) -> str:
        """A text as plain text: labels with their English in brackets, links as their names."""
        return "".join([plain_piece(segment, name) for segment, name in self.pieces(text)])

    def as_html(self, text: str) -> Markup:
        """A text in plain form, escaped: for what MkDocs and the theme write as it is."""
        return escape(self.plain(text))

    def either(self, words: list[str]) -> str:
        """A list joined with "or"."""
        return str(format_list(words, style="or", locale=self.locale.babel))

    def condition(self, condition: Condition) -> str:
        """A condition in words, from the short names of its questions and the labels of its answers.

        Alternatives stand in brackets where they are more than one question with one answer.
        """
        written: dict[object, str] = {}
        for clause in condition:
            if isinstance(clause, Concluded):
                written[clause] = self.condition(clause.written)
            elif isinstance(clause, AnyOf):
                written[clause] = self._either_of(clause.alternatives)
            elif clause.name not in written:
                written[clause.name] = self._asked(condition, clause)
        return "; ".join(written.values())

    def period(self, ids: Sequence[str]) -> str:
        """The days of periods that follow one another, in words: "Until 31 December 2026"."""
        first, last = (day and self.date(day) for day in days_of_all(ids))
        if first and last:
            return self.word("date-between", first=first, last=last)
        return self.word("date-from", date=first) if first else self.word("date-until", date=last)

    def date(self, day: str) -> str:
        """A date in ISO form in words."""
        return str(format_date(date.fromisoformat(day), "long", locale=self.locale.babel))

    def _asked(self, condition: Condition, test: Test) -> str:
        """All that a condition asks of what its first test of that asks about."""
        if test.name in self.conclusions:
            return self._conclusion(test)
        if test.name == PERIOD:
            return self.period(test.values)  # conditions have one test of it
        name = self.plain(self.choices[test.name].name)
        return self.word("condition-is", name=name, answers=self.values(condition, test.name))

    def _conclusion(self, test: Test) -> str:
        """A test of a conclusion: by its name, or, where it has none, what it follows from."""
        conclusion = self.conclusions[test.name]
        values = [one for one in conclusion.values if (one.id in test.values) != test.negated]
        if not conclusion.name:
            return self._either_of(tuple(one for value in values for one in alternatives_of(value.when)))
        answers = self.either([self.plain(value.name or "") for value in values])
        return self.word("condition-is", name=self.plain(conclusion.name), answers=answers)

    def _either_of(self, alternatives: tuple[Conjunction, ...]) -> str:
        words = [self.condition(alternative) for alternative in alternatives]
        if len(words) > 1 and any(
            [len(test.values) for test in alternative] != [1] for alternative in alternatives
        ):
            words = [f"({alternative})" for alternative in words]
        return self.either(words)

    def values(self, condition: Condition, name: str, *, grouped: bool = True, headed: bool = False) -> str:
        """The answers to one question that a condition allows, in words; "" where it asks nothing of it.

        Alternatives are left out. Groups are named, or not, and then their answers are. Under a heading of
        the question's own, several answers one of which is needed stand as they are, without "with".
        """
        tests = [one for one in condition if isinstance(one, Test) and one.name == name]
        choice = self.choices[name]
        bare = headed and len(tests) == 1 and not tests[0].negated
        if isinstance(choice, Question) and choice.several and not bare:
            alone = {answer.id for answer in choice.answers if answer.alone}
            return ", ".join(self._chosen(test, alone, grouped) for test in tests)
        return self._value(tests[0], "", "condition-not", grouped) if tests else ""

    def _chosen(self, test: Test, alone: Collection[str], grouped: bool) -> str:
        """A test of a question that takes several answers: with this, or without it."""
        excludes_others = all(value in alone for value in test.values)
        return self._value(test, "" if excludes_others else "condition-with", "condition-without", grouped)

    def _value(self, test: Test, positive: str, negative: str, grouped: bool) -> str:
        """The answers that a test names, in one of these words; "" stands for nothing but the answers."""
        texts = self.answer_texts(test.name, test.values)
        if not grouped:
            texts = [one.label for one in self.choices[test.name].answers if one.id in test.values]
        answers = self.either([self.plain(text) for text in texts])
        word = negative if test.negated else positive
        return self.word(word, answers=answers) if word else answers

    def answer_texts(self, name: str, values: Sequence[str]) -> list[str]:
        """The texts for answers to one question: names of groups, the largest first, then other labels."""
        groups = [group for group in self.guide.tree.groups if group.question == name and group.name]
        for group in groups:
            if len(values) > MOST_IN_GIVEN_ORDER and set(values) == set(self.outside(group)):
                return [self.without(group)]
        texts, left = [], list(values)
        for group in sorted(groups, key=lambda group: -len(group.answers)):
            if len(group.answers) > 1 and set(group.answers) <= set(left):
                texts.append(group.name or "")
                left = [value for value in left if value not in group.answers]
        labels = {answer.id: answer.label for answer in self.choices[name].answers}
        return [*texts, *(labels[value] for value in left)]

    def outside(self, group: model.Group) -> tuple[str, ...]:
        """The answers to a group's question that are not in it, without those of doubt."""
        answers = self.choices[group.question].answers
        sure = [answer.id for answer in answers if not (isinstance(answer, model.Answer) and answer.unsure)]
        return tuple(id for id in sure if id not in group.answers)

    def without(self, group: model.Group) -> str:
        """What is outside of a group with a name, in words: "not European Union"."""
        return self.word("condition-not", answers=self.plain(group.name or ""))


def _home(guide: Guide) -> model.Page:
    """The home page of a guide whose pages.yml does not have it."""
    return model.Page(id="home", title=guide.tree.title, description=guide.tree.title)


def plain_piece(segment: Segment, name: Name | None) -> str:
    """A piece of a text as plain text."""
    if isinstance(segment, Reference):
        return str(name or segment)
    return segment.text


def page_path(id: str) -> str:
    """A page's path from its locale's root; the home page is the root itself."""
    return "" if id == "home" else f"{id}/"
