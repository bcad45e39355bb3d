"""The pages: texts and tree as HTML, and the theme around them.

- html: texts as HTML, and the snippets that others paste
- edition: what the pages of one locale are rendered from
- page_view, templates: what the Jinja2 templates of docs/pages/ may ask, and what is wrong with them
- map_view: what the map's template may ask
- response_matrix, ways: the response table as a matrix, and the ways to a request as a drawing
- long_lists: the answers of a question with many, by their initials
- page_data: the JSON in a page that its scripts read: words, settings, calendars
- pages: every page of a locale, as HTML with its headings
- single_file, single_view: the whole guide of a locale in one file, which needs neither scripts nor a network
- due_table: due times as tables
- markdown/: every page as Markdown, for assistants
- search: the scripts of the theme's search, and the text of a page that it searches
- search_index: what the search finds, in which order, and by which synonyms
- mkdocs_site: the only file that knows MkDocs
- compiled_templates: Jinja2's compiled templates, in memory and in a folder
- edit_links, edit_view, repository: links to the lines of the guide's files, in the form of their host
- settings, template_errors: what is wrong with mkdocs.yml, and with a template
"""

from site_builder.pages.edit_links import EditLinks, entry_lines, shown_links
from site_builder.pages.edition import Edition
from site_builder.pages.html import HtmlWriter
from site_builder.pages.markdown import markdown_pages
from site_builder.pages.mkdocs_site import (
    GENERATOR,
    own_styles,
    read_repository,
    site_address,
    theme_pages,
    theme_problems,
)
from site_builder.pages.pages import EMBED, ROOT, Page, render_pages
from site_builder.pages.repository import RepositoryView, repository_view
from site_builder.pages.search import (
    OWN_SEARCHES,
    SEARCH_SCRIPTS,
    search_files,
    search_script,
    search_worker,
)
from site_builder.pages.search_index import complete_index
from site_builder.pages.single_file import render_single_file, with_date
from site_builder.pages.templates import TEMPLATES, page_environment, render, template_problems

__all__ = [
    "EMBED",
    "GENERATOR",
    "OWN_SEARCHES",
    "ROOT",
    "SEARCH_SCRIPTS",
    "TEMPLATES",
    "EditLinks",
    "Edition",
    "HtmlWriter",
    "Page",
    "RepositoryView",
    "complete_index",
    "entry_lines",
    "markdown_pages",
    "own_styles",
    "page_environment",
    "read_repository",
    "render",
    "render_pages",
    "render_single_file",
    "repository_view",
    "search_files",
    "search_script",
    "search_worker",
    "shown_links",
    "site_address",
    "template_problems",
    "theme_pages",
    "theme_problems",
    "with_date",
]
