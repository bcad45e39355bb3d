"""Catalogs of translations: gettext PO files in which every text is found by its context, not by its words.

A context is the path of ids to a text, `tree.questions.product.question`: it stays when the English
changes, so a changed source marks a translation as stale (fuzzy) instead of losing it. How a text was made
is what its entry's comment says, `# status: reviewed`; else the catalog's header X-Translation, or the
locale's `translation` of locales.yml.
"""

from __future__ import annotations

import dataclasses
import datetime
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import polib

from site_builder.guide import (
    Content,
    LocalizedText,
    Status,
    TextForms,
    inline,
    map_forms,
)
from site_builder.locales.locales import Locale, Locales
from site_builder.locales.messages import Message, collect_messages, normalize_space
from site_builder.locales.po_file import current_entries, msgids, read_po, source_date, translated_text
from site_builder.locales.text_domains import DOMAINS, GUIDE, TextDomain, find_catalog
from site_builder.problems import BuildError

TRANSLATED_STATUSES: tuple[Status, ...] = ("human", "reviewed", "machine")
"""What an entry's comment may say of how its text was made."""
NOTE = re.compile(
    r"^(status|was|reviewed by|glossary|differs|typography|rendering):\s*(.*)$", re.MULTILINE | re.IGNORECASE
)
"""The lines of an entry's comment that the build reads."""
MADE = "X-Translation"
"""The header of a catalog that says how its texts were made, where that is not as the locale's are."""


@dataclass(frozen=True)
class StatusCounts:
    """How many of a locale's texts have each status."""

    human: int = 0
    reviewed: int = 0
    machine: int = 0
    stale: int = 0
    missing: int = 0

    @property
    def total(self) -> int:
        """All texts of the guide."""
        return sum(dataclasses.astuple(self))

    @property
    def translated(self) -> int:
        """The texts that readers see in the locale."""
        return self.human + self.reviewed + self.machine

    @property
    def coverage(self) -> float:
        """Percent of the texts that are translated; 100 where there are none."""
        return 100 * self.translated / self.total if self.total else 100.0


@dataclass(frozen=True)
class Catalog:
    """A locale's texts by context, as readers see them, each with its language and status. `own` are the
    contexts of the guide's own texts, without the interface's."""

    locale: Locale
    texts: Mapping[str, TextForms]
    statuses: Mapping[str, Status]
    made_from: datetime.date | None
    own: frozenset[str] = frozenset()

    @property
    def counts(self) -> StatusCounts:
        """How many texts have each status."""
        return count_statuses(self.statuses.values())

    @property
    def coverage(self) -> float:
        """Percent of the guide's own texts that are translated."""
        return count_statuses(self.statuses[context] for context in self.own).coverage

    @property
    def published(self) -> bool:
        """Whether enough is translated for readers to get it."""
        return not self.statuses or self.coverage >= self.locale.least_coverage


def count_statuses(statuses: Iterable[Status]) -> StatusCounts:
    """How often each status occurs."""
    counts: Mapping[str, int] = Counter(statuses)
    return StatusCounts(**counts)


def missing_message(locale: Locale) -> str:
    """The message about a catalog that does not exist, after its name."""
    return f"is missing; make it with: python3 build_site.py translate update {locale.id}"


def read_for_change(root: Path, domain: TextDomain, locale: Locale) -> polib.POFile:
    """The locale's PO file with all that it holds, to be changed and written back.

    Raises BuildError when it does not exist, and ContentError when it cannot be read.
    """
    name = domain.catalog(locale.id)
    if not (root / name).exists():
        raise BuildError(f"{name} {missing_message(locale)}")
    return read_po(root / name, name)


def source_catalog(messages: Iterable[Message], locale: Locale) -> Catalog:
    """The texts of the source locale, as the guide's own files have them."""
    texts = {m.context: _localize(m.text, locale.id, "source", m.context) for m in messages}
    return Catalog(locale, texts, {}, None)


@dataclass(frozen=True)
class CatalogReader:
    """Reads the catalogs of a guide: `root` holds docs/, `messages` are the texts of each domain.

    The guide's texts count before the interface's of the same context, which they replace.
    """

    root: Path
    locales: Locales
    messages: Mapping[TextDomain, list[Message]]
    source_catalog: Catalog

    @classmethod
    def for_guide(cls, root: Path, content: Content | None, locales: Locales) -> CatalogReader:
        """The reader of a guide's catalogs; without a content there are no messages."""
        messages = {domain: collect_messages(content, domain) if content else [] for domain in DOMAINS}
        shown = {message.context: message for domain in reversed(DOMAINS) for message in messages[domain]}
        return cls(root, locales, messages, source_catalog(shown.values(), locales.source))

    def read_file(self, domain: TextDomain, locale: Locale) -> polib.POFile:
        """The locale's PO file of a domain; one that does not exist is empty. Raises ContentError."""
        path = find_catalog(self.root, domain, locale.id)
        name = domain.catalog(locale.id)
        return read_po(path, name, whole=False) if path.exists() else polib.POFile()

    def read(self, locale: Locale) -> CatalogFiles:
        """The files of a locale with their translations. Raises ContentError."""
        files = {domain: self.read_file(domain, locale) for domain in DOMAINS}
        translations = {
            domain: read_translations(file, self.messages[domain], locale) for domain, file in files.items()
        }
        return CatalogFiles(files, translations)


