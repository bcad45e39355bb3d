"""Renderings of texts: each with all that can stand in its references and placeholders, and their faults.

A text can be right and what it becomes wrong: "in in", "de de", a title that runs into its sentence, a name
in the middle of one that begins with a capital. A text is excused, with a reason, by a comment in its
catalog: `# rendering: a proper name`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

import polib

from site_builder.guide import TextForms, forms_of, parse
from site_builder.guide.inline import Reference
from site_builder.locales.catalog import read_notes
from site_builder.locales.lexicon import Lexicon, plain_piece
from site_builder.locales.name_forms import FORMS_FILE, IN_TEXT, WITHOUT_FORMS, name_key
from site_builder.locales.sentence_places import TITLES, needs_quotation, place_of
from site_builder.problems import Problem

MOST_VALUES = 8
"""Values of one placeholder that a text is rendered with, the longest last: enough to see how they read."""

_TITLE_PLACEHOLDERS = frozenset({"question", "outcome", "title"})
_DOUBLED = {
    "ar": "في من إلى على عن",
    "de": "des ein eine einen einem einer im am an auf mit von vom zu zum zur für",
    "en": "a an the in of to on for from by with at your",
    "es": "el la los las un una en de del a al por para con",
    "fr": "le la les un une du de des d en dans à au aux par pour avec sur",
    "nl": "de het een in van op aan voor met bij te naar uw",
    "pl": "w we z ze na do od o przez dla po",
    "pt": "o a os as um uma em no na de do da dos das ao à por para com",
}
"""Language -> articles and prepositions that never stand twice in a row."""
_PAIRS = {
    "en": ("a the", "the a", "a an"),
    "es": ("de el", "a el", "del el", "al el", "el un", "un el", "la una"),
    "fr": ("de le", "de les", "du le", "à le", "à les", "des les", "un le", "le un", "au le"),
    "nl": ("de het", "het de", "een de", "de een", "een het"),
    "de": ("ein der", "der ein", "im der", "im dem"),
    "pt": ("de o", "de a", "em o", "em a", "do o", "da a", "no o", "na a", "um o", "a o"),
}
_SEAMS = (
    (re.compile(r"[ \u00a0]{2,}"), "two spaces"),
    (re.compile(r"(?<![.…])\.\.(?!\.)|[,;:]{2,}|[?!]\.|[,;:]\.|[。、]{2,}|[？！]。"), "two marks"),
    (re.compile(r" [,.](?!\w)"), "a space before the mark"),
)


@dataclass(frozen=True)
class Rendering:
    """How a text reads with one set of values, and what is wrong with that."""

    context: str
    words: str
    faults: tuple[str, ...]


def find_renderings(lexicon: Lexicon, texts: Mapping[str, TextForms]) -> Iterator[Rendering]:
    """Every text that holds references or placeholders, as it reads with what can stand there."""
    values = placeholder_values(lexicon)
    for context, text in texts.items():
        for form in forms_of(text):
            if "{" in form:
                yield from _renderings(lexicon, context, form, values)


def rendering_problems(
    found: list[Rendering], entries: Mapping[str, tuple[str, polib.POEntry]]
) -> Iterator[Problem]:
    """The faults of renderings, each once, at the entry of its context. Excused ones are left out."""
    for context, fault in dict.fromkeys((one.context, fault) for one in found for fault in one.faults):
        if context in entries:
            name, entry = entries[context]
            if "rendering" not in read_notes(entry):
                yield Problem(name, entry.linenum or 0, 0, f"{context}: {fault}")


def placeholder_values(lexicon: Lexicon) -> dict[str, tuple[str, ...]]:
    """What stands in the placeholders of interface words: the guide's names, and a sample of quantities."""
    guide, plain = lexicon.guide, lexicon.plain
    answers = [plain(answer.label) for question in guide.tree.questions for answer in question.answers]
    names = [plain(choice.name) for choice in lexicon.choices.values()]
    durations = [lexicon.duration(one) for one in guide.response_times.durations]
    found: dict[str, list[str]] = {
        "portal": [plain(portal.name) for portal in guide.facts.portals],
        "outcome": [plain(outcome.title) for outcome in guide.outcomes.outcomes],
        "question": names,
        "title": [plain(procedure.title) for procedure in guide.procedures],
        "form": [plain(form.name) for form in guide.outcomes.forms if form.name],
        "answer": answers,
        "answers": [*answers, lexicon.either(answers[:2])],
        "severity": answers,
        "name": names,
        "names": [", ".join(names[:3])],
        "duration": durations,
        "date": [lexicon.date("2026-02-01")],
        "day": [lexicon.date("2026-02-01")],
        "count": ["2"],
        "number": ["2"],
    }
    return {key: _spread(list(dict.fromkeys(ones))) for key, ones in found.items() if ones}


