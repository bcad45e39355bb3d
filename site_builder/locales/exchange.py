"""Catalogs on their way to translators' tools and back: translate export, translate import.

Some tools lose the contexts of a catalog; XLIFF, as translate-toolkit makes it, has no place for them. An
exported catalog therefore names each text's context in its comment too, which XLIFF carries as a note, and
an imported one is matched by either.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

import polib

from site_builder.locales.catalog import CatalogBase, catalog_name, entry_statuses, read_whole
from site_builder.locales.catalog_check import form_problems, text_problems
from site_builder.locales.locales import Locale
from site_builder.locales.po_file import current_entries, read_po, translation_of, write_po
from site_builder.locales.translatable import tidy
from site_builder.problems import BuildError, ContentError, Problem, did_you_mean

_MARK = "Context: "


@dataclass(frozen=True)
class Imported:
    """What an import did: translations that changed, and those left out because their source has changed."""

    changed: int
    outdated: int


def export_catalog(root: Path, locale: Locale, target: Path) -> int:
    """Write a copy of the locale's catalog whose comments name the contexts; return how many texts it has.

    Raises BuildError, ContentError, OSError.
    """
    catalog = read_whole(root, locale)
    for entry in catalog.obsolete_entries():  # XLIFF knows none
        catalog.remove(entry)
    for entry in catalog:
        entry.comment = f"{entry.comment}\n{_MARK}{entry.msgctxt}".strip()
    if target.suffix != ".po" or target.is_dir():
        raise BuildError(f"{target} is not the name of a .po file.")
    if (root / "docs").resolve() in target.resolve().parents:
        raise BuildError(f"{target} lies in docs/, which holds the guide itself; export to another folder.")
    write_po(catalog, target)
    return len(catalog)


def import_catalog(base: CatalogBase, locale: Locale, source: Path) -> Imported:
    """Take translations over from a file, which is checked first: all of it comes in, or nothing does.

    Raises ContentError with the file's lines, BuildError, OSError.
    """
    catalog = read_whole(base.root, locale)
    if not source.is_file():
        raise BuildError(f"{source} is not a file." if source.exists() else f"{source} does not exist.")
    incoming = read_po(source, str(source))
    problems = _unplaced(incoming, base, str(source))
    problems += form_problems(incoming, str(source), locale, header=False)
    found = list(entry_statuses(incoming, base.everything, locale))
    problems += text_problems(incoming, found, str(source), base.locales, locale)
    if problems:
        raise ContentError(problems)
    by_context = current_entries(incoming)
    changed = outdated = 0
    for entry in catalog:
        new = by_context.get(entry.msgctxt)
        if entry.obsolete or new is None or not translation_of(new, locale.babel):
            continue  # what has not been translated there changes nothing here
        if (tidy(new.msgid), tidy(new.msgid_plural)) != (tidy(entry.msgid), tidy(entry.msgid_plural)):
            outdated += 1
            continue
        before = (entry.msgstr, entry.msgstr_plural, entry.fuzzy, entry.tcomment)
        entry.msgstr, entry.msgstr_plural, entry.tcomment = new.msgstr, new.msgstr_plural, new.tcomment
        entry.flags = [flag for flag in entry.flags if flag != "fuzzy"] + ["fuzzy"] * new.fuzzy
        if not new.fuzzy:
            entry.previous_msgid = entry.previous_msgid_plural = None
        changed += before != (entry.msgstr, entry.msgstr_plural, entry.fuzzy, entry.tcomment)
    write_po(catalog, base.root / catalog_name(locale.id))
    return Imported(changed, outdated)


def _noted(comment: str, known: Collection[str]) -> str:
    """The context that a comment names, which a tool may have wrapped over several lines; "" for none."""
    _, mark, rest = comment.partition(_MARK)
    noted = ""
    for line in rest.splitlines() if mark else ():
        noted += line.strip()
        if noted in known:
            return noted
    return noted.split()[0] if noted else ""


def _unplaced(incoming: polib.POFile, base: CatalogBase, name: str) -> list[Problem]:
    """Give each entry its context back; what has none, or one that the guide does not know, is a problem."""
    known = {message.context for message in base.everything}
    problems = []
    for entry in incoming:
        entry.msgctxt = _noted(entry.comment or "", known) or entry.msgctxt
        if entry.obsolete or entry.msgctxt in known:
            continue
        what = f'"{entry.msgctxt}" names no text of the guide' if entry.msgctxt else "has no context"
        hint = did_you_mean(entry.msgctxt or "", known)
        problems.append(Problem(name, entry.linenum or 0, 0, f"{what}{hint}"))
    return problems
