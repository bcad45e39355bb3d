"""Catalogs of a copy of the guide: read, changed, brought in step, checked.

Each of these reads no more of the guide than it needs, since a whole check takes a second.
"""

from __future__ import annotations

import dataclasses
import functools
import tempfile
from pathlib import Path

import polib

from site_builder.guide.content import read_content
from site_builder.locales import GUIDE, INTERFACE, TextDomain, own_domains
from site_builder.locales.catalog import Catalog, CatalogReader, StatusCounts, read_catalog
from site_builder.locales.catalog_check import check_catalog
from site_builder.locales.catalog_update import MessageExtract, update_catalog
from site_builder.locales.locales import read_locales
from site_builder.locales.po_file import read_po, write_po
from site_builder.problems import ContentError
from tests.support.guide_copies import copy_guide

PO = GUIDE.catalog("nl-NL")
WORDS = INTERFACE.catalog("nl-NL")
CONTEXT = "tree.questions.product.question"
COUNTED_WORD = "interface.words.business-days"


def reader_of(root: Path) -> CatalogReader:
    """Reads catalogs of the guide as it is now in this copy."""
    content = read_content(root)
    return CatalogReader.for_guide(root, content, read_locales(root, content.guide))


@functools.cache
def sample_reader() -> CatalogReader:
    """Reads catalogs of copies of the sample guide in which catalogs alone are changed."""
    with tempfile.TemporaryDirectory() as folder:
        return reader_of(copy_guide(Path(folder)))


def refuse_faults(root: Path, id: str = "nl-NL", *, reader: CatalogReader | None = None) -> None:
    """Raise ContentError with the problems of a catalog; without a reader in a guide that is as it was."""
    reader = reader or dataclasses.replace(sample_reader(), root=root)
    if problems := check_catalog(reader, reader.locales.by_id[id]).problems:
        raise ContentError(problems)


def catalog_of(root: Path, id: str = "nl-NL") -> Catalog:
    """The catalog of a locale."""
    reader = reader_of(root)
    return read_catalog(reader, reader.locales.by_id[id])


def update(root: Path, id: str = "nl-NL") -> StatusCounts:
    """Bring a catalog in step without the comments, which take a rendering of the pages."""
    reader = reader_of(root)
    for domain in own_domains(root):
        extract = MessageExtract(domain, "Guide", tuple(reader.messages[domain]), {})
        update_catalog(root, extract, reader.locales.by_id[id])
    return catalog_of(root, id).counts


def change(root: Path, context: str, words: str, *, comment: str = "", id: str = "nl-NL") -> None:
    """Write other words, and perhaps a comment of the translator, into a catalog."""
    path = root / domain_of(context).catalog(id)
    catalog = read_po(path, path.name)
    entry = next(entry for entry in catalog if entry.msgctxt == context and not entry.obsolete)
    entry.msgstr, entry.tcomment = words, comment or entry.tcomment
    write_po(catalog, path)


def entry_of(root: Path, context: str, id: str = "nl-NL") -> polib.POEntry:
    """The entry of a text, as another program reads it."""
    path = root / domain_of(context).catalog(id)
    return next(e for e in polib.pofile(str(path)) if e.msgctxt == context)


def domain_of(context: str) -> TextDomain:
    """The domain of a text: the words of the interface have one of their own."""
    return INTERFACE if context.startswith("interface.") else GUIDE
