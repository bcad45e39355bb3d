"""The check of the glossary itself: where terms come from, and that they agree with each other and labels.

A term that refuses what another asks for, or what a screen says, would leave a translator no text to write;
one rendering of two terms leaves readers unable to tell them apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from site_builder.guide import ID, Document
from site_builder.locales.glossary import beginning_of
from site_builder.problems import Problem, did_you_mean

Terms = Mapping[str, Any]
"""The terms of one locale by id, as YAML has them."""


def glossary_problems(document: Document, labels: Document, locales: list[str]) -> Iterator[Problem]:
    """What is wrong with a glossary of the right form, given the labels and the ids of the locales."""
    sources = document.value.get("sources", {})
    yield from _label_problems(sources, labels)
    for locale, terms in document.value.get("terms", {}).items():
        path = ("terms", locale)
        if locale not in locales:
            message = f'unknown locale "{locale}"{did_you_mean(locale, locales)}'
            yield document.problem((*path, "@key"), message)
        for id, term in terms.items():
            if not ID.match(id):
                message = f'"{id}" is not an id; write lower-case-words-with-dashes'
                yield document.problem((*path, id, "@key"), message)
            for key in ("term", "use", "avoid", "seen"):
                if key in term and not _listed(term[key]):
                    yield document.problem((*path, id, key), "an empty list")
        yield from _provenance(document, sources, locale, terms)
        yield from _contradictions(document, locale, terms)
        yield from _refused_labels(document, labels, locale, terms)
        yield from _shared_terms(document, locale, terms)
        yield from _shared_renderings(document, locale, terms)


def _provenance(document: Document, sources: Terms, locale: str, terms: Terms) -> Iterator[Problem]:
    """Sources that are not there, or that a machine translated."""
    for id, term in terms.items():
        for source in _listed(term.get("seen", [])):
            path = ("terms", locale, id, "seen")
            if source not in sources:
                yield document.problem(path, f'unknown source "{source}"{did_you_mean(source, sources)}')
            elif sources[source]["translated"] == "machine":
                message = (
                    f'"{source}" was translated by a machine, which proves nothing; give another source, '
                    f'or "ours" and why'
                )
                yield document.problem(path, message)


def _contradictions(document: Document, locale: str, terms: Terms) -> Iterator[Problem]:
    """Words that one term refuses and that term or another asks for."""
    used = [(word, id) for id, term in terms.items() for word in _listed(term.get("use", []))]
    for id, term in terms.items():
        for avoided in filter(str.strip, _listed(term.get("avoid", []))):
            for word, other in used:
                if beginning_of(avoided).search(word):
                    of = "" if other == id else f' for "{other}"'
                    message = f'"{avoided}" is to be avoided, and "{word}" to be used{of} has it'
                    yield document.problem(("terms", locale, id, "avoid"), message)


def _refused_labels(document: Document, labels: Document, locale: str, terms: Terms) -> Iterator[Problem]:
    """Words that a term refuses and a screen shows."""
    for id, term in terms.items():
        for avoided in filter(str.strip, _listed(term.get("avoid", []))):
            for label, word in labels.value.get(locale, {}).items():
                if beginning_of(avoided).search(word["text"]):
                    place = labels.place((locale, label))
                    message = f'"{avoided}" is to be avoided, and the label "{word["text"]}" has it ({place})'
                    yield document.problem(("terms", locale, id, "avoid"), message)


def _shared_terms(document: Document, locale: str, terms: Terms) -> Iterator[Problem]:
    """A word of the source with two renderings: a translation would have to have both."""
    first: dict[str, str] = {}
    for id, term in terms.items():
        for word in _listed(term["term"]) if "use" in term else ():
            other = first.setdefault(word.casefold(), id)
            if other != id:
                line = document.position(("terms", locale, other))[1]
                message = f'"{word}" is a term of "{other}" in line {line} too; make them one term'
                yield document.problem(("terms", locale, id, "term"), message)


def _shared_renderings(document: Document, locale: str, terms: Terms) -> Iterator[Problem]:
    """A word for two terms, of which neither says that it is meant; and such a saying where it is not so."""
    first: dict[str, str] = {}
    for id, term in terms.items():
        path = ("terms", locale, id)
        same = term.get("same_as")
        words = _renderings(term)
        if same is not None and same not in terms:
            yield document.problem((*path, "same_as"), f'unknown term "{same}"{did_you_mean(same, terms)}')
        elif same == id:
            yield document.problem((*path, "same_as"), f'"{id}" is this term itself; leave this out')
        elif same is not None and not words & _renderings(terms[same]):
            yield document.problem((*path, "same_as"), f'"{same}" is rendered otherwise; leave this out')
        for word in sorted(words):
            other = first.setdefault(word, id)
            if id not in (other, terms[other].get("same_as")) and other != same:
                line = document.position(("terms", locale, other))[1]
                message = (
                    f'"{word}" renders "{other}" in line {line} too; '
                    f"give each its own word, make them one term, or write: same_as: {other}"
                )
                yield document.problem((*path, "use"), message)


def _label_problems(sources: Terms, labels: Document) -> Iterator[Problem]:
    """Labels said to be seen on a page that is known only as a machine translated it."""
    made: dict[str, set[str]] = {}
    for source in sources.values():
        made.setdefault(source["page"], set()).add(source["translated"])
    for locale, words in labels.value.items():
        for id, word in words.items():
            if word["status"] == "seen" and made.get(word.get("seen_in", "")) == {"machine"}:
                message = (
                    "seen only where a machine translated it, which proves nothing; give another page, "
                    "or write: assumed"
                )
                yield labels.problem((locale, id, "status"), message)


def _renderings(term: Any) -> set[str]:
    return {word.casefold() for word in _listed(term.get("use", []))}


def _listed(value: object) -> list[str]:
    return [str(word) for word in value] if isinstance(value, list) else [str(value)]
