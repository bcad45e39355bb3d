"""Catalogs of translations: gettext PO files in which every text is found by its context, not its wording.

A context is the path of ids to a text, `tree.questions.product.question`: it stays when the English
changes, so a changed source marks a translation as stale (fuzzy) instead of losing it. How a text was made
is the locale's `translation` of locales.yml, or what its entry's comment says: `# status: reviewed`.
"""

from __future__ import annotations

import dataclasses
import datetime
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import polib

from site_builder.guide import (
    PLACEHOLDER_MEANINGS,
    Content,
    LocalizedText,
    Status,
    TextForms,
    general_form,
    inline,
    map_forms,
)
from site_builder.locales.locales import Locale, Locales
from site_builder.locales.po_file import current_entries, ids_of, read_po, source_date, translation_of
from site_builder.problems import BuildError

TEMPLATE = "docs/locales/guide.pot"
"""The catalog without translations, for tools that begin a new one from it."""
TRANSLATED_STATUSES: tuple[Status, ...] = ("human", "reviewed", "machine")
"""What an entry's comment may say of how its text was made."""
NOTE = re.compile(r"^(status|was|glossary|differs):\s*(.*)$", re.MULTILINE | re.IGNORECASE)
"""Lines of an entry's comment that mean something to us."""


MOST_PAGES = 3
"""Pages named in a message's comment; a word of the interface is shown on all of them."""


@dataclass(frozen=True)
class Message:
    """A text to translate: its context, the source's wording, and where it stands (file:line)."""

    context: str
    wording: TextForms
    place: str


def collect_messages(content: Content) -> list[Message]:
    """Every text of the guide, in the order of its files."""
    found = []
    for document, leaf in content.texts():
        line = document.positions.get(leaf.path, (1, 1))[0]
        found.append(Message(leaf.context, tidy(leaf.value), f"{document.file}:{line}"))
    return found


def tidy(wording: TextForms) -> TextForms:
    """White space alone changes nothing: runs of it count as one space. A no-break space is no white space
    but typography, and stays."""
    return map_forms(wording, lambda text: _WHITE.sub(" ", text).strip(" "))


_WHITE = re.compile(r"[ \t\r\n\f\v]+")


def explain_message(message: Message, pages: Sequence[str], names: Mapping[str, str]) -> str:
    """What a translator should know: the pages that show the text, and what its placeholders stand for.

    `names` are the source's words for references: "{portal:azure}" -> "Azure portal".
    """
    lines = []
    if pages:
        more = f" and {len(pages) - MOST_PAGES} more" if len(pages) > MOST_PAGES else ""
        lines.append(f"Shown on: {', '.join(pages[:MOST_PAGES])}{more}")
    text = general_form(message.wording)
    for reference in dict.fromkeys(inline.references(text)):
        if reference.kind:
            meaning = names.get(str(reference), "")
            lines.append(f"{reference} = {meaning}" if meaning else f"{reference} is filled in by the build")
        else:
            meaning = PLACEHOLDER_MEANINGS.get(reference.id, "is filled in by the page")
            lines.append(f"{reference}: {meaning}")
    lines += [f"`{code}` stays as it is" for code in dict.fromkeys(inline.code_spans(text))]
    return "\n".join(lines)


Entry = tuple[Message, TextForms, Status]


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
    """A locale's texts by context, as readers see them, each with its language and status."""

    locale: Locale
    texts: Mapping[str, TextForms]
    statuses: Mapping[str, Status]
    made_from: datetime.date | None

    @property
    def counts(self) -> StatusCounts:
        """How many texts have each status."""
        return counted(self.statuses.values())

    @property
    def published(self) -> bool:
        """Whether enough is translated for readers to get it."""
        return self.counts.coverage >= self.locale.least_coverage


def counted(statuses: Iterable[Status]) -> StatusCounts:
    """How often each status occurs."""
    found: Mapping[str, int] = Counter(statuses)
    return StatusCounts(**found)


def catalog_name(locale: str) -> str:
    """The catalog's path from the folder that holds docs/."""
    return f"docs/locales/{locale}/guide.po"


def missing(locale: Locale) -> str:
    """What is said of a catalog that does not exist, after its name."""
    return f"is missing; make it with: python3 build_site.py translate update {locale.id}"


