"""Renderings of texts: each with all that can stand in its references and placeholders, and their faults.

A text can be right and what it becomes wrong: "in in", "de de", a title that runs into its sentence, a name
in the middle of one that begins with a capital. A text is excused, with a reason, by a comment in its
catalog: `# rendering: a proper name`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from site_builder.guide import Content, Reference, TextForms, forms_of, parse
from site_builder.locales.catalog import CatalogReader, read_catalog, read_notes
from site_builder.locales.lexicon import Lexicon
from site_builder.locales.locales import Locale
from site_builder.locales.name_forms import AT_START, FORMS_FILE, IN_TEXT, WITHOUT_FORMS, name_key
from site_builder.locales.names import Name, plain_piece
from site_builder.locales.punctuation import list_marks
from site_builder.locales.sentence_places import TITLES, Segment, needs_quotation, place_of
from site_builder.locales.text_domains import own_domains
from site_builder.problems import Problem

_TITLE_PLACEHOLDERS = frozenset({"answer", "question", "outcome", "title"})
"""Placeholders that labels and titles stand in, which a sentence sets in quotation marks."""
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


Seam = tuple[str, str, str]
"""The word before a name, the name, and the word after it; of a placeholder its id and how a value begins."""


@dataclass(frozen=True)
class Rendering:
    """How a text reads with one set of values, its seams, and what is wrong there."""

    context: str
    words: str
    seams: frozenset[Seam]
    faults: tuple[str, ...]


def render_catalog(content: Content, reader: CatalogReader, locale: Locale) -> list[Rendering]:
    """The renderings of a locale's own texts; those that fall back to another are left out."""
    catalog = read_catalog(reader, locale)
    own = {context: text for context, text in catalog.texts.items() if locale.id in _langs_of(text)}
    return list(find_renderings(Lexicon(content.localize(catalog.texts), locale, reader.locales), own))


def find_renderings(lexicon: Lexicon, texts: Mapping[str, TextForms]) -> Iterator[Rendering]:
    """Every text that holds references or placeholders, as it reads with what can stand there."""
    values = placeholder_values(lexicon)
    for context, text in texts.items():
        for form in forms_of(text):
            if "{" in form:
                yield from _renderings(lexicon, context, form, values)


def distinct_renderings(found: Iterable[Rendering]) -> Iterator[Rendering]:
    """Those with a seam that none before them has: all that a reviewer has to read once."""
    seen: set[Seam] = set()
    for one in found:
        if not one.seams <= seen:
            seen |= one.seams
            yield one


def rendering_problems(
    found: Iterable[Rendering], reader: CatalogReader, locale: Locale
) -> Iterator[Problem]:
    """The faults of renderings, each once, at the entry of its context. Excused ones are left out."""
    entries = {
        entry.msgctxt: (domain.catalog(locale.id), entry)
        for domain in own_domains(reader.root)
        for entry in reader.read_file(domain, locale)
        if not entry.obsolete
    }
    for context, fault in dict.fromkeys((one.context, fault) for one in found for fault in one.faults):
        if context in entries:
            name, entry = entries[context]
            if "rendering" not in read_notes(entry):
                yield Problem(name, entry.linenum or 0, 0, f"{context}: {fault}")


def _langs_of(text: TextForms) -> set[str]:
    """The locales that the forms of a text are written in."""
    return {getattr(form, "lang", "") for form in forms_of(text)}


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
        "names": [list_marks(lexicon.locale.babel)[0].join(names[:3])],
        "duration": durations,
        "date": [lexicon.date("2026-02-01")],
        "day": [lexicon.date("2026-02-01")],
        "count": ["2"],
        "number": ["2"],
    }
    return {key: tuple(dict.fromkeys(ones)) for key, ones in found.items() if ones}


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
        written = [_written(segment, name, filled) for segment, name in pieces]
        words = "".join(written)
        if words not in seen:
            seen.add(words)
            faults = (*about, *word_faults(words, text, lexicon.lang(text)))
            yield Rendering(context, words, frozenset(_seams(pieces, written, filled)), faults)


def _written(segment: Segment, name: Name | None, filled: Mapping[str, str]) -> str:
    if isinstance(segment, Reference) and not segment.kind:
        return filled.get(segment.id, str(segment))
    return plain_piece(segment, name)


def _seams(
    pieces: Sequence[tuple[Segment, Name | None]], written: Sequence[str], filled: Mapping[str, str]
) -> Iterator[Seam]:
    for index, (segment, _) in enumerate(pieces):
        if isinstance(segment, Reference):
            before = "".join(written[:index]).split()[-1:]
            after = "".join(written[index + 1 :]).split()[:1]
            stands = written[index]
            if not segment.kind:
                first = stands[:1]
                stands = f"{segment.id} {'A' if first.isupper() else '1' if first.isdigit() else 'a'}"
            yield " ".join(before), stands, " ".join(after)


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
            kept = f"or {AT_START} if it keeps its lower case"
            yield f'a sentence begins with "{name}" in lower case; {remedy}, {kept}'
        if place == "within" and _is_sentence_case(name) and not name.startswith(brands):
            yield f'"{name}" begins with a capital within a sentence; {remedy}, even if that is the same'


def _is_lower(name: str) -> bool:
    return name[:1].islower() and name[1:2].islower()


def _is_sentence_case(name: str) -> bool:
    """Whether a name of several words begins with a capital and has no other: no brand, but a label."""
    return " " in name and name[:1].isupper() and name[1:] == name[1:].lower()