@dataclass(frozen=True)
class CatalogFiles:
    """The files of a locale, and what each has for the messages of its domain."""

    files: Mapping[TextDomain, polib.POFile]
    translations: Mapping[TextDomain, list[Translation]]

    @property
    def shown(self) -> list[Translation]:
        """The translations that readers may see: of two with the same context the guide's."""
        found = {
            one.message.context: one for domain in reversed(DOMAINS) for one in self.translations[domain]
        }
        return list(found.values())


def read_catalog(reader: CatalogReader, locale: Locale) -> Catalog:
    """The texts of a locale's files, and what it lacks from those of the locales that it falls back to.

    Raises ContentError for a file that cannot be read.
    """
    return build_catalog(reader, locale, reader.read(locale))


def build_catalog(reader: CatalogReader, locale: Locale, read: CatalogFiles) -> Catalog:
    """The catalog of a locale whose files are read already, with its fallbacks.

    A text that comes from another locale of the same language counts with the status that it has there.
    """
    texts: dict[str, TextForms] = dict(reader.source_catalog.texts)
    statuses: dict[str, Status] = dict.fromkeys(texts, "missing")
    made_from = None
    for fallback in reversed(reader.locales.chain(locale)[:-1]):
        found = read if fallback is locale else reader.read(fallback)
        made_from = source_date(found.files[GUIDE]) or made_from
        for translation in found.shown:
            context, status = translation.message.context, translation.status
            if status == "stale" and fallback is locale and statuses[context] == "missing":
                statuses[context] = "stale"
            elif status in TRANSLATED_STATUSES:
                texts[context] = _localize(translation.text, fallback.id, status, context)
                statuses[context] = status if fallback.language == locale.language else "missing"
    own = frozenset(message.context for message in reader.messages[GUIDE])
    return Catalog(locale, texts, statuses, made_from, own)


@dataclass(frozen=True)
class Translation:
    """What a catalog's file itself has for a message: its entry, the text ("" for none), and its status."""

    message: Message
    entry: polib.POEntry | None
    text: TextForms
    status: Status


def read_translations(file: polib.POFile, messages: Iterable[Message], locale: Locale) -> list[Translation]:
    """The translation of each message in a catalog's file."""
    entries = current_entries(file)
    made = file.metadata.get(MADE, locale.translation)
    usual: Status = next((status for status in TRANSLATED_STATUSES if made.startswith(status)), "machine")
    return [_translation(message, entries.get(message.context), locale, usual) for message in messages]


def _translation(message: Message, entry: polib.POEntry | None, locale: Locale, usual: Status) -> Translation:
    text = translated_text(entry, locale.babel) if entry else ""
    if not text and isinstance(message.text, str) and not inline.has_words(message.text):
        return Translation(message, entry, message.text, usual)
    if entry is None or not text:
        return Translation(message, entry, "", "missing")
    if entry.fuzzy or source_text(entry) != msgids(message.text):
        return Translation(message, entry, text, "stale")
    return Translation(message, entry, normalize_space(text), _made_status(entry, usual))


def source_text(entry: polib.POEntry) -> tuple[str, str]:
    """The source text that an entry translates: msgid and msgid_plural, with normalized white space."""
    return str(normalize_space(entry.msgid)), str(normalize_space(entry.msgid_plural or ""))


def _made_status(entry: polib.POEntry, usual: Status) -> Status:
    """How an entry's text was made: by its comment, and else as usual in its catalog."""
    noted = read_notes(entry).get("status", [""])[-1]
    return next((status for status in TRANSLATED_STATUSES if status == noted), usual)


def read_notes(entry: polib.POEntry) -> dict[str, list[str]]:
    """The notes in an entry's comment: the key of NOTE -> what follows it on each line."""
    notes: dict[str, list[str]] = {}
    for key, value in NOTE.findall(entry.tcomment or ""):
        notes.setdefault(key.lower(), []).append(value.strip())
    return notes


def excused_terms(notes: Mapping[str, Sequence[str]]) -> list[str]:
    """The ids of the terms that a text need not follow, by its note `# glossary: severity (why)`."""
    return notes.get("glossary", [""])[-1].split("(")[0].replace(",", " ").split()


def rename_note(entry: polib.POEntry, key: str, new_key: str) -> None:
    """Put what an entry's comment says under one key under another."""
    entry.tcomment = re.sub(rf"^{key}:", f"{new_key}:", entry.tcomment or "", flags=NOTE.flags)


def write_status(entry: polib.POEntry, status: str, reviewers: Iterable[str] = ()) -> None:
    """Note in an entry's comment how its text was made, and by whom it was reviewed, in place of what it said
    of that."""
    rest = re.sub(r"^(status|was|reviewed by):.*\n?", "", entry.tcomment or "", flags=NOTE.flags).strip()
    lines = [f"status: {status}", *(f"reviewed by: {reviewer}" for reviewer in reviewers)]
    entry.tcomment = "\n".join([rest, *lines] if rest else lines)


def _localize(text: TextForms, lang: str, status: Status, context: str) -> TextForms:
    return map_forms(text, lambda form: LocalizedText(form, lang, status, context))