def _spread(values: list[str]) -> tuple[str, ...]:
    ordered = sorted(values, key=len)
    step = max(1, len(ordered) // MOST_VALUES)
    return tuple(dict.fromkeys((*islice(ordered, 0, None, step), ordered[-1])))


def _renderings(
    lexicon: Lexicon, context: str, text: str, values: Mapping[str, tuple[str, ...]]
) -> Iterator[Rendering]:
    pieces = list(lexicon.pieces(text))
    open_names = [s.id for s, _ in pieces if isinstance(s, Reference) and not s.kind and s.id in values]
    about = tuple(_reference_faults(lexicon, text))
    most = max((len(values[name]) for name in open_names), default=1)
    seen = set()
    for turn in range(most):
        filled = {name: values[name][turn % len(values[name])] for name in open_names}
        words = "".join(
            filled.get(segment.id, str(segment))
            if isinstance(segment, Reference) and not segment.kind
            else plain_piece(segment, name)
            for segment, name in pieces
        )
        if words not in seen:
            seen.add(words)
            yield Rendering(context, words, (*about, *word_faults(words, text, lexicon.lang(text))))


def word_faults(words: str, text: str, locale: str) -> Iterator[str]:
    """What is wrong at the seams of the words that a text becomes."""
    language = locale.partition("-")[0]
    doubled = _DOUBLED.get(language, "").split()
    for first, second in re.findall(r"(?<!\w)(?=(\w+) (\w+)(?!\w))", words):
        pair = f"{first} {second}".lower()
        clashes = pair in _PAIRS.get(language, ()) and f"{first} {second}" not in text
        if clashes or (first.lower() == second.lower() and first.lower() in doubled):
            yield f'"{first} {second}" in "{_around(words, f"{first} {second}")}"'
    for pattern, what in _SEAMS:
        if found := pattern.search(words):
            yield f'{what} in "{_around(words, found.group())}"'


def _around(words: str, part: str) -> str:
    at = words.index(part)
    before, after = max(0, at - 25), at + len(part) + 25
    return f"{'…' if before else ''}{words[before:after]}{'…' if after < len(words) else ''}"


def _reference_faults(lexicon: Lexicon, text: str) -> Iterator[str]:
    """Names in the wrong case for their place, and titles without quotation marks."""
    segments, brands = parse(text), lexicon.brands
    for index, segment in enumerate(segments):
        if not isinstance(segment, Reference):
            continue
        if not segment.kind:
            if segment.id in _TITLE_PLACEHOLDERS and needs_quotation(segments, index):
                yield f"{segment} is a title and stands in the sentence without quotation marks"
            continue
        if segment.kind in WITHOUT_FORMS or segment.kind in TITLES or segment.kind == "link":
            continue
        place, name = place_of(segments, index), lexicon.name(segment).text
        if place == "alone" or lexicon.forms(segment):
            continue
        remedy = f"give {name_key(segment)} its form {IN_TEXT} in {FORMS_FILE}"
        if place == "start" and _is_lower(name):
            yield f'a sentence begins with "{name}" in lower case; {remedy}'
        if place == "within" and _is_sentence_case(name) and not name.startswith(brands):
            yield f'"{name}" begins with a capital within a sentence; {remedy}, even if that is the same'


def _is_lower(name: str) -> bool:
    return name[:1].islower() and name[1:2].islower()


def _is_sentence_case(name: str) -> bool:
    """Whether a name of several words begins with a capital and has no other: no brand, but a label."""
    return " " in name and name[:1].isupper() and name[1:] == name[1:].lower()
