"""Changes to catalogs: update to the guide's texts, export and import for translators' tools, status marks.

An update loses nothing: new texts come in, changed ones become stale (fuzzy), those that are gone obsolete.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

import polib

from site_builder.guide import TextForms, plural_categories
from site_builder.locales.catalog import (
    CatalogReader,
    read_for_change,
    read_translations,
    rename_note,
    source_text,
    write_status,
)
from site_builder.locales.catalog_check import form_problems, text_problems
from site_builder.locales.locales import Locale
from site_builder.locales.messages import Message
from site_builder.locales.po_file import (
    DATE,
    current_entries,
    empty_po,
    first_metadata,
    fixed_metadata,
    is_translated,
    msgids,
    now,
    read_po,
    translated_text,
    write_po,
)
from site_builder.locales.text_domains import TextDomain, own_domains
from site_builder.problems import BuildError, ContentError, Problem, did_you_mean


@dataclass(frozen=True)
class MessageExtract:
    """The texts of a domain for translators: their comments by context, and the guide's title."""

    domain: TextDomain
    title: str
    messages: tuple[Message, ...]
    comments: Mapping[str, str]


def write_template(root: Path, extract: MessageExtract) -> bool:
    """Bring the domain's template in step with its texts; False when it was already.

    Its date stays until a text changes, so that a second run changes no byte.
    """
    path = root / extract.domain.template
    old = read_po(path, extract.domain.template) if path.exists() else polib.POFile()
    new = empty_po(f"{extract.title}: the texts to translate.")
    new.metadata = fixed_metadata(_creation_date(old, extract.messages))
    for message in extract.messages:
        new.append(_make_entry(message, extract.comments.get(message.context, ""), None, None))
    return write_po(new, path)


def update_catalog(root: Path, extract: MessageExtract, locale: Locale) -> bool:
    """Bring the locale's catalog in step with the guide, making it if needed; False when it was already.

    Matched by context: an unchanged source keeps its translation, a changed one keeps it as fuzzy with
    the previous source, and one that is gone is kept as obsolete.
    """
    name = extract.domain.catalog(locale.id)
    path = root / name
    old = read_po(path, name) if path.exists() else polib.POFile()
    if problems := list(form_problems(old, name, locale, header=False)):
        raise ContentError(problems)  # entries without a context of their own would be lost
    before = {entry.msgctxt: entry for entry in old.obsolete_entries()} | current_entries(old)
    new = empty_po(f"{extract.title}: texts in {locale.id}.")
    date = _creation_date(old, extract.messages)
    metadata = {**first_metadata(extract.title, locale.id, date), **old.metadata}
    new.metadata = {**metadata, **fixed_metadata(date, locale.id, locale.babel)}
    for message in extract.messages:
        comment = extract.comments.get(message.context, "")
        new.append(_make_entry(message, comment, before.get(message.context), locale))
    contexts = {message.context for message in extract.messages}
    for context, entry in before.items():
        if context not in contexts and is_translated(entry):
            entry.obsolete, entry.occurrences, entry.comment = True, [], ""
            new.append(entry)
    return write_po(new, path)


def _creation_date(old: polib.POFile, messages: Iterable[Message]) -> str:
    """The date that the catalog has, while its source texts are the guide's; else this minute."""
    sources = [(entry.msgctxt, entry.msgid, entry.msgid_plural or "") for entry in old if not entry.obsolete]
    is_same = sources == [(message.context, *msgids(message.text)) for message in messages]
    return old.metadata[DATE] if is_same and old.metadata.get(DATE) else now()


def _make_entry(
    message: Message, comment: str, before: polib.POEntry | None, locale: Locale | None
) -> polib.POEntry:
    singular, plural = msgids(message.text)
    entry = polib.POEntry(
        msgctxt=message.context, msgid=singular, msgstr="", comment=comment, occurrences=[(message.file, "")]
    )
    if plural:
        count = len(plural_categories(locale.babel)) if locale else 2
        entry.msgid_plural, entry.msgstr_plural = plural, dict.fromkeys(range(count), "")
    if before is not None and not before.obsolete:
        entry.tcomment = before.tcomment
    if before is not None and is_translated(before):
        _keep_translation(entry, before)
    return entry


