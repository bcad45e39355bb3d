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
    build_instance,
    keys_of,
    replace_texts,
    required_of,
    unwrap,
)
from site_builder.guide.format_check import check_format
from site_builder.guide.inline import JOINERS, Code, Literal, Reference, is_invisible, parse, plain_words
from site_builder.guide.interface import (
    EMBEDDING_WORDS,
    OUTCOME_PARTS,
    PAGE_WORDS,
    PLACEHOLDER_MEANINGS,
    THEME_WORDS,
)
from site_builder.guide.localized_text import (
    COUNT_PLACEHOLDER,
    PLURAL_CATEGORIES,
    LocalizedText,
    Status,
    TextForms,
    choose_form,
    forms_of,
    general_form,
    map_forms,
    numbers_of_category,
    plural_categories,
)
from site_builder.guide.model import Guide
from site_builder.guide.yaml_file import Document, read_yaml

__all__ = [
    "COUNT_PLACEHOLDER",
    "EMBEDDING_WORDS",
    "FILES",
    "ID",
    "JOINERS",
    "OUTCOME_PARTS",
    "PAGE_WORDS",
    "PLACEHOLDER_MEANINGS",
    "PLURAL_CATEGORIES",
    "THEME_WORDS",
    "Code",
    "Content",
    "Document",
    "Duration",
    "Guide",
    "Id",
    "Literal",
    "LocalizedText",
    "Mark",
    "OneOrMany",
    "Plain",
    "Question",
    "Reference",
    "Scenario",
    "Setting",
    "Status",
    "TextForms",
    "Wrap",
    "build_instance",
    "check_format",
    "choose_form",
    "forms_of",
    "general_form",
    "inline",
    "is_invisible",
    "keys_of",
    "map_forms",
    "model",
    "numbers_of_category",
    "parse",
    "plain_words",
    "plural_categories",
    "read_content",
    "read_yaml",
    "replace_texts",
    "required_of",
    "unwrap",
]
