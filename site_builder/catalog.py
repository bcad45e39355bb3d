"""Catalogs of translations: gettext PO files in which every text is found by its context, not its wording.

A context is the path of ids to a text, `tree.questions.product.question`: it stays when the English
changes, so a changed source marks a translation as stale (fuzzy) instead of losing it. What a translation
must keep from its source, references and code, is checked here; what it cannot reach, it cannot change.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import polib

from site_builder import inline
from site_builder.content import Content
from site_builder.locales import Locale, Locales
from site_builder.problems import ContentError, Problem

WIDTH = 100
"""Columns at which a catalog's lines are wrapped; fixed, so that a file rewritten unchanged is unchanged."""


class Words(str):
    """A text that knows the locale it is written in: the translation's, or else the source's."""

    __slots__ = ("lang",)
    lang: str

    def __new__(cls, text: str, lang: str) -> Words:
        """The text, marked."""
        self = super().__new__(cls, text)
        self.lang = lang
        return self


@dataclass(frozen=True)
class Message:
    """A text to translate: its context, the source's words, and where they stand (file:line)."""

    context: str
    text: str
    place: str


@dataclass(frozen=True)
class Status:
    """How many of a locale's texts are translated, stale (the source has changed since) and missing."""

    translated: int
    stale: int
    missing: int

    @property
    def total(self) -> int:
        """All texts of the guide."""
        return self.translated + self.stale + self.missing


def catalog_name(locale: str) -> str:
    """The catalog's path from the folder that holds docs/."""
    return f"docs/locales/{locale}/guide.po"


def messages(content: Content) -> list[Message]:
    """Every text of the guide, in the order of its files."""
    found = []
    for document, leaf in content.texts():
        line = document.positions.get(leaf.path, (1, 1))[0]
        found.append(Message(leaf.context, _tidy(leaf.value), f"{document.file}:{line}"))
    return found


def translator(root: Path, content: Content, locales: Locales, locale: Locale) -> Callable[[str, str], Words]:
    """The function (context, source text) -> the locale's text, or the source's where it has none.

    Raises ContentError for a catalog that is missing or has problems.
    """
    translations: dict[str, str] = {}
    if locale.id != locales.source.id:
        name = catalog_name(locale.id)
        problems = list(catalog_problems(root, content, locale))
        if problems:
            raise ContentError(problems)
        translations = _current(_read(root / name, name), messages(content))

    def translate(context: str, text: str) -> Words:
        if context in translations:
            return Words(_tidy(translations[context]), locale.id)
        return Words(_tidy(text), locales.source.id)

    return translate


def catalog_problems(root: Path, content: Content | None, locale: Locale) -> Iterator[Problem]:
    """Everything wrong with a locale's catalog.

    A text that is missing, stale or gone from the guide is not a problem: a writer may change the guide
    before the catalogs follow. Without a content only the catalog's form is looked at.
    """
    name = catalog_name(locale.id)
    if not (root / name).exists():
        message = f"is missing; make it with: python3 tasks.py translate update {locale.id}"
        yield Problem(name, 0, 0, message)
        return
    try:
        catalog = _read(root / name, name)
    except ContentError as error:
        yield from error.problems
        return
    sources = {message.context for message in messages(content)} if content else set()
    seen: dict[str, int] = {}
    for entry in catalog:
        if entry.obsolete:
            continue
        context, line = entry.msgctxt or "", entry.linenum or 0
        if context in seen:
            yield Problem(name, line, 0, f"{context} is here twice (first in line {seen[context]})")
            continue
        seen[context] = line
        if entry.msgid_plural:
            yield Problem(name, line, 0, f"{context}: a plural form; texts of the guide have none")
        if context in sources and entry.msgstr and not entry.fuzzy:  # a stale one is not shown
            for fault in translation_faults(entry.msgid, entry.msgstr):
                yield Problem(name, line, 0, f"{context}: {fault}")


def translation_faults(source: str, translation: str) -> list[str]:
    """How a translation breaks what it must keep of its source; empty when it does not."""
    names = [reference.id for reference in inline.references(source) if not reference.kind]
    found = inline.faults(translation, names)
    for what, of in (("reference", inline.references), ("code", inline.code_spans)):
        wanted, given = Counter(map(str, of(source))), Counter(map(str, of(translation)))
        if missing := wanted - given:
            found.append(f"{what} missing: {', '.join(missing.elements())}")
        if extra := given - wanted:
            found.append(f"{what} not in the source: {', '.join(extra.elements())}")
    return list(dict.fromkeys(found))


