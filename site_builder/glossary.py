"""docs/locales/glossary.yml: the terms that each locale's translations keep to, and how they are looked for.

A rule of a term speaks when the source text has the term as a whole word, in any case, a plural -s or -es
allowed: then the translation must have one of the words to use. The words to avoid are refused in every
text. A translator excuses a text, with a reason, by a comment in the catalog: `# glossary: severity (a name)`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated

from site_builder.inline import words_of
from site_builder.problems import Problem, did_you_mean
from site_builder.shape import Id, OneOrMany, Plain
from site_builder.strict_yaml import Document

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
    def complaints(cls, value: dict[str, object]) -> list[str]:
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
                if any(not word.strip() for word in _listed(term.get(key, []))):
                    yield document.problem((locale, id, key), "a word is empty")
            for used in _listed(term.get("use", [])):
                for avoided in _listed(term.get("avoid", [])):
                    if avoided.strip() and _found(avoided, used):
                        message = f'"{avoided}" is to be avoided, and "{used}" to be used has it'
                        yield document.problem((locale, id, "avoid"), message)


def glossary_faults(terms: Mapping[str, Term], source: str, translation: str) -> Iterator[tuple[str, str]]:
    """How a translation breaks the terms of its locale: pairs of the term's id and a sentence."""
    before, after = words_of(source), words_of(translation)
    for id, term in terms.items():
        for avoided in term.avoid:
            if _found(avoided, after):
                instead = f'; write "{term.use[0]}"' if term.use else ""
                yield id, f'the term "{avoided}" is not used here{instead}'
        named = [word for word in term.term if _named(word, before)]
        if named and term.use and not any(used.casefold() in after.casefold() for used in term.use):
            yield id, f'"{named[0]}" is rendered otherwise; write "{term.use[0]}"'


def _listed(value: object) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else [str(value)]


def _named(term: str, text: str) -> bool:
    return bool(_source_pattern(term).search(text))


@lru_cache(maxsize=None)
def _source_pattern(term: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(term)}(s|es)?(?!\w)", re.IGNORECASE)


def _found(word: str, text: str) -> bool:
    return bool(_word_pattern(word).search(text))


@lru_cache(maxsize=None)
def _word_pattern(word: str) -> re.Pattern[str]:
    """Where words are set apart by spaces, a word is looked for at their beginnings; else anywhere."""
    apart = unicodedata.name(word[0], "").split()[0] in ("LATIN", "CYRILLIC", "GREEK", "DIGIT")
    return re.compile(rf"(?<!\w){re.escape(word)}" if apart else re.escape(word), re.IGNORECASE)
