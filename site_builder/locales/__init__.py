"""ROOM."""

from site_builder.locales.calendars import CalendarsFile, covered, notices, working_calendars
from site_builder.locales.catalog import (
    MADE,
    TEMPLATE,
    Catalog,
    CatalogBase,
    Counts,
    catalog_base,
    catalog_name,
    comment,
    lay_over,
    messages,
    read_catalog,
)
from site_builder.locales.catalog_check import examine
from site_builder.locales.catalog_update import (
    Extract,
    export_catalog,
    import_catalog,
    mark,
    update_catalog,
    write_template,
)
from site_builder.locales.glossary import GlossaryFile, Term
from site_builder.locales.lexicon import Lexicon, Name, page_path
from site_builder.locales.locales import LOCALES_FILE, LabelWord, Locale, Locales, LocalesFile, read_locales
from site_builder.locales.new_locale import new_locale
from site_builder.locales.pseudo import pseudo_catalogs
from site_builder.locales.translation_state import page_note, path_of, state_of

__all__ = [
    "LOCALES_FILE",
    "MADE",
    "TEMPLATE",
    "CalendarsFile",
    "Catalog",
    "CatalogBase",
    "Counts",
    "Extract",
    "GlossaryFile",
    "LabelWord",
    "Lexicon",
    "Locale",
    "Locales",
    "LocalesFile",
    "Name",
    "Term",
    "catalog_base",
    "catalog_name",
    "comment",
    "covered",
    "examine",
    "export_catalog",
    "import_catalog",
    "lay_over",
    "mark",
    "messages",
    "new_locale",
    "notices",
    "page_note",
    "page_path",
    "path_of",
    "pseudo_catalogs",
    "read_catalog",
    "read_locales",
    "state_of",
    "update_catalog",
    "working_calendars",
    "write_template",
]
