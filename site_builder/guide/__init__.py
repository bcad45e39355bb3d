"""The guide: YAML files in docs/guide/ to one immutable `Guide`, or every problem in them, with positions.

yaml_file        strict YAML, with the line and column of every value
format           what the annotations of the model allow, described once for all who walk it
format_check     YAML values against that format; condition_format: conditions; format_reports: its messages
instances        dataclasses built of YAML values, and the replacement of their texts by those of a locale
model            the dataclass Guide; its parts: statements, questions, decisions, ticket_forms, reference
groups           named sets of answers
conclusions      what follows from answers, for conditions; conclusion_check: whether they can be read
conditions       both of two conditions as one, any of several, and where one is sure not to hold
scenarios        cases that must come out as they say
variants         other words where a condition holds
tables           decision tables; table_rows: their rows as YAML and CSV have them
answer_lists     answers of a question from a CSV file (csv_file), or by CLDR (cldr: its codes)
ranges           questions whose answers are ranges that conditions tell apart; number_domain, day_domain
periods          effective dates, and the periods that they make; dated_pieces: all that has some
answers_check    ids of answers, groups of them, and defaults
reference_check  ids that name something, against what exists; form_check: forms and their fields
kinds            the guide's own kinds of names: texts refer to one as {product:azure}
source_lines     where each part of the guide stands in its files
known_ids        what a guide has by kind and id, even while it is half-written: for completion
anchors          ids that must be the only one on a page or in its address
inline           the syntax inside a text: {kind:id} references and `code`
plain_language   phrases that do not translate well, and long sentences
interface        interface words: the texts of buttons, headings and messages, and their placeholders
site_map         the pages that the site has
localized_text   texts with locale, status and context; plural forms
content          all of it together: read_content
"""

from site_builder.guide import inline, model
from site_builder.guide.anchors import is_taken
from site_builder.guide.cldr import KINDS as CLDR_KINDS
from site_builder.guide.cldr import PERCENT, codes, name_of, units
from site_builder.guide.conclusion_check import read_names
from site_builder.guide.conclusions import ConditionNames
from site_builder.guide.conditions import (
    Concluded,
    TooManyAlternativesError,
    alternatives_of,
    condition_of,
    conjoin,
    tests_beside,
)
from site_builder.guide.content import FILES, Content, read_content, read_known_ids, read_source_lines
from site_builder.guide.dated_pieces import DatedPiece
from site_builder.guide.day_domain import WAYS
from site_builder.guide.decisions import Duration
from site_builder.guide.format import (
    DECIMAL,
    FACT,
    ID,
    ChoiceFormat,
    ConditionFormat,
    Date,
    DecimalFormat,
    Format,
    Id,
    ListFormat,
    MappingFormat,
    ObjectFormat,
    OneOrMany,
    Plain,
    PluralFormat,
    ScalarFormat,
    StringFormat,
    Text,
    UnionFormat,
    Url,
    format_of,
    yaml_key,
)
from site_builder.guide.format_check import check_format
from site_builder.guide.inline import JOINERS, Code, Literal, Reference, parse, plain_words
from site_builder.guide.instances import build_instance, find_leaves, replace_texts
from site_builder.guide.interface import (
    DATE_WORDS,
    EMBEDDING_WORDS,
    LONG_LIST_WORDS,
    NUMBER_WORDS,
    OUTCOME_PARTS,
    PAGE_WORDS,
    PERIOD_PAGE_WORDS,
    PLACEHOLDER_MEANINGS,
    SEVERAL_CHOICE_WORDS,
    THEME_WORDS,
)
from site_builder.guide.known_ids import KnownChoice, KnownIds, KnownTable
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
from site_builder.guide.periods import find_periods, next_day, within
from site_builder.guide.plain_language import plain_language_problems
from site_builder.guide.questions import Question, Setting
from site_builder.guide.ranges import BOUNDS
from site_builder.guide.scenarios import OTHERS, PIECES, DueCase, Scenario, read_moment
from site_builder.guide.site_map import page_ids, tab_ids
from site_builder.guide.source_lines import SourceLine, SourceLines, source_lines
from site_builder.guide.statements import SINCE
from site_builder.guide.table_rows import read_duration
from site_builder.guide.tables import RESPONSE_TIMES
from site_builder.guide.yaml_file import Document, read_yaml

__all__ = [
    "BOUNDS",
    "CLDR_KINDS",
    "COUNT_PLACEHOLDER",
    "DATE_WORDS",
    "DECIMAL",
    "EMBEDDING_WORDS",
    "FACT",
    "FILES",
    "ID",
    "JOINERS",
    "LONG_LIST_WORDS",
    "NUMBER_WORDS",
    "OTHERS",
    "OUTCOME_PARTS",
    "PAGE_WORDS",
    "PERCENT",
    "PERIOD_PAGE_WORDS",
    "PIECES",
    "PLACEHOLDER_MEANINGS",
    "PLURAL_CATEGORIES",
    "RESPONSE_TIMES",
    "SEVERAL_CHOICE_WORDS",
    "SINCE",
    "THEME_WORDS",
    "WAYS",
    "ChoiceFormat",
    "Code",
    "Concluded",
    "ConditionFormat",
    "ConditionNames",
    "Content",
    "Date",
    "DatedPiece",
    "DecimalFormat",
    "Document",
    "DueCase",
    "Duration",
    "Format",
    "Guide",
    "Id",
    "KnownChoice",
    "KnownIds",
    "KnownTable",
    "ListFormat",
    "Literal",
    "LocalizedText",
    "MappingFormat",
    "ObjectFormat",
    "OneOrMany",
    "Plain",
    "PluralFormat",
    "Question",
    "Reference",
    "ScalarFormat",
    "Scenario",
    "Setting",
    "SourceLine",
    "SourceLines",
    "Status",
    "StringFormat",
    "Text",
    "TextForms",
    "TooManyAlternativesError",
    "UnionFormat",
    "Url",
    "alternatives_of",
    "build_instance",
    "check_format",
    "choose_form",
    "codes",
    "condition_of",
    "conjoin",
    "find_leaves",
    "find_periods",
    "format_of",
    "forms_of",
    "general_form",
    "inline",
    "is_taken",
    "map_forms",
    "model",
    "name_of",
    "next_day",
    "numbers_of_category",
    "page_ids",
    "parse",
    "plain_language_problems",
    "plain_words",
    "plural_categories",
    "read_content",
    "read_duration",
    "read_known_ids",
    "read_moment",
    "read_names",
    "read_source_lines",
    "read_yaml",
    "replace_texts",
    "source_lines",
    "tab_ids",
    "tests_beside",
    "units",
    "within",
    "yaml_key",
]
