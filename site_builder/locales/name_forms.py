"""Forms of names in running text (docs/locales/forms.yml): lower case, article, case endings, by locale.

A reference shows the name as it stands where it is the whole text, and `in-text` within a sentence. At the
beginning of one, `in-text` begins with a capital, or there is a form `at-start` for it. A text asks for any
other form by its id: {portal:azure|genitive}.
"""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from babel import Locale as BabelLocale

from site_builder.guide import (
    CLDR_KINDS,
    ID,
    Document,
    Guide,
    Id,
    Plain,
    Reference,
    TextForms,
    codes,
    forms_of,
    inline,
    page_ids,
)
from site_builder.locales.alphabets import script_faults
from site_builder.locales.sentence_places import Place
from site_builder.problems import Problem, did_you_mean

FORMS_FILE = "docs/locales/forms.yml"
IN_TEXT, AT_START = "in-text", "at-start"
"""The forms that are chosen by the place in a text; texts ask for the others."""
WITHOUT_FORMS = frozenset({"label", "address", "duration", "number", "date", "field"})
"""Kinds of references that stand as they are: what a screen shows, what is typed, and quantities."""

NameForms = Mapping[Id, Plain]
"""Id of a form -> the name in that form."""
FormsFile = Mapping[Plain, Mapping[Plain, NameForms]]
"""Locale id -> name as a reference has it ("role:global-admin") -> its forms."""


def choose_name(name: str, forms: NameForms, place: Place, asked: str, language: str) -> str:
    """The words of a name at a place in a text that may ask for a form.

    A form that the locale does not have is as none asked for. Names without a form in running text are never
    capitalised, since eBay stays eBay.
    """
    if asked in forms:
        words = forms[asked]
    elif place == "alone":
        return name
    elif place == "start" and AT_START in forms:
        return forms[AT_START]
    else:
        words = forms.get(IN_TEXT, name)
    return capitalize(words, language) if place == "start" and IN_TEXT in forms else words


def capitalize(words: str, language: str) -> str:
    """The words with a first capital, by the rules of the language: IJmuiden in Dutch, İzmir in Turkish."""
    if language == "nl" and words.startswith("ij"):
        return f"IJ{words[2:]}"
    first = "İ" if language in ("az", "tr") and words.startswith("i") else words[:1].title()
    return f"{first}{words[1:]}"


def name_faults(text: str, locale: BabelLocale | None) -> list[str]:
    """What is wrong with a name or label as a piece of text."""
    faults = inline.find_faults(text)
    if inline.references(text) or inline.code_spans(text) or "\n" in text:
        faults.append("expected plain words")
    return [*faults, *(script_faults(text, locale) if locale else ())]


def name_form_problems(
    document: Document, locales: Mapping[str, BabelLocale | None], guide: Guide | None
) -> Iterator[Problem]:
    """Locales, kinds and names that do not exist, and forms that are no names; by id, line and column."""
    named = names_by_kind(guide) if guide else None
    for locale, names in document.value.items():
        if locale not in locales:
            message = f'unknown locale "{locale}"{did_you_mean(locale, locales)}'
            yield document.problem((locale, "@key"), message)
        for name, forms in names.items():
            path = (locale, name)
            if named is not None and (fault := _name_fault(name, named)):
                yield document.problem((*path, "@key"), fault)
            if not forms:
                yield document.problem(path, f'"{name}" has no forms; write {{{IN_TEXT}: …}}')
            for form, words in forms.items():
                if fault := _form_id_fault(form):
                    yield document.problem((*path, form, "@key"), fault)
                for fault in name_faults(words, locales.get(locale)):
                    yield document.problem((*path, form), fault)


def form_faults(text: TextForms, forms: Mapping[str, NameForms]) -> Iterator[str]:
    """Forms that a text asks for and its locale does not have."""
    for reference in dict.fromkeys(ref for form in forms_of(text) for ref in inline.references(form)):
        known = forms.get(name_key(reference), {})
        if reference.form and reference.kind and reference.form not in known:
            hint = did_you_mean(reference.form, known)
            where = f"of {name_key(reference)} in {FORMS_FILE}"
            yield f'{reference} asks for a form "{reference.form}" {where} that is not there{hint}'


def name_key(reference: Reference) -> str:
    """The name of a reference as forms.yml writes it."""
    return f"{reference.kind}:{reference.id}"


def names_by_kind(guide: Guide) -> dict[str, Collection[str]]:
    """The ids of all that texts of a guide name and that may have forms, by kind."""
    facts = guide.facts
    listed: dict[str, Sequence[Any]] = {
        **{kind.id: kind.items for kind in facts.names},
        "portal": facts.portals, "term": facts.terms, "link": facts.links,
        "question": guide.tree.questions, "outcome": guide.outcomes.outcomes, "faq": guide.faq.questions,
        "procedure": guide.procedures, "open-point": guide.open_points.points, "table": guide.tables.tables,
    }  # fmt: skip
    named: dict[str, Collection[str]] = {kind: [one.id for one in items] for kind, items in listed.items()}
    return named | {kind: codes(kind) for kind in CLDR_KINDS.values()} | {"page": [*page_ids(guide)]}


def _form_id_fault(form: str) -> str:
    """What is wrong with the id of a form. One that is nearly in-text would never be shown."""
    near = difflib.get_close_matches(form.lower(), (IN_TEXT, AT_START), n=1, cutoff=0.8)
    hint = f' (did you mean "{near[0]}"?)' if near else ""
    if not ID.match(form):
        return f'"{form}" is not an id; write lower-case-words-with-dashes{hint}'
    return f'unknown form "{form}"{hint}' if near and form != near[0] else ""


def _name_fault(name: str, named: Mapping[str, Collection[str]]) -> str:
    kind, colon, id = name.partition(":")
    if not colon:
        return f'"{name}" is not a name; write kind:id, for example portal:azure'
    if kind in WITHOUT_FORMS:
        return f'"{name}": a {kind} stands as it is in every text and has no forms'
    if kind not in named:
        return f'unknown kind "{kind}"{did_you_mean(kind, named)}'
    return "" if id in named[kind] else f'unknown {kind} "{id}"{did_you_mean(id, named[kind])}'
