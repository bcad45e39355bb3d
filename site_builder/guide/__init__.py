"""ROOM."""

from site_builder.guide import inline, model
from site_builder.guide.content import FILES, Content, read_content
from site_builder.guide.decisions import Duration, Question, Scenario, Setting
from site_builder.guide.format import (
    ID,
    Id,
    Mark,
    OneOrMany,
    Plain,
    Wrap,
    build,
    keys_of,
    replace_texts,
    required_of,
    unwrap,
)
from site_builder.guide.format_check import check
from site_builder.guide.inline import JOINERS, Code, Literal, Reference, is_invisible, parse, words_of
from site_builder.guide.interface import EMBEDDING_WORDS, MEANINGS, PAGE_WORDS, PARTS, THEME_WORDS
from site_builder.guide.localized_text import (
    CATEGORIES,
    COUNT,
    Status,
    Wording,
    Words,
    each,
    form_for,
    forms_of,
    general_form,
    numbers_of,
    plural_categories,
)
from site_builder.guide.model import Guide
from site_builder.guide.yaml_file import Document, read_yaml

__all__ = [
    "CATEGORIES",
    "COUNT",
    "EMBEDDING_WORDS",
    "FILES",
    "ID",
    "JOINERS",
    "MEANINGS",
    "PAGE_WORDS",
    "PARTS",
    "THEME_WORDS",
    "Code",
    "Content",
    "Document",
    "Duration",
    "Guide",
    "Id",
    "Literal",
    "Mark",
    "OneOrMany",
    "Plain",
    "Question",
    "Reference",
    "Scenario",
    "Setting",
    "Status",
    "Wording",
    "Words",
    "Wrap",
    "build",
    "check",
    "each",
    "form_for",
    "forms_of",
    "general_form",
    "inline",
    "is_invisible",
    "keys_of",
    "model",
    "numbers_of",
    "parse",
    "plural_categories",
    "read_content",
    "read_yaml",
    "replace_texts",
    "required_of",
    "unwrap",
    "words_of",
]
