"""Keeping catalogs in step with the guide: what is new comes in, what changed is marked, nothing is lost."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import polib

from site_builder.guide import plural_categories
from site_builder.locales.catalog import TEMPLATE, catalog_name, renamed_note
from site_builder.locales.catalog_check import form_problems
from site_builder.locales.locales import Locale
from site_builder.locales.po_file import (
    DATE,
    current_entries,
    empty_po,
    first_metadata,
    fixed_metadata,
    has_words,
    ids_of,
    now,
    read_po,
    write_po,
)
from site_builder.locales.translatable import Message, tidy
from site_builder.problems import ContentError


@dataclass(frozen=True)
class Extract:
    """The guide's texts for translators: their comments by context, and the guide's title."""

    title: str
    messages: tuple[Message, ...]
    comments: Mapping[str, str]


def write_template(root: Path, extract: Extract) -> bool:
    """Bring the template in step with the guide; False when it was already.

    Its date stays until a text changes, so that a second run changes no byte.
    """
    path = root / TEMPLATE
    old = read_po(path, TEMPLATE) if path.exists() else polib.POFile()
    new = empty_po(f"{extract.title}: the texts to translate.")
    new.metadata = fixed_metadata(_date(old, extract.messages))
    for message in extract.messages:
        new.append(_entry(message, extract.comments.get(message.context, ""), None, None))
    return write_po(new, path)


def update_catalog(root: Path, extract: Extract, locale: Locale) -> bool:
    """Bring the locale's catalog in step with the guide, making it if needed; False when it was already.

    Matched by context: an unchanged source keeps its translation, a changed one keeps it as fuzzy with
    the previous source, and one that is gone is kept as obsolete.
    """
    name = catalog_name(locale.id)
    path = root / name
    old = read_po(path, name) if path.exists() else polib.POFile()
    if problems := list(form_problems(old, name, locale, header=False)):
        raise ContentError(problems)  # of two entries with one context, or one with none, something would go
    before = {entry.msgctxt: entry for entry in old.obsolete_entries()} | current_entries(old)
    new = empty_po(f"{extract.title}: texts in {locale.id}.")
    date = _date(old, extract.messages)
    kept = {**first_metadata(extract.title, locale.id, date), **old.metadata}
    new.metadata = {**kept, **fixed_metadata(date, locale.id, locale.babel)}
    for message in extract.messages:
        note = extract.comments.get(message.context, "")
        new.append(_entry(message, note, before.get(message.context), locale))
    wanted = {message.context for message in extract.messages}
    for context, entry in before.items():
        if context not in wanted and has_words(entry):
            entry.obsolete, entry.occurrences, entry.comment = True, [], ""
            new.append(entry)
    return write_po(new, path)


def _date(old: polib.POFile, messages: Iterable[Message]) -> str:
    """The date that the catalog has, while its source texts are the guide's; else this minute."""
    had = [(entry.msgctxt, entry.msgid, entry.msgid_plural or "") for entry in old if not entry.obsolete]
    same = had == [(message.context, *ids_of(message.wording)) for message in messages]
    return old.metadata[DATE] if same and old.metadata.get(DATE) else now()


def _entry(
    message: Message, comment: str, before: polib.POEntry | None, locale: Locale | None
) -> polib.POEntry:
    file, line = message.place.rsplit(":", 1)
    singular, plural = ids_of(message.wording)
    entry = polib.POEntry(
        msgctxt=message.context, msgid=singular, msgstr="", comment=comment, occurrences=[(file, line)]
    )
    if plural:
        count = len(plural_categories(locale.babel)) if locale else 2
        entry.msgid_plural, entry.msgstr_plural = plural, dict.fromkeys(range(count), "")
    if before is not None and not before.obsolete:
        entry.tcomment = before.tcomment
    if before is not None and has_words(before):
        _keep(entry, before)
    return entry


def _keep(entry: polib.POEntry, before: polib.POEntry) -> None:
    """Take over a translation, marked as stale where its source has changed."""
    entry.flags, entry.tcomment = list(before.flags), before.tcomment
    entry.previous_msgid, entry.previous_msgid_plural = before.previous_msgid, before.previous_msgid_plural
    if entry.msgid_plural:
        had = before.msgstr_plural or {0: before.msgstr}
        entry.msgstr_plural = {index: had.get(index, "") for index in entry.msgstr_plural}
    else:
        entry.msgstr = before.msgstr or before.msgstr_plural.get(max(before.msgstr_plural), "")
    was = (tidy(before.msgid), tidy(before.msgid_plural or ""))
    previous = (before.previous_msgid, before.previous_msgid_plural or "")
    if previous == (entry.msgid, entry.msgid_plural or ""):  # changed and changed back: it fits again
        entry.previous_msgid = entry.previous_msgid_plural = None
        entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
        entry.tcomment = renamed_note(entry.tcomment or "", "was", "status")
    elif was != (entry.msgid, entry.msgid_plural or ""):
        entry.previous_msgid = before.previous_msgid or before.msgid
        entry.previous_msgid_plural = before.previous_msgid_plural or before.msgid_plural or None
        if "fuzzy" not in entry.flags:
            entry.flags.append("fuzzy")
        # whoever reviewed the old words has not seen the new ones
        entry.tcomment = renamed_note(entry.tcomment or "", "status", "was")
    elif "fuzzy" not in entry.flags:
        entry.previous_msgid = entry.previous_msgid_plural = None