def read_whole(root: Path, locale: Locale) -> polib.POFile:
    """The locale's file, to change it and write it back. Raises BuildError when it does not exist, and
    ContentError when it cannot be read."""
    name = catalog_name(locale.id)
    if not (root / name).exists():
        raise BuildError(f"{name} {missing(locale)}")
    return read_po(root / name, name)


def source_catalog(messages: Iterable[Message], locale: Locale) -> Catalog:
    """The texts as the guide's own files have them."""
    texts = {m.context: _marked(m.wording, locale.id, "source", m.context) for m in messages}
    return Catalog(locale, texts, {}, None)


@dataclass(frozen=True)
class CatalogReader:
    """Reads the catalogs of a guide: `root` holds docs/, `messages` are the texts of the guide."""

    root: Path
    locales: Locales
    messages: list[Message]
    source_catalog: Catalog

    @classmethod
    def for_guide(cls, root: Path, content: Content | None, locales: Locales) -> CatalogReader:
        """The reader of a guide's catalogs; without a content there are no messages."""
        messages = collect_messages(content) if content else []
        return cls(root, locales, messages, source_catalog(messages, locales.source))

    def read_file(self, locale: Locale) -> polib.POFile:
        """The locale's PO file; one that does not exist is empty. Raises ContentError."""
        name = catalog_name(locale.id)
        path = self.root / name
        return read_po(path, name, whole=False) if path.exists() else polib.POFile()


def read_catalog(reader: CatalogReader, locale: Locale) -> Catalog:
    """The texts of a locale's file, and what it lacks from those of the locales that it falls back to.

    Raises ContentError for a file that cannot be read.
    """
    file = reader.read_file(locale)
    return laid_over(reader, locale, file, list(entry_statuses(file, reader.messages, locale)))


def laid_over(reader: CatalogReader, locale: Locale, file: polib.POFile, own: list[Entry]) -> Catalog:
    """The same, of a file and its entries that are read already.

    A text that comes from another locale of the same language counts with the status that it has there.
    """
    locales, messages, source = reader.locales, reader.messages, reader.source_catalog
    texts: dict[str, TextForms] = dict(source.texts)
    statuses: dict[str, Status] = dict.fromkeys(texts, "missing")
    made_from = None
    for one in reversed(locales.chain(locale)[:-1]):
        other = file if one is locale else reader.read_file(one)
        made_from = source_date(other) or made_from
        entries = own if one is locale else entry_statuses(other, messages, one)
        for message, wording, status in entries:
            if status == "stale" and one is locale and statuses[message.context] == "missing":
                statuses[message.context] = "stale"
            elif status in TRANSLATED_STATUSES:
                texts[message.context] = _marked(wording, one.id, status, message.context)
                statuses[message.context] = status if one.language == locale.language else "missing"
    return Catalog(locale, texts, statuses, made_from)


def entry_statuses(catalog: polib.POFile, messages: Iterable[Message], locale: Locale) -> Iterator[Entry]:
    """Each message with what the catalog itself has for it, and the status of that."""
    entries = current_entries(catalog)
    for message in messages:
        entry = entries.get(message.context)
        wording = translation_of(entry, locale.babel) if entry else ""
        if entry is None or not wording:
            yield message, "", "missing"
        elif entry.fuzzy or (tidy(entry.msgid), tidy(entry.msgid_plural)) != ids_of(message.wording):
            yield message, wording, "stale"
        else:
            yield message, tidy(wording), made_as(entry, locale)


def made_as(entry: polib.POEntry, locale: Locale) -> Status:
    """How an entry's text was made: by its comment, and else as the locale's texts are."""
    said = notes_of(entry).get("status")
    made: Status = "machine" if locale.translation == "machine-checked" else locale.translation
    return next((status for status in TRANSLATED_STATUSES if status == said), made)


def notes_of(entry: polib.POEntry) -> dict[str, str]:
    """What an entry's comment says to us: status, was, glossary, differs."""
    return dict(all_notes_of(entry))


def all_notes_of(entry: polib.POEntry) -> list[tuple[str, str]]:
    """The same as pairs, with what is said twice."""
    return [(key.lower(), value.strip()) for key, value in NOTE.findall(entry.tcomment or "")]


def renamed_note(comment: str, key: str, new: str) -> str:
    """An entry's comment with what it says under one key said under another."""
    return re.sub(rf"^{key}:", f"{new}:", comment, flags=NOTE.flags)


def _marked(wording: TextForms, lang: str, status: Status, context: str) -> TextForms:
    return map_forms(tidy(wording), lambda text: LocalizedText(text, lang, status, context))
