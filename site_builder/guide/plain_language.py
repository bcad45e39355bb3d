"""Plain English: phrases that do not survive translation, and sentences too long to read at one go.

A phrase that only English has ("by your clock") is rendered differently by every translator. Words that point
at a place ("see above", "click here") say nothing to somebody who hears the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from site_builder.guide import inline
from site_builder.guide.instances import Leaf
from site_builder.guide.localized_text import forms_of
from site_builder.guide.yaml_file import Document
from site_builder.problems import Problem

LONGEST_SENTENCE = 30
"""Words of a sentence; a reference and a code span are one word each."""

PHRASES: dict[str, str] = {
    # words that point at a place, and links that do not say where they lead
    "click here": "name what is opened: {link:…}",
    "read more here": "name what is read: {link:…}",
    "more info here": "name what is read: {link:…}",
    "follow this link": "name where it leads: {link:…}",
    "this link": "name where it leads: {link:…}",
    "here is how": "name the procedure in the sentence: See {procedure:…}",
    "see above": "refer to it: {procedure:…}, {question:…}",
    "see below": "refer to it: {procedure:…}, {question:…}",
    "as above": "say it again, or refer to it",
    "as below": "say it again, or refer to it",
    "above mentioned": "name it again",
    "above-mentioned": "name it again",
    "aforementioned": "name it again",
    "the former": "name it again",
    "the latter": "name it again",
    # pictures and short cuts that other languages do not have
    "by your clock": "in your time zone",
    "round the clock": "24 hours a day, 7 days a week",
    "round-the-clock": "24 hours a day, 7 days a week",
    "what readers meet": "what readers see",
    "readers meet": "readers see",
    "stays with you": "you solve it yourself",
    "the way on": "the next step",
    "the way is that of": "the steps are those of",
    "keep in mind": "remember",
    "at the end of the day": "in the end",
    "out of the box": "without changes",
    "heads up": "note",
    "heads-up": "note",
    "get in touch": "contact",
    "reach out": "contact",
    "touch base": "contact",
    "up to speed": "informed",
    "hear back": "get an answer",
    "in a hurry": "if it is urgent",
    "take it over": "use it",
    "end up in": "arrive at",
    "in step with": "up to date with",
    "where to turn": "whom to contact",
    "sort out": "settle",
    "sorts out": "settles",
    "set against": "offset",
    "comes of it": "results from it",
    "came of it": "resulted from it",
    "nor do we": "say what you do not do",
    "rule of thumb": "in most cases",
    "on the fly": "at once",
    "on the safe side": "to be sure",
    "in a nutshell": "in short",
    "no-brainer": "an easy decision",
    "ballpark": "about",
    # longer than they need to be
    "in order to": "to",
    "due to the fact that": "because",
    "in the event that": "if",
    "at this point in time": "now",
    "prior to": "before",
    "subsequent to": "after",
    "with regard to": "about",
    "with respect to": "about",
    "in the case of": "for",
    "as well as": "and",
    "make use of": "use",
    "utilize": "use",
    "utilise": "use",
    "and/or": "say which: and, or, or both",
}
"""Phrase in lower-case English -> what to write instead."""

_REFERENCE = "\ufffc"
"""What a reference or code stands as in a sentence: Unicode's object replacement character."""
_ABBREVIATIONS = re.compile(r"\b(?:e\.\s?g|i\.\s?e|etc|vs|approx|no|incl|Mr|Mrs|Ms|Dr|[ap]\.m)\.(?=\s+\S)")
_ENDS = re.compile(rf"([.?!…][)\]’”\"']*)\s+(?=[A-Z0-9“‘\"'(\[{_REFERENCE}])|:\s+|\n+")
"""Where a sentence ends. A colon ends one too: what follows is read on its own."""
_WORD = re.compile(rf"[^\W_](?:[\w’'./-]*\w)?|{_REFERENCE}")
_NAMES = re.compile(
    r"facts\.(?:labels|links|portals)\..*\.name$|sources\.documents\..*\.title$|(?:tree|outcomes)\..*\.also$"
)
"""The contexts of texts whose words are others': labels, titles of pages, words that readers type."""


def plain_language_problems(
    texts: Iterable[tuple[Document, Leaf]], own_phrases: Mapping[str, str] | None = None
) -> list[Problem]:
    """What to write otherwise in English texts of a guide, each at its file, line and column.

    `own_phrases` are the guide's, beside PHRASES: phrase -> what to write instead.
    """
    phrases = PHRASES | {phrase.lower(): instead for phrase, instead in (own_phrases or {}).items()}
    pattern = _pattern_of(phrases)
    return [
        document.problem(leaf.path, advice)
        for document, leaf in texts
        if not _NAMES.match(leaf.context)
        for form in forms_of(leaf.value)
        for advice in _advice(form, phrases, pattern)
    ]


def plain_language_advice(text: str) -> list[str]:
    """What to write otherwise in an English text: a sentence for each phrase and each sentence too long."""
    return list(_advice(text, PHRASES, _pattern_of(PHRASES)))


def _advice(text: str, phrases: Mapping[str, str], pattern: re.Pattern[str]) -> Iterator[str]:
    words = _own_words(text)
    for match in pattern.finditer(words):
        instead = phrases[match.group().lower()]
        yield f'"{match.group()}" does not translate well; write instead: {instead}'
    for sentence in split_sentences(words):
        if (count := len(_WORD.findall(sentence))) > LONGEST_SENTENCE:
            beginning = " ".join(sentence.replace(_REFERENCE, "{…}").split()[:6])
            limit = f"make two of it, of at most {LONGEST_SENTENCE}"
            yield f'the sentence "{beginning} …" has {count} words; {limit}'


def _pattern_of(phrases: Iterable[str]) -> re.Pattern[str]:
    """Any of the phrases as whole words, in any case; of two that begin alike the longer one."""
    longest_first = sorted(phrases, key=len, reverse=True)
    whole = (rf"(?<![\w-]){re.escape(phrase)}(?![\w-])" for phrase in longest_first)
    return re.compile("|".join(whole), re.IGNORECASE)


def split_sentences(text: str) -> list[str]:
    """The sentences of an English text, in order; the part before a colon is one of its own."""
    whole = _ABBREVIATIONS.sub(lambda match: match.group().replace(".", "\ufffd"), text)
    parts = _ENDS.sub(lambda match: f"{match[1] or ''}\n", whole).split("\n")
    return [part.replace("\ufffd", ".").strip() for part in parts if part.strip()]


def _own_words(text: str) -> str:
    parts: list[Any] = [
        segment.text if isinstance(segment, inline.Literal) else _REFERENCE for segment in inline.parse(text)
    ]
    return " ".join("".join(parts).split())
