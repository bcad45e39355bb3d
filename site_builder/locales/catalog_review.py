"""What a person reviewed, put into a locale's catalogs: texts and their status, with the reviewer's name.

A catalog may have been changed since the sheet was written, by Poedit or by another reviewer. Such a text is
left as it is, and so is one whose change the check refuses; the rest comes in. The same review applied again
changes nothing, so that what was left out can be settled and applied once more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import polib

from site_builder.guide import TextForms, forms_of, plural_categories
from site_builder.locales.catalog import (
    CatalogReader,
    read_for_change,
    read_notes,
    read_translations,
    source_text,
    write_status,
)
from site_builder.locales.catalog_check import check_catalog
from site_builder.locales.locales import Locale
from site_builder.locales.messages import Message, normalize_space
from site_builder.locales.po_file import current_entries, entry_forms, msgids, write_all
from site_builder.locales.text_domains import TextDomain, own_domains
from site_builder.problems import BuildError, ContentError, Problem, did_you_mean

Key = tuple[str, str]
"""The name of a domain and a context: both domains may have the same."""


@dataclass(frozen=True)
class ReviewedText:
    """A text as a person left it: `after` is theirs, `before` and `source` are what the sheet showed.

    `was_stale` says that the sheet showed the translation of an earlier source. What is neither `right` nor
    changed has a `note` alone.
    """

    domain: str
    context: str
    source: TextForms
    before: TextForms
    after: TextForms
    was_stale: bool
    right: bool
    note: str

    @property
    def key(self) -> Key:
        """Its name among the texts of both domains."""
        return self.domain, self.context

    @property
    def is_changed(self) -> bool:
        """Whether the reviewer wrote something else than the sheet showed."""
        return self.after != self.before


@dataclass(frozen=True)
class AppliedReview:
    """What came of a review: how many texts are `changed`, and how many have a new status or reviewer.

    `left_out` says why the others, `left_out_texts` in number, were not taken over: conflicts and refused
    changes; `notes` are what the reviewer noted. Both are by file and line.
    """

    changed: int
    marked: int
    left_out_texts: int
    left_out: tuple[Problem, ...]
    notes: tuple[Problem, ...]


@dataclass(frozen=True)
class _Place:
    """Where a text stands: its catalog's name, and its message and entry there."""

    catalog: str
    message: Message
    entry: polib.POEntry | None

    def problem(self, sentence: str) -> Problem:
        line = self.entry.linenum if self.entry is not None else 0
        return Problem(self.catalog, line or 0, 0, f"{self.message.context}: {sentence}")


@dataclass(frozen=True)
class _ChangedReader(CatalogReader):
    """Reads catalogs that are changed and not written yet."""

    catalogs: Mapping[TextDomain, polib.POFile]

    def read_file(self, domain: TextDomain, locale: Locale) -> polib.POFile:
        return self.catalogs.get(domain) or super().read_file(domain, locale)


def apply_review(
    reader: CatalogReader, locale: Locale, texts: Sequence[ReviewedText], reviewer: str, file: str
) -> AppliedReview:
    """Put what a person reviewed into the locale's catalogs, and say what was left out.

    `reviewer` is what the comments say: a name and a day. `file` is what messages call the review. Raises
    BuildError when a catalog does not exist or no text is of this guide, ContentError when a catalog cannot
    be read.
    """
    catalogs = _read(reader, locale)
    places = _places(reader, locale, catalogs)
    if len(texts) > 1 and not any(
        text.key in places and text.source == places[text.key].message.text for text in texts
    ):
        raise BuildError(f"{file} is a review of another guide: none of its {len(texts)} texts is here.")
    notes = [places[text.key].problem(text.note) for text in texts if text.note and text.key in places]
    left_out: list[Problem] = []
    fitting: list[ReviewedText] = []
    for text in texts:
        if text.right or text.is_changed:
            conflict = _conflict(text, places, locale, file)
            fitting += [] if conflict else [text]
            left_out += [conflict] if conflict else []
    before = _problems(reader, locale, catalogs)
    while True:
        changed, marked = _change(reader, locale, catalogs, fitting, reviewer)
        new = _problems(reader, locale, catalogs) - before
        if not new:
            break
        refused = {key for problem in new for key in _causes(problem, fitting, places)}
        if not refused:  # nothing here knows which text it is about: nothing is written
            raise ContentError(new)
        left_out += new
        fitting = [text for text in fitting if text.key not in refused]
        catalogs = _read(reader, locale)
    if changed or marked:
        write_all({reader.root / domain.catalog(locale.id): catalog for domain, catalog in catalogs.items()})
    left = sum(text.right or text.is_changed for text in texts) - len(fitting)
    return AppliedReview(changed, marked, left, tuple(sorted(set(left_out))), tuple(sorted(notes)))


