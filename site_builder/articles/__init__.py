"""Articles: how-tos in Markdown, as documentation sites write them, to a first draft of a guide.

reading       an article's file: text, front matter, outline; what is no article is refused
markdown      markdown-it-py with what sites add to Markdown, and its tokens as blocks; spans, html_parts
blocks        paragraphs, lists, notes, tabs, tables …, each with its line
dialects      notes, tabs and folds of several sites as blocks of one kind
outline       the sections of an article
vocabulary    words by which articles say what a part is, in several languages
placing       sections to the tree; outcomes: with their procedures; sections: FAQ and pages of prose
procedures    sequences of steps in a section
items         blocks to items and warnings; item_parts; texts: words to texts with references
facts         labels, portals, links; register: numbered statements; ids
draft         all of it together: make_draft
draft_files   the draft's files as text, and what had no place; interface_words: in other languages
alignment     two editions of an article side by side; translation: a draft's texts in the other's words
catalogs      the catalogs of other editions
yaml_text     YAML as the guide's files are written
"""

from site_builder.articles.catalogs import write_catalog
from site_builder.articles.draft import Draft, make_draft
from site_builder.articles.draft_files import REPORT, file_texts, part_counts, placed_words, report
from site_builder.articles.interface_words import has_interface
from site_builder.articles.reading import Article, as_locale, parse_article, read_article
from site_builder.articles.register import Leftover
from site_builder.articles.texts import web_address
from site_builder.articles.translation import Edition, translate_draft
from site_builder.articles.yaml_text import write_yaml

__all__ = [
    "REPORT",
    "Article",
    "Draft",
    "Edition",
    "Leftover",
    "as_locale",
    "file_texts",
    "has_interface",
    "make_draft",
    "parse_article",
    "part_counts",
    "placed_words",
    "read_article",
    "report",
    "translate_draft",
    "web_address",
    "write_catalog",
    "write_yaml",
]