def _keep_translation(entry: polib.POEntry, before: polib.POEntry) -> None:
    """Take over a translation, marked as stale where its source has changed."""
    entry.flags, entry.tcomment = list(before.flags), before.tcomment
    entry.previous_msgid, entry.previous_msgid_plural = before.previous_msgid, before.previous_msgid_plural
    if entry.msgid_plural:
        forms = before.msgstr_plural or {0: before.msgstr}
        entry.msgstr_plural = {index: forms.get(index, "") for index in entry.msgstr_plural}
    else:
        entry.msgstr = before.msgstr or before.msgstr_plural.get(max(before.msgstr_plural), "")
    previous = (before.previous_msgid, before.previous_msgid_plural or "")
    if previous == (entry.msgid, entry.msgid_plural or ""):  # changed and changed back: current again
        entry.previous_msgid = entry.previous_msgid_plural = None
        entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
        rename_note(entry, "was", "status")
    elif source_text(before) != (entry.msgid, entry.msgid_plural or ""):
        entry.previous_msgid = before.previous_msgid or before.msgid
        entry.previous_msgid_plural = before.previous_msgid_plural or before.msgid_plural or None
        if "fuzzy" not in entry.flags:
            entry.flags.append("fuzzy")
        # the new source has not been reviewed
        rename_note(entry, "status", "was")
    elif "fuzzy" not in entry.flags:
        entry.previous_msgid = entry.previous_msgid_plural = None


def fill_catalog(root: Path, domain: TextDomain, locale: Locale, texts: Mapping[str, TextForms]) -> int:
    """Write translations into a catalog, by context, and return how many it has; "" takes one away.

    Raises BuildError when the catalog does not exist, and ContentError when it cannot be read.
    """
    catalog = read_for_change(root, domain, locale)
    for entry in catalog:
        text = texts.get(entry.msgctxt or "")
        if isinstance(text, str) and not entry.msgid_plural:
            entry.msgstr = text
        elif text is not None and not isinstance(text, str):
            forms = [text.get(category, text["other"]) for category in plural_categories(locale.babel)]
            entry.msgstr_plural = dict(enumerate(forms))
    write_po(catalog, root / domain.catalog(locale.id))
    return sum(is_translated(entry) for entry in catalog)


CONTEXT_LABEL = "Context: "
"""What an exported entry's comment names its context with. Some tools lose contexts, and XLIFF, as
translate-toolkit makes it, has no place for them; it carries comments as notes."""


@dataclass(frozen=True)
class Imported:
    """What an import did: translations that changed, and those left out because their source has changed."""

    changed: int
    outdated: int


def export_catalog(root: Path, domain: TextDomain, locale: Locale, target: Path) -> int:
    """Write a copy of the locale's catalog whose comments name the contexts; return how many texts it has.

    Raises BuildError, ContentError, OSError.
    """
    catalog = read_for_change(root, domain, locale)
    for entry in catalog.obsolete_entries():  # XLIFF knows none
        catalog.remove(entry)
    for entry in catalog:
        entry.comment = f"{entry.comment}\n{CONTEXT_LABEL}{entry.msgctxt}".strip()
    if target.suffix != ".po" or target.is_dir():
        raise BuildError(f"{target} is not the name of a .po file.")
    if (root / "docs").resolve() in target.resolve().parents:
        raise BuildError(f"{target} lies in docs/, which holds the guide itself; export to another folder.")
    write_po(catalog, target)
    return len(catalog)


