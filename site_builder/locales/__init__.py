"""The locales: which exist, and the guide's texts in each, from gettext catalogs.

locales            docs/locales/: locales, interface labels, and the fallbacks of a locale
calendars          working hours and public holidays, by which response times are counted
glossary           terms that translations keep to, and where they were seen
glossary_check     problems of the glossary: provenance, contradictions, one word for two terms
alphabets          scripts of a locale, and letters of others that look alike
po_file            PO files on disk
messages           the guide's texts to translate, and what translators are told of each
catalog            translations of messages, their statuses, and what readers see of them
catalog_check      problems of a catalog: form, lost or added facts, terms, typography
typography         quotation marks, spaces at punctuation, dashes and digits by language
punctuation        quotation marks and list marks by language
label_check        labels of answers that a translation makes equal
catalog_review     what a person reviewed, put into the catalogs
catalog_update     changes: update to the guide, filling, export, import, marks of status
text_domains       the guide's texts and the interface's, which have catalogs of their own
translation_state  coverage by status, page and exposure, and the note on each page
names              interface words, and the names of what texts refer to, in one locale
lexicon            the same, with conditions and table cells in words
renderings         texts with all that can stand in them, and the faults at the seams
name_forms         forms of those names in running text; sentence_places: where in a sentence each stands
quantities         numbers with their units; range_names: ranges of them
pseudo             pseudo-locales, which show what translation will do to the pages
new_locale         all that a new locale needs
"""

from site_builder.locales.calendars import (
    Calendar,
    CalendarsFile,
    CalendarSpan,
    calendar_notices,
    calendar_span,
    calendar_zones,
    working_calendar,
    working_calendars,
)
from site_builder.locales.catalog import (
    TRANSLATED_STATUSES,
    Catalog,
    CatalogReader,
    StatusCounts,
    Translation,
    excused_terms,
    read_catalog,
    read_for_change,
    read_notes,
    read_translations,
)
from site_builder.locales.catalog_check import check_catalog
from site_builder.locales.catalog_review import AppliedReview, ReviewedText, apply_review
from site_builder.locales.catalog_update import (
    MessageExtract,
    export_catalog,
    fill_catalog,
    import_catalog,
    mark_translations,
    update_catalog,
    write_template,
)
from site_builder.locales.glossary import GlossaryFile, Term, TermRules
from site_builder.locales.lexicon import Lexicon
from site_builder.locales.locales import (
    LABELS_FILE,
    LOCALES_FILE,
    LabelWord,
    Locale,
    Locales,
    LocalesFile,
    read_locales,
)
from site_builder.locales.messages import SYNONYMS, Message, explain_message, normalize_space
from site_builder.locales.name_forms import FORMS_FILE, FormsFile, form_faults
from site_builder.locales.names import Name, home_page, page_path, plain_piece
from site_builder.locales.new_locale import add_locale, locale_entry
from site_builder.locales.po_file import entry_forms
from site_builder.locales.pseudo import pseudo_catalogs
from site_builder.locales.quantities import quantity, unit_sides, unit_texts
from site_builder.locales.range_names import days_between
from site_builder.locales.renderings import distinct_renderings, render_catalog, rendering_problems
from site_builder.locales.sentence_places import Segment
from site_builder.locales.text_domains import GUIDE, INTERFACE, TextDomain, find_catalog, own_domains
from site_builder.locales.translation_state import (
    TranslationState,
    make_page_note,
    path_of_page,
    summarize_translation,
)

__all__ = [
    "FORMS_FILE",
    "GUIDE",
    "INTERFACE",
    "LABELS_FILE",
    "LOCALES_FILE",
    "SYNONYMS",
    "TRANSLATED_STATUSES",
    "AppliedReview",
    "Calendar",
    "CalendarSpan",
    "CalendarsFile",
    "Catalog",
    "CatalogReader",
    "FormsFile",
    "GlossaryFile",
    "LabelWord",
    "Lexicon",
    "Locale",
    "Locales",
    "LocalesFile",
    "Message",
    "MessageExtract",
    "Name",
    "ReviewedText",
    "Segment",
    "StatusCounts",
    "Term",
    "TermRules",
    "TextDomain",
    "Translation",
    "TranslationState",
    "add_locale",
    "apply_review",
    "calendar_notices",
    "calendar_span",
    "calendar_zones",
    "check_catalog",
    "days_between",
    "distinct_renderings",
    "entry_forms",
    "excused_terms",
    "explain_message",
    "export_catalog",
    "fill_catalog",
    "find_catalog",
    "form_faults",
    "home_page",
    "import_catalog",
    "locale_entry",
    "make_page_note",
    "mark_translations",
    "normalize_space",
    "own_domains",
    "page_path",
    "path_of_page",
    "plain_piece",
    "pseudo_catalogs",
    "quantity",
    "read_catalog",
    "read_for_change",
    "read_locales",
    "read_notes",
    "read_translations",
    "render_catalog",
    "rendering_problems",
    "summarize_translation",
    "unit_sides",
    "unit_texts",
    "update_catalog",
    "working_calendar",
    "working_calendars",
    "write_template",
]
