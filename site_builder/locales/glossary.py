"""The glossary (docs/locales/glossary.yml): terms that translations keep to, and the check of texts for them.

A term's rule applies when the source text has the term as a whole word, in any case, a plural -s or -es
allowed: then the translation must have one of the words to use. The words to avoid are refused in every
text. A translator excuses a text, with a reason, by a comment in its catalog: `# glossary: severity (why)`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated

from site_builder.guide import Document, Id, OneOrMany, Plain, TextForms, forms_of, plain_words
from site_builder.problems import Problem, did_you_mean

GLOSSARY_FILE = "docs/locales/glossary.yml"

Words_ = Annotated[tuple[Plain, ...], OneOrMany()]


@dataclass(frozen=True, kw_only=True)
class Term:
    """A term of the source language and the locale's word for it. `use` is looked for anywhere in a
    translation, so that a stem will do, and of several any one; `avoid` at the beginnings of words."""

    term: Words_
    use: Words_ = ()
    avoid: Words_ = ()
    note: Plain | None = None

    @classmethod
    def find_faults(cls, value: dict[str, object]) -> list[str]:
        """What is wrong with it beyond its keys."""
        return [] if "use" in value or "avoid" in value else ['give "use", "avoid" or both']


GlossaryFile = Mapping[Id, Mapping[Id, Term]]
Glossary = Mapping[str, Mapping[str, Term]]
"""Locale id -> id of a term -> the term."""


def glossary_problems(document: Document, locales: list[str]) -> Iterator[Problem]:
    """Locales that do not exist, words that are empty, and terms that refuse what they ask for."""
    for locale, terms in document.value.items():
        if locale not in locales:
            yield document.problem(
                (locale, "@key"), f'unknown locale "{locale}"{did_you_mean(locale, locales)}'
            )
        for id, term in terms.items():
            for key in ("term", "use", "avoid"):
                if key in term and not _listed(term[key]):
                    yield document.problem((locale, id, key), "an empty list")
            for used in _listed(term.get("use", [])):
                for avoided in _listed(term.get("avoid", [])):
                    if avoided.strip() and _beginning(avoided).search(used):
                        message = f'"{avoided}" is to be avoided, and "{used}" to be used has it'
                        yield document.problem((locale, id, "avoid"), message)


class TermRules:
    """The terms of a locale, with their patterns compiled for many texts."""

    def __init__(self, terms: Mapping[str, Term]) -> None:
        self.ids = tuple(terms)
        self._terms = terms
        # most texts have none of the words, and `in` finds that out faster than a pattern
        self._avoided = [
            (word.casefold(), _beginning(word), id) for id, term in terms.items() for word in term.avoid
        ]
        self._named = [
            (word.casefold(), _whole(word), id)
            for id, term in terms.items()
            for word in term.term
            if term.use
        ]

    def faults(self, source: str, translation: TextForms) -> Iterator[tuple[str, str]]:
        """How a translation breaks the terms of its locale: pairs of the term's id and a sentence."""
        before = plain_words(source)
        folded = before.casefold()
        named = [
            (match.group(), id)
            for word, pattern, id in self._named
            if word in folded and (match := pattern.search(before))
        ]
        for form in forms_of(translation):
            after = plain_words(form)
            folded = after.casefold()
            for word, pattern, id in self._avoided:
                if word in folded and (match := pattern.search(after)):
                    use = self._terms[id].use
                    instead = f'; write "{use[0]}"' if use else ""
                    yield id, f'the term "{match.group()}" is not used here{instead}'
            for word, id in named:
                use = self._terms[id].use
                if not any(rendering.casefold() in folded for rendering in use):
                    yield id, f'"{word}" is rendered otherwise; write "{use[0]}"'


def _whole(word: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(word)}(?:s|es)?(?!\w)", re.IGNORECASE)


def _beginning(word: str) -> re.Pattern[str]:
    """Where words are set apart by spaces, a word is looked for at their beginnings; else anywhere."""
    apart = unicodedata.name(word[0], "").startswith(("LATIN ", "CYRILLIC ", "GREEK ", "DIGIT "))
    return re.compile(rf"(?<!\w){re.escape(word)}" if apart else re.escape(word), re.IGNORECASE)


def _listed(value: object) -> list[str]:
    return [str(word) for word in value] if isinstance(value, list) else [str(value)]