def _read(reader: CatalogReader, locale: Locale) -> dict[TextDomain, polib.POFile]:
    """The catalogs to change, whose entries have the lines that the check names: those of their contexts."""
    catalogs = {}
    for domain in own_domains(reader.root):
        catalog = catalogs[domain] = read_for_change(reader.root, domain, locale)
        named = current_entries(reader.read_file(domain, locale))
        for context, entry in current_entries(catalog).items():
            entry.linenum = named[context].linenum
    return catalogs


def _places(
    reader: CatalogReader, locale: Locale, catalogs: Mapping[TextDomain, polib.POFile]
) -> dict[Key, _Place]:
    return {
        (domain.name, message.context): _Place(
            domain.catalog(locale.id), message, entries.get(message.context)
        )
        for domain, catalog in catalogs.items()
        for entries in (current_entries(catalog),)
        for message in reader.messages[domain]
    }


def _problems(
    reader: CatalogReader, locale: Locale, catalogs: Mapping[TextDomain, polib.POFile]
) -> set[Problem]:
    changed = _ChangedReader(reader.root, reader.locales, reader.messages, reader.source_catalog, catalogs)
    return set(check_catalog(changed, locale).problems)


def _conflict(text: ReviewedText, places: Mapping[Key, _Place], locale: Locale, file: str) -> Problem | None:
    """Why a text cannot come in as it was reviewed; None where it can."""
    place = places.get(text.key)
    if place is None:
        contexts = [context for domain, context in places if domain == text.domain]
        if not contexts:
            hint = did_you_mean(text.domain, [domain for domain, _ in places])
            return Problem(file, 0, 0, f'{text.context}: unknown domain "{text.domain}"{hint}')
        hint = did_you_mean(text.context, contexts)
        return Problem(file, 0, 0, f'"{text.context}" is no text of the guide, or no longer{hint}')
    if text.source != place.message.text:
        return place.problem("its source has changed since the sheet was written; nothing was taken over")
    entry = place.entry
    if entry is None or source_text(entry) != msgids(place.message.text):
        update = f"python3 build_site.py translate update {locale.id}"
        return place.problem(f"its entry is not in step with the guide; run: {update}")
    now = normalize_space(entry_forms(entry, locale.babel))
    if now not in (text.before, text.after):
        return place.problem(f'was changed since the sheet was written, to "{_shortened(now)}"')
    if entry.fuzzy and not text.was_stale:
        return place.problem("was marked as in need of work (fuzzy) since the sheet was written")
    if {*_categories(text.after)} != {*_categories(now)}:
        expected = f"the forms {', '.join(_categories(now))}" if _categories(now) else "one text and no forms"
        return place.problem(f"expected {expected}")
    if not all(form.strip() for form in forms_of(text.after)):
        return place.problem("the translation is empty")
    return None


def _categories(text: TextForms) -> tuple[str, ...]:
    return () if isinstance(text, str) else tuple(text)


def _shortened(text: TextForms) -> str:
    words = " / ".join(forms_of(text))
    return words if len(words) <= 80 else f"{words[:79]}…"


def _causes(problem: Problem, texts: Iterable[ReviewedText], places: Mapping[Key, _Place]) -> set[Key]:
    """The reviewed texts that a new problem is about: its own, else those of the same source, else those
    that it names."""
    contexts = {text.context: text.key for text in texts if places[text.key].catalog == problem.file}
    own = problem.message.partition(": ")[0]
    if own in contexts:
        return {contexts[own]}
    sources = {
        str(place.message.text)
        for place in places.values()
        if (place.catalog, place.message.context) == (problem.file, own)
    }
    same = {key for key in contexts.values() if str(places[key].message.text) in sources}
    return same or {key for context, key in contexts.items() if context in problem.message.split()}


def _change(
    reader: CatalogReader,
    locale: Locale,
    catalogs: Mapping[TextDomain, polib.POFile],
    texts: Iterable[ReviewedText],
    reviewer: str,
) -> tuple[int, int]:
    """Change the entries of the texts, and count those with other words and those with other comments."""
    by_key = {
        (domain.name, translation.message.context): translation
        for domain, catalog in catalogs.items()
        for translation in read_translations(catalog, reader.messages[domain], locale)
    }
    changed = marked = 0
    for text in texts:
        translation = by_key[text.key]
        entry = translation.entry
        assert entry is not None  # or there was a conflict
        is_new = normalize_space(entry_forms(entry, locale.babel)) != text.after
        before = (entry.tcomment, entry.fuzzy)
        # whoever reviewed other words has not reviewed these
        names = [] if is_new or entry.fuzzy else read_notes(entry).get("reviewed by", [])
        if isinstance(text.after, str):
            entry.msgstr = text.after
        else:
            forms = [text.after[category] for category in plural_categories(locale.babel)]
            entry.msgstr_plural = dict(enumerate(forms))
        entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
        entry.previous_msgid = entry.previous_msgid_plural = entry.previous_msgctxt = None
        status = "human" if translation.status == "human" else "reviewed"
        write_status(entry, status, dict.fromkeys([*names, reviewer]))
        changed += is_new
        marked += before != (entry.tcomment, entry.fuzzy)
    return changed, marked
