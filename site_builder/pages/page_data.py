"""The data that a page's scripts read: JSON in script elements; `pageData` in web/page/words.js reads it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from decision_tree.periods import days_of
from site_builder.guide import (
    DATE_WORDS,
    EMBEDDING_WORDS,
    LONG_LIST_WORDS,
    NUMBER_WORDS,
    PAGE_WORDS,
    PERIOD_PAGE_WORDS,
    SEVERAL_CHOICE_WORDS,
    TextForms,
    forms_of,
    map_forms,
)
from site_builder.pages.edition import Edition
from site_builder.pages.long_lists import has_long_list
from site_builder.pages.range_view import entry_kinds
from site_builder.tree import Witnesses

_ENTRY_WORDS = {"number": NUMBER_WORDS, "date": DATE_WORDS}
"""Kind of the entry of a question -> the words of its script."""


class PageData:
    """The values of a page's script elements, each named for its id: guide-words, guide-settings …"""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.lexicon = edition.lexicon

    def words(self) -> dict[str, TextForms]:
        """guide-words of the tree's page: interface words by key; of a counted one, its plural forms."""
        for text in self.edition.tree_texts:
            self.lexicon.use_text(text)
        long = LONG_LIST_WORDS if has_long_list(self.edition.tree) else ()
        kinds = entry_kinds(self.edition.tree)
        several = any(question.several for question in self.edition.tree.questions)
        dates = PERIOD_PAGE_WORDS if self.lexicon.guide.periods else ()
        own = [*long, *dates, *(key for kind in kinds for key in _ENTRY_WORDS[kind])]
        return self._forms((*PAGE_WORDS, *own, *(SEVERAL_CHOICE_WORDS if several else ())))

    def embedding_words(self) -> dict[str, TextForms]:
        """guide-words of the page on embedding."""
        return self._forms(EMBEDDING_WORDS)

    def foreign(self) -> dict[str, dict[str, str]]:
        """guide-foreign: the texts in another language than the page, with that language and direction."""
        found = {}
        shown = dict(self.lexicon.used_texts)
        for wording in self.edition.catalog.texts.values():
            for text in forms_of(wording):
                lang = self.lexicon.lang(text)
                if self.lexicon.is_foreign(lang):
                    found[self.lexicon.plain(text)] = {"lang": lang, "dir": self.lexicon.direction(lang)}
        self.lexicon.used_texts.clear()  # `plain` has counted them all as used
        self.lexicon.used_texts.update(shown)
        return found

    def settings(self) -> list[dict[str, Any]]:
        """guide-settings: the settings with their labels in plain text."""
        plain = self.lexicon.plain
        return [
            {
                "id": setting.id,
                "name": plain(setting.name),
                "hint": plain(setting.hint) if setting.hint else "",
                "default": setting.default,
                "answers": [
                    {"id": option.id, "label": plain(option.label)} | _former_ids(option.was)
                    for option in setting.answers
                ],
            }
            | _former_ids(setting.was)
            | ({"remember": True} if setting.remember else {})
            for setting in self.lexicon.guide.tree.settings
        ]

    def examples(self, *, searched: bool) -> dict[str, Mapping[str, str]]:
        """guide-examples: the answers that lead to each outcome and, of a page with the search, to what else
        that may open."""
        return self._examples(self.edition.proof.witnesses, searched)

    def periods(self, *, searched: bool) -> list[dict[str, Any]]:
        """guide-periods: the periods in their order, each with its first day, its days in words, and the
        examples of that time in place of guide-examples."""
        return [
            {
                "id": id,
                "first": days_of(id)[0],
                "label": self.lexicon.period((id,)),
                "examples": self._examples(witnesses, searched),
            }
            for id, witnesses in self.edition.proof.witnesses_by_period.items()
        ]

    def _examples(self, witnesses: Witnesses, searched: bool) -> dict[str, Mapping[str, str]]:
        found = dict(witnesses.outcomes)
        for question in self.lexicon.guide.tree.questions if searched else ():
            if question.also and question.id in witnesses.questions:
                found[question.id] = witnesses.questions[question.id]
            for answer in question.answers:
                if answer.also and (question.id, answer.id) in witnesses.answers:
                    found[f"{question.id}.{answer.id}"] = witnesses.answers[question.id, answer.id]
        return found

    def calendars(self) -> dict[str, Any]:
        """guide-calendars: the working calendars to choose from, by name, each with the time zones whose
        readers begin with it, and the default."""
        zones = self.edition.zones
        sorted_by_name = sorted(self.edition.calendars, key=lambda calendar: calendar.name.casefold())
        named = [{"id": one.id, "name": one.name, "zones": zones[one.id]} for one in sorted_by_name]
        return {"all": named, "default": self.lexicon.calendar}

    def _forms(self, keys: Iterable[str]) -> dict[str, TextForms]:
        """The interface's words for a script, by key."""
        words = self.lexicon.guide.interface.words
        return {key: map_forms(words[key], lambda text: str(self.lexicon.use_text(text))) for key in keys}


def _former_ids(was: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    return {"was": was} if was else {}