def status(root: Path, content: Content, locale: Locale) -> Status:
    """Counts of a locale's texts. Raises ContentError when its catalog cannot be read."""
    name = catalog_name(locale.id)
    everything = messages(content)
    catalog = _read(root / name, name) if (root / name).exists() else polib.POFile()
    translations = _current(catalog, everything)
    stale = {e.msgctxt for e in catalog if e.msgstr and not e.obsolete} - set(translations)
    count = sum(message.context in translations for message in everything)
    behind = sum(message.context in stale for message in everything)
    return Status(count, behind, len(everything) - count - behind)


def update(root: Path, content: Content, locale: Locale, title: str) -> Status:
    """Bring the locale's catalog in step with the guide, making it if needed, and return its status.

    Matched by context: an unchanged source keeps its translation, a changed one keeps it as fuzzy with
    the previous source, and one that is gone is kept as obsolete. A second run changes no byte.
    """
    name = catalog_name(locale.id)
    path = root / name
    old = _read(path, name) if path.exists() else polib.POFile(wrapwidth=WIDTH)
    before = {entry.msgctxt: entry for entry in old if entry.msgctxt}
    new = polib.POFile(wrapwidth=WIDTH)
    new.header = f"{title}: texts in {locale.id}."
    new.metadata = {
        **old.metadata,
        "Language": locale.id.replace("-", "_"),
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
    }
    everything = messages(content)
    for message in everything:
        new.append(_entry(message, before.get(message.context)))
    wanted = {message.context for message in everything}
    for context, entry in before.items():
        if context not in wanted and entry.msgstr:
            entry.obsolete, entry.occurrences, entry.comment = True, [], ""
            new.append(entry)
    text = str(new).rstrip("\n") + "\n"
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(".po.new")
        draft.write_text(text, encoding="utf-8", newline="\n")
        draft.replace(path)
    return status(root, content, locale)


def _entry(message: Message, before: polib.POEntry | None) -> polib.POEntry:
    file, line = message.place.rsplit(":", 1)
    entry = polib.POEntry(msgctxt=message.context, msgid=message.text, msgstr="", occurrences=[(file, line)])
    kept = sorted({str(reference) for reference in inline.references(message.text)})
    if kept:
        entry.comment = f"Keep as it is: {', '.join(kept)}"
    if before is not None and before.msgstr:
        entry.msgstr, entry.flags, entry.tcomment = before.msgstr, list(before.flags), before.tcomment
        entry.previous_msgid = before.previous_msgid
        if before.previous_msgid == message.text:  # changed and changed back: it fits again
            entry.previous_msgid = None
            entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
        elif _tidy(before.msgid) != message.text:
            entry.previous_msgid = before.previous_msgid or before.msgid
            if "fuzzy" not in entry.flags:
                entry.flags.append("fuzzy")
    return entry


def _current(catalog: polib.POFile, everything: list[Message]) -> dict[str, str]:
    """Translations by context, of those made from the source as it stands and not marked fuzzy."""
    sources = {message.context: message.text for message in everything}
    return {
        entry.msgctxt: entry.msgstr
        for entry in catalog
        if entry.msgctxt in sources
        and entry.msgstr
        and not entry.obsolete
        and not entry.fuzzy
        and _tidy(entry.msgid) == sources[entry.msgctxt]
    }


_LINE = re.compile(r'\s*(#.*|((msgctxt|msgid|msgid_plural|msgstr(\[\d+\])?)\s+)?"([^"\\]|\\.)*"\s*)?\Z')


def _read(path: Path, name: str) -> polib.POFile:
    try:
        # polib takes whatever stands between the first and the last character for the quoted words
        for number, line in enumerate(path.read_text(encoding="utf-8-sig").split("\n"), 1):
            if not _LINE.match(line):
                raise ContentError([Problem(name, number, 0, "is not a gettext catalog from here on")])
        return polib.pofile(str(path), encoding="utf-8-sig", wrapwidth=WIDTH)
    except UnicodeDecodeError:
        raise ContentError([Problem(name, 0, 0, "is not UTF-8 text")]) from None
    except IsADirectoryError:
        raise ContentError([Problem(name, 0, 0, "is a folder, not a catalog")]) from None
    except OSError as error:
        said = str(
            error
        )  # polib reports a syntax error as an OSError: "Syntax error in po file X (line 12): …"
        place = int(said.split("(line ")[1].split(")")[0]) if "(line " in said else 0
        raise ContentError([Problem(name, place, 0, "is not a gettext catalog from here on")]) from None


def _tidy(text: str) -> str:
    """White space alone changes nothing: runs of it count as one space."""
    return " ".join(text.split())
