"""The glossary (docs/locales/glossary.yml): terms that translations keep to, and the check of texts for them.

A term's rule applies when the source text has the term as a whole word, in any case, a plural -s or -es
allowed: then the translation must have one of the words to use. The words to avoid are refused in every
text. A translator excuses a text, with a reason, by a comment in its catalog: `# glossary: severity (why)`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Literal

from site_builder.guide import Date, Id, OneOrMany, Plain, TextForms, forms_of, plain_words

GLOSSARY_FILE = "docs/locales/glossary.yml"

Words_ = Annotated[tuple[Plain, ...], OneOrMany()]
Ids_ = Annotated[tuple[Id, ...], OneOrMany()]


@dataclass(frozen=True, kw_only=True)
class TermSource:
    """A page in the language of a locale on which terms were seen, and how it was translated: by people
    (human), by a machine, or unknown where it does not say. `page` is an address, or a file of the vendor's
    documentation; `date` that of its translation, where it bears one. A machine's translation proves nothing,
    so no term is seen there; it is listed so that labels which rest on it alone are found."""

    page: Plain
    translated: Literal["human", "machine", "unknown"]
    date: Date | None = None


@dataclass(frozen=True, kw_only=True)
class Term:
    """A term of the source language and the locale's word for it. `use` is looked for anywhere in a
    translation, so that a stem will do, and of several any one; `avoid` at the beginnings of words. `seen`
    has the ids of sources that show it; else `ours` says why it was chosen. `same_as` is another term that
    has the same rendering, where that is meant."""

    term: Words_
    use: Words_ = ()
    avoid: Words_ = ()
    seen: Ids_ = ()
    ours: Plain | None = None
    same_as: Id | None = None
    note: Plain | None = None

    @classmethod
    def find_faults(cls, value: dict[str, object]) -> list[str]:
        """What is wrong with it beyond its keys."""
        faults = [] if "use" in value or "avoid" in value else ['give "use", "avoid" or both']
        if "seen" not in value and "ours" not in value:
            faults.append('say where the rendering was "seen" (ids of sources), or that it is "ours" and why')
        return faults


Glossary = Mapping[str, Mapping[str, Term]]
"""Locale id -> id of a term -> the term."""


@dataclass(frozen=True, kw_only=True)
class GlossaryFile:
    """glossary.yml: the terms by locale and id, and the pages on which they were seen by id."""

    sources: Mapping[Id, TermSource] = field(default_factory=dict)
    terms: Mapping[Id, Mapping[Id, Term]] = field(default_factory=dict)


class TermRules:
    """The terms of a locale, with their patterns compiled for many texts."""

    def __init__(self, terms: Mapping[str, Term]) -> None:
        self.ids = tuple(terms)
        self._terms = terms
        # most texts have none of the words, and `in` finds that out faster than a pattern
        self._avoided = [
            (word.casefold(), beginning_of(word), id) for id, term in terms.items() for word in term.avoid
        ]
        self._named = [
            (word.casefold(), _whole(word), id)
            for id, term in terms.items()
            for word in term.term
            if term.use
        ]

    def named(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Where a piece of a source text has terms: begin, end and the term's id, in reading order."""
        spans = [(*match.span(), id) for _, pattern, id in self._named for match in pattern.finditer(text)]
        yield from sorted(spans, key=lambda span: (span[0], -span[1], span[2]))

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


def beginning_of(word: str) -> re.Pattern[str]:
    """Where words are set apart by spaces, a word is looked for at their beginnings; else anywhere."""
    apart = unicodedata.name(word[0], "").startswith(("LATIN ", "CYRILLIC ", "GREEK ", "DIGIT "))
    return re.compile(rf"(?<!\w){re.escape(word)}" if apart else re.escape(word), re.IGNORECASE)
