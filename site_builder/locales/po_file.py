"""PO files of gettext: read strictly, and written so that equal catalogs are equal bytes."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from pathlib import Path

import polib
from babel import Locale as BabelLocale
from babel.plural import to_gettext

from site_builder.guide import TextForms, plural_categories
from site_builder.problems import ContentError, Problem

WIDTH = 100
"""Columns at which a catalog's lines are wrapped; fixed, so that a file rewritten unchanged is unchanged."""
LARGEST_FILE = 5_000_000
"""Bytes of a catalog that are read: some twelve times the present ones."""
DATE = "POT-Creation-Date"
"""gettext's header for the day on which the source texts were taken."""

_LINE = re.compile(
    r'\s*(?:#.*|(?:(?:msgctxt|msgid(?:_plural)?|msgstr(?:\[\d+\])?)\s+)?"(?:[^"\\]+|\\.)*+"\s*)?\Z'
)


def read_po(path: Path, name: str, *, whole: bool = True) -> polib.POFile:
    """The catalog; `name` is what messages call it. Raises ContentError.

    What is not `whole` lacks what `update` writes anew, comments to translators and places: it is there in
    half the time.
    """
    try:
        if (size := path.stat().st_size) > LARGEST_FILE:
            message = f"is too large: {size} bytes, at most {LARGEST_FILE} are read"
            raise ContentError([Problem(name, 0, 0, message)])
        text = path.read_text(encoding="utf-8-sig")
        # polib takes whatever stands between the first and the last character for the quoted words
        if not all(map(_LINE.match, text.split("\n"))):
            number = next(n for n, line in enumerate(text.split("\n"), 1) if not _LINE.match(line))
            raise ContentError([Problem(name, number, 0, "is not a gettext catalog from here on")])
        if whole:
            return polib.pofile(str(path), encoding="utf-8-sig", wrapwidth=WIDTH)
        return polib.pofile(re.sub(r"^#[.:].*", "", text, flags=re.MULTILINE), wrapwidth=WIDTH)
    except UnicodeDecodeError:
        raise ContentError([Problem(name, 0, 0, "is not UTF-8 text")]) from None
    except IsADirectoryError:
        raise ContentError([Problem(name, 0, 0, "is a folder, not a catalog")]) from None
    except PermissionError:
        raise ContentError([Problem(name, 0, 0, "may not be read: permission denied")]) from None
    except OSError as error:
        # polib reports a syntax error as an OSError: "Syntax error in po file X (line 12): …"
        reported = re.search(r"\(line (\d+)\)", str(error))
        place = int(reported[1]) if reported else 0
        raise ContentError([Problem(name, place, 0, "is not a gettext catalog from here on")]) from None


def write_po(catalog: polib.POFile, path: Path) -> bool:
    """Write the catalog, whole or not at all; False when the file was already the same."""
    return bool(write_all({path: catalog}))


def write_all(catalogs: Mapping[Path, polib.POFile]) -> list[Path]:
    """Write catalogs by path, all of them or none, and return the paths of those that were not the same."""
    drafts: dict[Path, Path] = {}
    try:
        for path, catalog in catalogs.items():
            data = (str(catalog).rstrip("\n") + "\n").encode()
            if path.exists() and path.read_bytes() == data:
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            draft = path.with_suffix(path.suffix + ".new")
            draft.write_bytes(data)
            drafts[path] = draft
    except OSError:
        for draft in drafts.values():
            draft.unlink()
        raise
    for path, draft in drafts.items():
        draft.replace(path)
    return [*drafts]


def empty_po(header: str) -> polib.POFile:
    """A catalog without texts. `header` is its first comment."""
    catalog = polib.POFile(wrapwidth=WIDTH)
    catalog.header = header
    return catalog


def fixed_metadata(date: str, id: str = "", locale: BabelLocale | None = None) -> dict[str, str]:
    """The header's fields that are ours to set; a template of catalogs has no locale."""
    fields = {DATE: date, "MIME-Version": "1.0", "Content-Type": "text/plain; charset=UTF-8"}
    fields["Content-Transfer-Encoding"] = "8bit"
    if locale is not None:
        fields["Language"] = id.replace("-", "_")
        # CLDR's e, the exponent of numbers such as 1.2 million, is 0 for all numbers that gettext knows
        fields["Plural-Forms"] = re.sub(r"\be\b", "0", to_gettext(locale.plural_form))
    return fields


def first_metadata(title: str, id: str, date: str) -> dict[str, str]:
    """The header's fields that are for translators' tools to set, as a new catalog has them."""
    return {
        "Project-Id-Version": title,
        "PO-Revision-Date": date,
        "Last-Translator": "nobody yet",
        "Language-Team": id,
    }


def now() -> str:
    """This minute, in UTC, as gettext writes it."""
    return datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%d %H:%M+0000")


def source_date(catalog: polib.POFile) -> datetime.date | None:
    """The day from which the catalog's source texts are; None where its header does not say."""
    match = re.match(r"\d{4}-\d{2}-\d{2}", catalog.metadata.get(DATE, ""))
    try:
        return datetime.date.fromisoformat(match.group()) if match else None
    except ValueError:
        return None


def current_entries(catalog: polib.POFile) -> dict[str, polib.POEntry]:
    """The entries that are not obsolete, by context."""
    return {entry.msgctxt: entry for entry in catalog if not entry.obsolete}


def is_translated(entry: polib.POEntry) -> bool:
    """Whether anything of an entry is translated."""
    return bool(entry.msgstr) or any(entry.msgstr_plural.values())


def msgids(text: TextForms) -> tuple[str, str]:
    """A source text as gettext's msgid and msgid_plural; the latter is "" where nothing is counted."""
    if isinstance(text, str):
        return text, ""
    return text.get("one", text["other"]), text["other"]


def translated_text(entry: polib.POEntry, locale: BabelLocale) -> TextForms:
    """An entry's translation: its text, or its forms by plural category; "" while any of them is missing."""
    if not entry.msgid_plural:
        return str(entry.msgstr)
    forms = [entry.msgstr_plural[index] for index in sorted(entry.msgstr_plural)]
    categories = plural_categories(locale)
    if not forms or not all(form.strip() for form in forms):
        return ""
    if len(forms) != len(categories):  # reported by the check; nothing can be said of which is which
        return {f"form-{index}": form for index, form in enumerate(forms)}
    return dict(zip(categories, forms, strict=True))


def entry_forms(entry: polib.POEntry, locale: BabelLocale) -> TextForms:
    """An entry's translation as translators' tools show it: its text, or each of its forms, also if empty."""
    if not entry.msgid_plural:
        return str(entry.msgstr)
    categories = plural_categories(locale)
    return {category: entry.msgstr_plural.get(index, "") for index, category in enumerate(categories)}
