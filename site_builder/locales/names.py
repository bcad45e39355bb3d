"""Names that references stand for, with their links, and interface words, in one locale."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from markupsafe import Markup, escape

from site_builder.guide import (
    CLDR_KINDS,
    Duration,
    Guide,
    LocalizedText,
    Question,
    Reference,
    Setting,
    choose_form,
    general_form,
    model,
    name_of,
    parse,
)
from site_builder.locales.locales import Locale, Locales
from site_builder.locales.name_forms import WITHOUT_FORMS, NameForms, choose_name, name_key
from site_builder.locales.punctuation import quotation_marks
from site_builder.locales.quantities import span
from site_builder.locales.range_names import RANGE_NAMES
from site_builder.locales.sentence_places import (
    TITLES,
    Place,
    Segment,
    needs_quotation,
    place_of,
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


class Names:
    """The interface words, and the names and durations that texts refer to, of one localized guide."""

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
            ("page", (home_page(guide), *guide.pages.pages)), ("task", facts.tasks),
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
                name = replace(name, marks=self._marks(self.lang(text)))
            yield segment, name

    def _marks(self, lang: str) -> tuple[str, str]:
        return quotation_marks((self._locales.get(lang) or self.locale).babel)

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

    def plain(self, text: str) -> str:
        """A text as plain text: labels with their English in brackets, links as their names."""
        return "".join([plain_piece(segment, name) for segment, name in self.pieces(text)])

    def as_html(self, text: str) -> Markup:
        """A text in plain form, escaped: for what MkDocs and the theme write as it is."""
        return escape(self.plain(text))


def home_page(guide: Guide) -> model.Page:
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