def import_catalog(reader: CatalogReader, domain: TextDomain, locale: Locale, source: Path) -> Imported:
    """Take translations over from a file, which is checked first: all of it comes in, or nothing does.

    Raises ContentError with the file's lines, BuildError, OSError.
    """
    catalog = read_for_change(reader.root, domain, locale)
    messages = reader.messages[domain]
    if not source.is_file():
        raise BuildError(f"{source} is not a file." if source.exists() else f"{source} does not exist.")
    incoming = read_po(source, str(source))
    if not current_entries(incoming):
        raise BuildError(f"{source} has no texts: expected a file that translate export wrote, translated.")
    problems = _restore_contexts(incoming, messages, str(source))
    problems += form_problems(incoming, str(source), locale, header=False)
    translations = read_translations(incoming, messages, locale)
    problems += text_problems(translations, str(source), reader.locales, locale)
    if problems:
        raise ContentError(problems)
    by_context = current_entries(incoming)
    changed = outdated = 0
    for entry in catalog:
        new = by_context.get(entry.msgctxt)
        if entry.obsolete or new is None or not translated_text(new, locale.babel):
            continue  # what has not been translated there changes nothing here
        if source_text(new) != source_text(entry):
            outdated += 1
            continue
        before = (entry.msgstr, entry.msgstr_plural, entry.fuzzy, entry.tcomment)
        entry.msgstr, entry.msgstr_plural, entry.tcomment = new.msgstr, new.msgstr_plural, new.tcomment
        entry.flags = [flag for flag in entry.flags if flag != "fuzzy"] + ["fuzzy"] * new.fuzzy
        if not new.fuzzy:
            entry.previous_msgid = entry.previous_msgid_plural = None
        changed += before != (entry.msgstr, entry.msgstr_plural, entry.fuzzy, entry.tcomment)
    write_po(catalog, reader.root / domain.catalog(locale.id))
    return Imported(changed, outdated)


def _noted_context(comment: str, contexts: Collection[str]) -> str:
    """The context that a comment names, which a tool may have wrapped over several lines; "" for none."""
    _, label, rest = comment.partition(CONTEXT_LABEL)
    context = ""
    for line in rest.splitlines() if label else ():
        context += line.strip()
        if context in contexts:
            return context
    return context.split()[0] if context else ""


def _restore_contexts(incoming: polib.POFile, messages: list[Message], name: str) -> list[Problem]:
    """Give each entry its context back; what has none, or one that the guide does not know, is a problem."""
    contexts = {message.context for message in messages}
    problems = []
    for entry in incoming:
        entry.msgctxt = _noted_context(entry.comment or "", contexts) or entry.msgctxt
        if entry.obsolete or entry.msgctxt in contexts:
            continue
        what = f'"{entry.msgctxt}" names no text of the guide' if entry.msgctxt else "has no context"
        hint = did_you_mean(entry.msgctxt or "", contexts)
        problems.append(Problem(name, entry.linenum or 0, 0, f"{what}{hint}"))
    return problems


def mark_translations(reader: CatalogReader, locale: Locale, status: str, patterns: list[str]) -> int:
    """Write `# status: …` to the current translations that the patterns name, and return how many changed.

    A pattern is a context, the beginning of one up to a dot, or one with `*`. Stale and missing texts are
    left alone. Raises BuildError for a pattern that names nothing, ContentError for a broken catalog.
    """
    domains = own_domains(reader.root)
    contexts = [message.context for domain in domains for message in reader.messages[domain]]
    for pattern in patterns:
        if not any(_matches(pattern, context) for context in contexts):
            raise BuildError(f'no text is called "{pattern}"{did_you_mean(pattern, contexts)}.')
    changed = 0
    catalogs = {domain: read_for_change(reader.root, domain, locale) for domain in domains}
    for domain, catalog in catalogs.items():
        for translation in read_translations(catalog, reader.messages[domain], locale):
            if translation.entry is None or translation.status in ("stale", "missing", status):
                continue
            if any(_matches(pattern, translation.message.context) for pattern in patterns):
                write_status(translation.entry, status)
                changed += 1
        write_po(catalog, reader.root / domain.catalog(locale.id))
    return changed


def _matches(pattern: str, context: str) -> bool:
    return context == pattern or context.startswith(f"{pattern}.") or fnmatchcase(context, pattern)
